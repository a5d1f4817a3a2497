package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexOptions;
import org.jspecify.annotations.Nullable;

/**
 * What only SQLite knows about the index of a UNIQUE constraint. Without any of it there are no options at all (null).
 *
 * @param constraint the name of the constraint, or null; never compared, for nothing can be done by that name
 * @param conflict what happens to a row that is there already, or null to abort
 */
record SqliteIndexOptions(
        @Nullable String constraint, @Nullable SqliteConflict conflict) implements IndexOptions {
    private static final SqliteIndexOptions NONE = new SqliteIndexOptions(null, null);

    /** The options of an index. */
    static SqliteIndexOptions of(Index index) {
        return index.options() instanceof SqliteIndexOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    SqliteIndexOptions orNull() {
        return equals(NONE) ? null : this;
    }
}
