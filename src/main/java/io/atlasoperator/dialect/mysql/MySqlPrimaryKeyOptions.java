package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.PrimaryKeyOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only MySQL knows about a primary key. A B-tree without comment has no options at all (null).
 *
 * @param type {@code BTREE} or {@code HASH}
 * @param comment its comment, or null
 */
record MySqlPrimaryKeyOptions(String type, @Nullable String comment) implements PrimaryKeyOptions {
    static final MySqlPrimaryKeyOptions NONE = new MySqlPrimaryKeyOptions(MySqlIndexOptions.BTREE, null);

    MySqlPrimaryKeyOptions {
        Objects.requireNonNull(type);
    }

    /** The options of a key. */
    static MySqlPrimaryKeyOptions of(PrimaryKey key) {
        return key.options() instanceof MySqlPrimaryKeyOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    MySqlPrimaryKeyOptions orNull() {
        return equals(NONE) ? null : this;
    }
}
