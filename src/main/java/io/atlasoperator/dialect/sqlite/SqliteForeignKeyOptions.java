package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKeyOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a foreign key is written. It means the same either way, so it makes no difference between two states.
 *
 * @param impliesColumns whether the referenced columns are not named, and are those of the primary key
 */
record SqliteForeignKeyOptions(boolean impliesColumns) implements ForeignKeyOptions {

    static boolean impliesColumns(ForeignKey key) {
        return key.options() instanceof SqliteForeignKeyOptions options && options.impliesColumns();
    }

    static @Nullable SqliteForeignKeyOptions orNull(boolean impliesColumns) {
        return impliesColumns ? new SqliteForeignKeyOptions(true) : null;
    }
}
