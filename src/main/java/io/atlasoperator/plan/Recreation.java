package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.AddObject;
import io.atlasoperator.diff.Change.DropObject;
import io.atlasoperator.diff.Change.ModifyObject;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects that have to be away while something they depend on changes, such as a view over a column that gets
 * another type, and plans to drop them before and make them anew after. A type that columns have can't be away: it is
 * left to {@link TypeSwap}. For one use.
 */
final class Recreation {
    private final Planner planner;
    private final Realm from;
    private final Dependencies before;
    private final Realm to;
    private final Map<ObjectKey, SchemaObject> away = new LinkedHashMap<>();
    private final TypeSwap swap;

    private Recreation(Planner planner, Realm from, Realm to) {
        this.planner = planner;
        this.from = from;
        this.before = planner.dependencies(from);
        this.to = to;
        this.swap = new TypeSwap(from, to);
    }

    /** The changes, with the drops and additions that they entail. */
    static List<Change> complete(List<Change> changes, Planner planner, Realm from, Realm to) {
        return new Recreation(planner, from, to).complete(changes);
    }

    private List<Change> complete(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case ModifyObject(SchemaObject before, SchemaObject after) -> {
                    if (before.getClass() != after.getClass() || !planner.changesInPlace(before, after)) {
                        away(before.key());
                    }
                }
                case ModifyTable modify -> disturbed(modify);
                case DropObject(SchemaObject object) -> away(object.key());
                case Change.DropTable(var table) -> dependents(table.key());
                case AddObject _,
                        Change.AddTable _,
                        Change.AddSchema _,
                        Change.ModifySchema _,
                        Change.RenameObject _,
                        Change.DropSchema _,
                        Change.RenameTable _ -> {}
            }
        }
        if (away.isEmpty() && swap.isEmpty()) {
            return changes;
        }
        List<Change> completed = new ArrayList<>();
        Set<ObjectKey> dropped = new HashSet<>();
        Set<ObjectKey> added = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof DropObject(SchemaObject object)) {
                dropped.add(object.key());
            } else if (change instanceof AddObject(SchemaObject object)) {
                added.add(object.key());
            }
            if (!(change instanceof ModifyObject(var before, var after)
                    && (away.containsKey(before.key()) || swap.takes(before.key())))) {
                completed.add(change);
            }
        }
        away.forEach((key, object) -> {
            if (!dropped.contains(key)) {
                completed.add(new DropObject(object));
            }
        });
        away.keySet().stream()
                .filter(key -> !added.contains(key))
                .forEach(key -> to.object(key).ifPresent(object -> completed.add(new AddObject(object))));
        return swap.complete(completed);
    }

    private void disturbed(ModifyTable modify) {
        disturbed(modify.from().key(), planner.disturbs(modify));
    }

    private void disturbed(ObjectKey table, Set<String> columns) {
        if (columns.isEmpty()) {
            return;
        }
        for (Dependency dependency : before.dependents(table)) {
            @Nullable String column = dependency.column();
            if (column != null && columns.contains(column)) {
                away(dependency.dependent());
            }
        }
    }

    private void dependents(ObjectKey key) {
        before.dependents(key).forEach(dependency -> {
            boolean detached = key.namespace() == ObjectKey.Namespace.ROUTINE
                    && from.object(dependency.dependent())
                            .filter(Domain.class::isInstance)
                            .isPresent();
            if (!detached) {
                away(dependency.dependent());
            }
            if (key.namespace() == ObjectKey.Namespace.ROUTINE) {
                computed(dependency.dependent(), key.name().name());
            }
        });
    }

    /** What depends on columns that a routine computes has to be away along with them. */
    private void computed(ObjectKey key, String routine) {
        from.table(key.name()).filter(table -> table.key().equals(key)).ifPresent(table -> {
            Set<String> columns = new HashSet<>();
            for (Column column : table.columns()) {
                if (column.generated() != null
                        && WrittenDependencies.names(column.generated().expression())
                                .contains(routine.toLowerCase(Locale.ROOT))) {
                    columns.add(column.name());
                }
            }
            disturbed(key, columns);
        });
    }

    private void away(ObjectKey key) {
        if (away.containsKey(key) || swap.takes(key)) {
            return;
        }
        if (swap.add(key)) {
            swap.users(key).forEach((table, columns) -> disturbed(table.key(), columns));
            dependents(key);
            return;
        }
        // A table is never dropped for the sake of another change.
        Optional<SchemaObject> object = from.object(key);
        if (object.isPresent()) {
            away.put(key, object.get());
            dependents(key);
        }
    }
}
