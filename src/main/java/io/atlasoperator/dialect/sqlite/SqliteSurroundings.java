package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a table has around it while it changes.
 *
 * @param names all names that are taken before or after, folded
 * @param watched whether there are views or triggers, which stand in the way of renaming a table
 * @param indexes what virtual tables are made of that keep no rows of their own, in lower case: they find rows by number
 */
record SqliteSurroundings(Set<String> names, boolean watched, List<String> indexes) {
    static final SqliteSurroundings NOTHING = new SqliteSurroundings(Set.of(), false, List.of());

    SqliteSurroundings {
        names = Set.copyOf(names);
        indexes = List.copyOf(indexes);
    }

    static SqliteSurroundings of(Realm from, Realm to) {
        Set<String> names = new HashSet<>();
        boolean watched = false;
        List<String> indexes = new ArrayList<>();
        for (Realm realm : List.of(from, to)) {
            realm.schemas().forEach(schema -> schema.tables().forEach(table -> add(table, names)));
            for (SchemaObject object : realm.allObjects().toList()) {
                names.add(SqliteNames.folded(object.name().name()));
                watched |= object instanceof View || object instanceof Trigger;
                if (object instanceof SqliteVirtualTable virtual
                        && virtual.using().toLowerCase(Locale.ROOT).contains("content")) {
                    indexes.add(virtual.using().toLowerCase(Locale.ROOT));
                }
            }
        }
        return new SqliteSurroundings(names, watched, indexes);
    }

    /** Whether a virtual table finds the rows of a table by their numbers, so that these have to stay. */
    boolean countsRowsOf(Table table) {
        Pattern name = Pattern.compile("(?<![\\p{L}\\p{N}_])"
                + Pattern.quote(table.name().name().toLowerCase(Locale.ROOT))
                + "(?![\\p{L}\\p{N}_])");
        return indexes.stream().anyMatch(using -> name.matcher(using).find());
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
