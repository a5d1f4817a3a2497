package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a table has around it while it changes.
 *
 * @param names all names that are taken before or after, folded
 * @param watched whether there are views or triggers, which stand in the way of renaming a table
 */
record SqliteSurroundings(Set<String> names, boolean watched) {
    static final SqliteSurroundings NOTHING = new SqliteSurroundings(Set.of(), false);

    SqliteSurroundings {
        names = Set.copyOf(names);
    }

    static SqliteSurroundings of(Realm from, Realm to) {
        Set<String> names = new HashSet<>();
        boolean watched = false;
        for (Realm realm : List.of(from, to)) {
            realm.schemas().forEach(schema -> schema.tables().forEach(table -> add(table, names)));
            for (SchemaObject object : realm.allObjects().toList()) {
                names.add(SqliteNames.folded(object.name().name()));
                watched |= object instanceof View || object instanceof Trigger;
            }
        }
        return new SqliteSurroundings(names, watched);
    }

    private static void add(Table table, Set<String> names) {
        names.add(SqliteNames.folded(table.name().name()));
        table.indexes().forEach(index -> names.add(SqliteNames.folded(index.name())));
    }

    /** The name itself, or one made from it that nothing has. */
    String free(String wanted) {
        String name = wanted;
        for (int i = 1; names.contains(SqliteNames.folded(name)); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
