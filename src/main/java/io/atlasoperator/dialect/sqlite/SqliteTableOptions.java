package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import org.jspecify.annotations.Nullable;

/**
 * What only SQLite knows about a table. A table with none of it has no options at all (null).
 *
 * @param withoutRowid whether it is stored by its primary key: {@code WITHOUT ROWID}
 * @param strict whether the types of its columns are enforced: {@code STRICT}
 * @param keyConflict what happens to a row whose primary key is there already, or null to abort
 * @param surroundings what is around it while it changes, or null; never compared
 */
record SqliteTableOptions(
        boolean withoutRowid,
        boolean strict,
        @Nullable SqliteConflict keyConflict,
        @Nullable SqliteSurroundings surroundings)
        implements TableOptions {
    private static final SqliteTableOptions NONE = new SqliteTableOptions(false, false);

    SqliteTableOptions(boolean withoutRowid, boolean strict) {
        this(withoutRowid, strict, null, null);
    }

    /** The options of a table. */
    static SqliteTableOptions of(Table table) {
        return table.options() instanceof SqliteTableOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    SqliteTableOptions orNull() {
        return equals(NONE) ? null : this;
    }

    SqliteTableOptions within(SqliteSurroundings around) {
        return new SqliteTableOptions(withoutRowid, strict, keyConflict, around);
    }

    /** What is around a table, as far as that is known. */
    static SqliteSurroundings around(Table table) {
        SqliteSurroundings known = of(table).surroundings();
        return known == null ? SqliteSurroundings.NOTHING : known;
    }
}
