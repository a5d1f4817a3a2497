package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Table;
import java.util.regex.Pattern;

/** Names that SQLite chooses, and those given in their place. */
final class SqliteNames {
    private static final String AUTO_INDEX = "sqlite_autoindex_";
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private SqliteNames() {}

    /** Whether SQLite named the index, which then belongs to a UNIQUE constraint and can't be made or dropped alone. */
    static boolean isAutoIndex(Index index) {
        return index.name().startsWith(AUTO_INDEX);
    }

    /** The name under which an index is made: its own, or one of table and columns where SQLite had named it. */
    static String indexName(Table table, Index index) {
        if (!isAutoIndex(index)) {
            return index.name();
        }
        String base = generated(table.name().name(), index);
        String name = SqliteTableOptions.around(table).free(base);
        for (int i = 1; table.index(name).isPresent(); i++) {
            name = SqliteTableOptions.around(table).free(base + "_" + i);
        }
        return name;
    }

    /** Whether the index comes with the table, as a UNIQUE constraint, rather than by a statement of its own. */
    static boolean isConstraint(Index index) {
        return index.unique()
                && (isAutoIndex(index) || SqliteIndexOptions.of(index).conflict() != null);
    }

    /** SQLite folds the letters of ASCII alone. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }

    /** Whether an index of that table may have been made by {@link #indexName}. */
    static boolean mayBeGenerated(Table table, Index index) {
        String base = Pattern.quote(generated(table.name().name(), index));
        return index.name().matches(base + "(_[0-9]+)*");
    }

    private static String generated(String table, Index index) {
        return table + "_" + String.join("_", index.columns());
    }

    /** Whether the foreign key has a name; one without is known by its number. */
    static boolean isNamed(ForeignKey key) {
        return !NUMBER.matcher(key.name()).matches();
    }
}
