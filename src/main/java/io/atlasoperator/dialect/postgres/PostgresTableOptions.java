package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.TableOptions;
import java.util.List;
import java.util.Objects;

/**
 * How PostgreSQL partitions a table. A table that is not partitioned carries null instead.
 *
 * @param partitionType {@code RANGE}, {@code LIST} or {@code HASH}
 * @param partitionParts the columns and expressions of the partition key, in order
 */
record PostgresTableOptions(String partitionType, List<IndexPart> partitionParts) implements TableOptions {

    @Override
    public PostgresTableOptions renameColumn(String from, String to) {
        return new PostgresTableOptions(
                partitionType,
                partitionParts.stream()
                        .map(part -> part instanceof IndexPart.OfColumn column
                                        && column.column().equals(from)
                                ? new IndexPart.OfColumn(to, column.descending(), column.options())
                                : part)
                        .toList());
    }

    PostgresTableOptions {
        Objects.requireNonNull(partitionType);
        partitionParts = List.copyOf(partitionParts);
        if (partitionParts.isEmpty()) {
            throw new IllegalArgumentException("a partition key needs a column or an expression");
        }
    }
}
