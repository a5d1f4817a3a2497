package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.View;
import io.atlasoperator.schema.ViewOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only MySQL knows about a view.
 *
 * @param algorithm {@code UNDEFINED}, {@code MERGE} or {@code TEMPTABLE}
 * @param definer whose rights its query has, as {@code `user`@`host`}; null for the user who makes it, and for what the user
 *     who looks at it has made
 * @param invoker whether its query has the rights of whoever reads it
 * @param checkOption {@code CASCADED} or {@code LOCAL}, or null
 */
record MySqlViewOptions(
        String algorithm,
        @Nullable String definer,
        boolean invoker,
        @Nullable String checkOption) implements ViewOptions {
    static final MySqlViewOptions NONE = new MySqlViewOptions("UNDEFINED", null, false, null);

    MySqlViewOptions {
        Objects.requireNonNull(algorithm);
    }

    /** The options of a view. */
    static MySqlViewOptions of(View view) {
        return view.options() instanceof MySqlViewOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    MySqlViewOptions orNull() {
        return equals(NONE) ? null : this;
    }
}
