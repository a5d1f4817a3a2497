package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnOptions;
import org.jspecify.annotations.Nullable;

/**
 * What only MySQL knows about a column. A column without any of it has no options at all (null).
 *
 * @param charset the character set of a text, or null; a column that was inspected has it along with its collation
 * @param autoIncrement whether the server numbers it
 * @param onUpdate what it is set to when its row is updated, in SQL, or null: {@code CURRENT_TIMESTAMP(3)}
 * @param invisible whether {@code SELECT *} leaves it out
 * @param srid the spatial reference system of a geometry, or null (MySQL)
 * @param unversioned whether its changes make no former row (MariaDB)
 * @param compressed whether its values are kept compressed (MariaDB)
 * @param displayWidth how wide MariaDB says that an integer is shown, if that is not what it says by itself; it means nothing
 *     and makes no difference between columns
 */
record MySqlColumnOptions(
        @Nullable String charset,
        boolean autoIncrement,
        @Nullable String onUpdate,
        boolean invisible,
        @Nullable Long srid,
        boolean unversioned,
        boolean compressed,
        @Nullable Integer displayWidth)
        implements ColumnOptions {
    static final MySqlColumnOptions NONE = new MySqlColumnOptions(null, false, null, false, null, false, false);

    MySqlColumnOptions(
            @Nullable String charset,
            boolean autoIncrement,
            @Nullable String onUpdate,
            boolean invisible,
            @Nullable Long srid,
            boolean unversioned,
            boolean compressed) {
        this(charset, autoIncrement, onUpdate, invisible, srid, unversioned, compressed, null);
    }

    /** The options of a column. */
    static MySqlColumnOptions of(Column column) {
        return column.options() instanceof MySqlColumnOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    MySqlColumnOptions orNull() {
        return equals(NONE) ? null : this;
    }

    MySqlColumnOptions withCharset(@Nullable String newCharset) {
        return new MySqlColumnOptions(
                newCharset, autoIncrement, onUpdate, invisible, srid, unversioned, compressed, displayWidth);
    }
}
