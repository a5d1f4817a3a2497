package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexOptions;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads indexes, and the primary keys and unique constraints behind them. For one inspection. */
final class PostgresIndexReader {
    private final Map<Long, PostgresTableReader.Draft> tables;

    PostgresIndexReader(Map<Long, PostgresTableReader.Draft> tables) {
        this.tables = tables;
    }

    /** A row: one part of an index, along with what all parts have in common. */
    record Part(
            long table,
            long index,
            String name,
            boolean unique,
            boolean primary,
            boolean valid,
            @Nullable String constraint,
            PostgresIndexOptions options,
            @Nullable String predicate,
            @Nullable String comment,
            @Nullable String included,
            @Nullable IndexPart key,
            @Nullable String operator,
            boolean attached) {}

    static Part part(ResultSet row) throws SQLException {
        long pages = row.getLong("pages_per_range");
        @Nullable Long pagesPerRange = row.wasNull() ? null : pages;
        PostgresIndexOptions options = new PostgresIndexOptions(
                row.getString("amname").toUpperCase(Locale.ROOT),
                !row.getBoolean("nulls_not_distinct"),
                pagesPerRange,
                PostgresConstraintReader.deferrability(row),
                PostgresSettings.inOrder(CatalogReader.texts(row, "parameters")),
                List.of(),
                row.getBoolean("without_overlaps"),
                row.getString("constraint_description"));
        boolean included = row.getBoolean("included");
        return new Part(
                row.getLong("indrelid"),
                row.getLong("indexrelid"),
                row.getString("relname"),
                row.getBoolean("indisunique"),
                row.getBoolean("indisprimary"),
                // one of a partitioned table waits for those of its partitions
                row.getBoolean("indisvalid") || row.getBoolean("partitioned"),
                row.getString("contype"),
                options,
                row.getString("predicate"),
                row.getString("description"),
                included ? row.getString("attname") : null,
                included ? null : key(row),
                row.getString("operator"),
                row.getBoolean("attached"));
    }

    private static IndexPart key(ResultSet row) throws SQLException {
        boolean descending = row.getBoolean("descending");
        @Nullable String operatorClass = row.getString("operator_class");
        @Nullable String parameters = row.getString("operator_class_parameters");
        PostgresIndexPartOptions options = new PostgresIndexPartOptions(
                operatorClass == null || parameters == null ? operatorClass : operatorClass + "(" + parameters + ")",
                row.getBoolean("nulls_first"),
                row.getString("collname"));
        @Nullable String column = row.getString("attname");
        return column == null
                ? new IndexPart.OfExpression(row.getString("expression"), descending, options.orNull(descending))
                : new IndexPart.OfColumn(column, descending, options.orNull(descending));
    }

    /** Adds the indexes to their tables; those of an extension's tables are passed over. */
    void read(List<Part> rows) {
        Map<Long, List<Part>> indexes = new LinkedHashMap<>();
        for (Part row : rows) {
            indexes.computeIfAbsent(row.index, key -> new ArrayList<>()).add(row);
        }
        for (List<Part> parts : indexes.values()) {
            PostgresTableReader.@Nullable Draft table = tables.get(parts.getFirst().table);
            if (table != null) {
                add(table, parts);
            }
        }
    }

    private static void add(PostgresTableReader.Draft table, List<Part> rows) {
        Part index = rows.getFirst();
        List<IndexPart> keys = new ArrayList<>();
        List<String> included = new ArrayList<>();
        for (Part row : rows) {
            if (row.included != null) {
                included.add(row.included);
            } else if (row.key != null) {
                keys.add(row.key);
            }
        }
        if (index.primary) {
            boolean usual = index.name.equals(table.name().name() + "_pkey");
            PrimaryKey key = new PrimaryKey(
                    usual ? null : index.name,
                    keys,
                    included,
                    new PostgresPrimaryKeyOptions(
                                    index.options.deferrability(),
                                    index.options.withoutOverlaps(),
                                    index.options.parameters(),
                                    index.options.constraintComment(),
                                    index.comment)
                            .orNull(),
                    null);
            if (index.attached) {
                table.merging().primaryKey = key;
            } else {
                table.builder().primaryKey(key);
            }
            return;
        }
        PostgresIndexOptions options = index.options.withOperators(rows.stream()
                .flatMap(row -> row.operator == null ? Stream.of() : Stream.of(row.operator))
                .toList());
        @Nullable IndexOptions own = index.valid ? options.orNull() : new PostgresInvalidIndex(options);
        Index found = new Index(
                index.name,
                index.unique && options.operators().isEmpty(),
                "u".equals(index.constraint) || "x".equals(index.constraint),
                keys,
                included,
                index.predicate,
                index.comment,
                own,
                null);
        if (index.attached) {
            table.merging().indexes.add(found);
        } else {
            table.builder().index(found);
        }
    }
}
