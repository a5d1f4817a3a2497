package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.IndexOptions;
import java.util.Objects;

/**
 * Marks an index that the server does not use: one whose concurrent build failed. It differs from every index that is
 * wanted, so that it is built again.
 *
 * @param options what it would have if it were valid
 */
record PostgresInvalidIndex(PostgresIndexOptions options) implements IndexOptions {

    PostgresInvalidIndex {
        Objects.requireNonNull(options);
    }
}
