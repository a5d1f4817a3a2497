package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The rights on a column that is dropped and added go along with it, and are granted anew after. */
final class PostgresRemadeRights {

    private PostgresRemadeRights() {}

    /** The changes with those on such rights. */
    static List<Change> granted(PostgresVersion version, List<Change> changes, Realm from, Realm to) {
        Set<ObjectKey> lost = new HashSet<>();
        List<Change> again = new ArrayList<>();
        for (Change change : changes) {
            if (!(change instanceof Change.ModifyTable modify)) {
                continue;
            }
            Set<String> columns = PostgresGeneratedColumns.madeAnew(version, modify);
            if (columns.isEmpty()) {
                continue;
            }
            from.allObjects()
                    .filter(object -> object instanceof PostgresPermission permission
                            && modify.from().key().equals(permission.target())
                            && columns.contains(Objects.requireNonNullElse(permission.column(), "")))
                    .forEach(object -> to.object(object.key()).ifPresent(wanted -> {
                        lost.add(object.key());
                        again.add(new Change.DropObject(object));
                        again.add(new Change.AddObject(wanted));
                    }));
        }
        if (again.isEmpty()) {
            return changes;
        }
        List<Change> completed = new ArrayList<>();
        for (Change change : changes) {
            if (!(change instanceof Change.ModifyObject(SchemaObject right, var _) && lost.contains(right.key()))) {
                completed.add(change);
            }
        }
        completed.addAll(again);
        return completed;
    }
}
