package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnOptions;
import org.jspecify.annotations.Nullable;

/**
 * What only SQLite knows about a column. A column without any of it has no options at all (null).
 *
 * @param autoIncrement whether numbers of deleted rows are never used again: {@code AUTOINCREMENT}
 * @param nullConflict what happens to a row without a value where one must be, or null to abort
 */
record SqliteColumnOptions(boolean autoIncrement, @Nullable SqliteConflict nullConflict) implements ColumnOptions {
    private static final SqliteColumnOptions NONE = new SqliteColumnOptions(false);

    SqliteColumnOptions(boolean autoIncrement) {
        this(autoIncrement, null);
    }

    /** The options of a column. */
    static SqliteColumnOptions of(Column column) {
        return column.options() instanceof SqliteColumnOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    SqliteColumnOptions orNull() {
        return equals(NONE) ? null : this;
    }
}
