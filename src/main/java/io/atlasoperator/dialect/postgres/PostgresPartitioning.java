package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.IndexPart;
import java.util.List;
import java.util.Objects;

/**
 * How a table is partitioned.
 *
 * @param type {@code RANGE}, {@code LIST} or {@code HASH}
 * @param parts the columns and expressions of the partition key, in order
 */
record PostgresPartitioning(String type, List<IndexPart> parts) {

    PostgresPartitioning {
        Objects.requireNonNull(type);
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a partition key needs a column or an expression");
        }
    }
}
