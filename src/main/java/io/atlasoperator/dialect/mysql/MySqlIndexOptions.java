package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only MySQL knows about an index. A B-tree without any of it has no options at all (null).
 *
 * @param type {@code BTREE}, {@code HASH}, {@code FULLTEXT}, {@code SPATIAL} or {@code VECTOR}
 * @param parser the plugin that finds the words of a full-text index, or null for the server's own
 * @param hidden whether the optimizer passes it by
 * @param keyBlockSize the size of its blocks as it was asked for, or null
 */
record MySqlIndexOptions(
        String type,
        @Nullable String parser,
        boolean hidden,
        @Nullable Long keyBlockSize) implements IndexOptions {
    static final String BTREE = "BTREE";
    static final String HASH = "HASH";
    static final MySqlIndexOptions NONE = new MySqlIndexOptions(BTREE, null, false, null);

    MySqlIndexOptions {
        Objects.requireNonNull(type);
    }

    /** The options of an index. */
    static MySqlIndexOptions of(Index index) {
        return index.options() instanceof MySqlIndexOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    MySqlIndexOptions orNull() {
        return equals(NONE) ? null : this;
    }

    MySqlIndexOptions withHidden(boolean newHidden) {
        return new MySqlIndexOptions(type, parser, newHidden, keyBlockSize);
    }
}
