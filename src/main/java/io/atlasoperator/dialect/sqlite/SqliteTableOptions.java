package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.TableOptions;

/**
 * What only SQLite knows about a table. A table with neither has no options at all (null).
 *
 * @param withoutRowid whether it is stored by its primary key: {@code WITHOUT ROWID}
 * @param strict whether the types of its columns are enforced: {@code STRICT}
 */
record SqliteTableOptions(boolean withoutRowid, boolean strict) implements TableOptions {}
