package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.List;

/**
 * What only SQLite knows about a table. A table with none of it has no options at all (null).
 *
 * @param withoutRowid whether it is stored by its primary key: {@code WITHOUT ROWID}
 * @param strict whether the types of its columns are enforced: {@code STRICT}
 * @param triggers statements that make its triggers anew, which a table loses when it is built again; never compared
 * @param viewed whether the database has views or triggers, which stand in the way of renaming a table; never compared
 * @param conflictClause whether a constraint has an {@code ON CONFLICT} clause, which the model does not hold and which
 *     a table would lose when it is built again; never compared
 */
record SqliteTableOptions(
        boolean withoutRowid, boolean strict, List<String> triggers, boolean viewed, boolean conflictClause)
        implements TableOptions {

    private static final SqliteTableOptions NONE = new SqliteTableOptions(false, false);

    SqliteTableOptions {
        triggers = List.copyOf(triggers);
    }

    SqliteTableOptions(boolean withoutRowid, boolean strict) {
        this(withoutRowid, strict, List.of(), false, false);
    }

    /** The options of a table. */
    static SqliteTableOptions of(Table table) {
        return table.options() instanceof SqliteTableOptions options ? options : NONE;
    }

    /** Whether all of it is as if there were no options. */
    boolean isNone() {
        return equals(NONE);
    }
}
