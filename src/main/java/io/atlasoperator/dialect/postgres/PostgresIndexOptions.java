package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of an index. An index whose options are all the default carries null instead, so that
 * indexes compare by value: see {@link #orNull}.
 *
 * @param method the access method, upper case: {@code BTREE}, {@code GIN}
 * @param nullsDistinct whether a unique index takes more than one NULL
 * @param pagesPerRange the storage parameter of a BRIN index, or null for the server's default
 * @param deferrability when a unique constraint is checked
 */
record PostgresIndexOptions(
        String method, boolean nullsDistinct, @Nullable Long pagesPerRange, Deferrability deferrability)
        implements IndexOptions {

    /** What an index without options has. */
    static final PostgresIndexOptions DEFAULT =
            new PostgresIndexOptions("BTREE", true, null, Deferrability.NOT_DEFERRABLE);

    PostgresIndexOptions {
        Objects.requireNonNull(method);
        Objects.requireNonNull(deferrability);
    }

    /** The options of an index, the default ones if it carries none. */
    static PostgresIndexOptions of(Index index) {
        if (index.options() instanceof PostgresInvalidIndex(PostgresIndexOptions options)) {
            return options;
        }
        return index.options() instanceof PostgresIndexOptions options ? options : DEFAULT;
    }

    /** These options as an index carries them: null if all are the default. */
    @Nullable
    PostgresIndexOptions orNull() {
        boolean plain = method.equals(DEFAULT.method)
                && nullsDistinct
                && pagesPerRange == null
                && deferrability == Deferrability.NOT_DEFERRABLE;
        return plain ? null : this;
    }
}
