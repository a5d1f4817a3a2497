package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells, of tables that are written in a file, which checks they have because a parent has them: a table must have them
 * before it can join the parent.
 */
final class PostgresWrittenChildren {

    private PostgresWrittenChildren() {}

    /** The realm, with such tables that know the checks of their parents. */
    static Realm told(Realm realm) {
        Map<QualifiedName, Table> tables = new HashMap<>();
        boolean any = false;
        for (Schema schema : realm.schemas()) {
            for (Table table : schema.tables()) {
                tables.put(table.name(), table);
                any |= isUntold(table);
            }
        }
        return any
                ? realm.withSchemas(realm.schemas().stream()
                        .map(schema -> schema.withTables(schema.tables().stream()
                                .map(table -> isUntold(table) ? told(table, tables) : table)
                                .toList()))
                        .toList())
                : realm;
    }

    private static boolean isUntold(Table table) {
        return PostgresTableOptions.of(table).merged() == null
                && !parents(table).isEmpty();
    }

    private static List<QualifiedName> parents(Table table) {
        PostgresTableOptions options = PostgresTableOptions.of(table);
        @Nullable PostgresPartition partition = options.partition();
        return partition == null ? options.parents() : List.of(partition.parent());
    }

    private static Table told(Table table, Map<QualifiedName, Table> tables) {
        List<Check> merged = new ArrayList<>();
        for (Check check : ofParents(table, tables)) {
            boolean own = table.checks().stream().anyMatch(other -> Objects.equals(other.name(), check.name()));
            boolean known = merged.stream().anyMatch(other -> Objects.equals(other.name(), check.name()));
            if (!own && !known) {
                merged.add(check);
            }
        }
        if (merged.isEmpty()) {
            return table;
        }
        return table.toBuilder()
                .options(PostgresTableOptions.of(table)
                        .withMerged(new PostgresMergedParts(null, List.of(), List.of(), merged, List.of())))
                .build();
    }

    private static List<Check> ofParents(Table table, Map<QualifiedName, Table> tables) {
        List<Check> found = new ArrayList<>();
        for (QualifiedName name : parents(table)) {
            @Nullable Table parent = tables.get(name);
            if (parent != null) {
                parent.checks().stream().filter(check -> !check.noInherit()).forEach(found::add);
                found.addAll(ofParents(parent, tables));
            }
        }
        return found;
    }
}
