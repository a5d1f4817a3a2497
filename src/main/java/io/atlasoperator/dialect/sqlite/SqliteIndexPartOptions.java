package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.IndexPartOptions;

/**
 * What only SQLite knows about a part of an index. A part that sorts as its column does has no options at all (null).
 *
 * @param collation the collation it sorts by
 */
record SqliteIndexPartOptions(String collation) implements IndexPartOptions {}
