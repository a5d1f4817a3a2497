package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.ColumnOptions;

/**
 * What only SQLite knows about a column. A column without it has no options at all (null).
 *
 * @param autoIncrement whether numbers of deleted rows are never used again: {@code AUTOINCREMENT}
 */
record SqliteColumnOptions(boolean autoIncrement) implements ColumnOptions {}
