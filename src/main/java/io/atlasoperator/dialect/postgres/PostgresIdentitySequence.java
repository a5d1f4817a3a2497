package io.atlasoperator.dialect.postgres;

import org.jspecify.annotations.Nullable;

/**
 * What the sequence of an identity column has beyond its start and step; a limit is null where it is the one that the
 * column's type gives.
 *
 * @param name its name where the server would give another, or null
 * @param least its smallest value, or null
 * @param greatest its greatest value, or null
 * @param cache how many values a session takes at once
 * @param cycle whether it begins anew at its end
 */
record PostgresIdentitySequence(
        @Nullable String name,
        @Nullable Long least,
        @Nullable Long greatest,
        long cache,
        boolean cycle) {
    static final PostgresIdentitySequence DEFAULT = new PostgresIdentitySequence(null, null, null, 1, false);
}
