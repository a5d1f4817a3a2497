package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.ObjectFilter;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a declarative apply must leave alone in its target: what is excluded, the history of versioned migrations, and
 * objects that the model does not hold.
 */
final class Untouched {
    private final Inspection target;
    private final ObjectFilter filter;
    private final boolean revisions;

    /**
     * @param target all that the target holds
     * @param filter what is looked at
     * @param revisions whether the revisions table stays although nobody wants it
     */
    Untouched(Inspection target, ObjectFilter filter, boolean revisions) {
        this.target = target;
        this.filter = filter;
        this.revisions = revisions;
    }

    /** The desired state with all that stays as it is. */
    Realm in(Realm desired) {
        Realm kept = keep(filter, target.realm(), desired);
        return revisions ? withRevisions(kept) : kept;
    }

    /** The desired realm with what the filter hides of the current one. */
    static Realm keep(ObjectFilter filter, Realm current, Realm desired) {
        try {
            return filter.keep(current, desired);
        } catch (IllegalArgumentException e) {
            throw EngineException.permanent(Reason.PLAN, String.valueOf(e.getMessage()));
        }
    }

    private Realm withRevisions(Realm desired) {
        List<Schema> schemas = new ArrayList<>(desired.schemas());
        for (Schema schema : target.realm().schemas()) {
            List<Table> history = schema.table(RevisionTable.NAME)
                    .filter(table -> desired.table(table.name()).isEmpty())
                    .map(List::of)
                    .orElse(List.of());
            if (history.isEmpty()) {
                continue;
            }
            Schema wanted = desired.schema(schema.name())
                    .orElse(schema.withTables(List.of()).withObjects(List.of()));
            List<Table> tables = new ArrayList<>(wanted.tables());
            tables.addAll(history);
            schemas.removeIf(other -> other.name().equals(schema.name()));
            schemas.add(wanted.withTables(tables));
        }
        return desired.withSchemas(schemas);
    }

    /**
     * Refuses to drop a schema along with objects that nobody has looked at.
     *
     * @throws EngineException that names them
     */
    void check(Plan plan) {
        for (Change change : plan.changes()) {
            if (!(change instanceof Change.DropSchema(Schema schema))) {
                continue;
            }
            String held = target.unsupported().stream()
                    .filter(object -> object.name().schema().equals(schema.name()))
                    .map(object -> object.kind() + " \"" + object.name().name() + "\"")
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            if (!held.isEmpty()) {
                throw EngineException.permanent(
                        Reason.PLAN,
                        "schema \"" + schema.name() + "\" is not in the desired state but can't be dropped: it holds "
                                + held + ", which this version does not manage; drop them first, or leave the schema"
                                + " alone with exclude, schemas or policy.diff.skip.drop_schema");
            }
        }
    }
}
