package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.QualifiedName;
import java.util.Objects;

/**
 * What makes a table a partition of another.
 *
 * @param parent the partitioned table
 * @param bound which rows it takes: {@code FOR VALUES …} or {@code DEFAULT}
 */
record PostgresPartition(QualifiedName parent, String bound) {

    PostgresPartition {
        Objects.requireNonNull(parent);
        Objects.requireNonNull(bound);
    }
}
