package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tables with all that is in them. For one inspection. */
final class PostgresTableReader {
    private final PostgresVersion version;
    private final CatalogReader catalog;
    private final PostgresColumnReader columnReader;

    PostgresTableReader(
            PostgresVersion version, CatalogReader catalog, PostgresSequences sequences, PostgresTypeReader types) {
        this.version = version;
        this.catalog = catalog;
        this.columnReader = new PostgresColumnReader(sequences, types);
    }

    /** A table that is being read, with the names of its columns by number. */
    record Draft(
            TableBuilder builder,
            boolean view,
            Map<Integer, String> columns,
            @Nullable String partitionType,
            String partitionColumns,
            @Nullable String partitionExpressions) {

        QualifiedName name() {
            return builder.name();
        }
    }

    /**
     * What was read, by number in the catalog.
     *
     * @param tables the tables
     * @param views the views, of which all is told but their queries
     */
    record Relations(Map<Long, Table> tables, Map<Long, Table> views) {}

    Relations read(Collection<Long> schemas) throws SQLException {
        Map<Long, Draft> drafts = drafts(schemas);
        catalog.each(PostgresQueries.COLUMNS, schemas, row -> columnReader.read(row, drafts));
        new PostgresIndexReader(drafts)
                .read(catalog.list(PostgresQueries.indexes(version), schemas, PostgresIndexReader::part));
        catalog.each(PostgresQueries.constraints(version), schemas, row -> PostgresConstraintReader.read(row, drafts));
        Map<Long, Table> tables = new LinkedHashMap<>();
        Map<Long, Table> views = new LinkedHashMap<>();
        drafts.forEach((number, draft) -> (draft.view ? views : tables).put(number, finish(draft)));
        return new Relations(tables, views);
    }

    private Map<Long, Draft> drafts(Collection<Long> schemas) throws SQLException {
        Map<Long, Draft> found = new LinkedHashMap<>();
        catalog.each(PostgresQueries.TABLES, schemas, row -> {
            @Nullable String columns = row.getString("partattrs");
            Draft draft = new Draft(
                    Table.builder(CatalogReader.name(row, "nspname", "relname")).comment(row.getString("description")),
                    "v".equals(row.getString("relkind")) || "m".equals(row.getString("relkind")),
                    new LinkedHashMap<>(),
                    row.getString("partstrat"),
                    columns == null ? "" : columns,
                    row.getString("partexprs"));
            found.put(row.getLong("oid"), draft);
        });
        return found;
    }

    private static Table finish(Draft draft) {
        if (draft.partitionType == null) {
            return draft.builder.build();
        }
        List<String> expressions = draft.partitionExpressions == null
                ? List.of()
                : PostgresExpressions.splitList(draft.partitionExpressions);
        List<IndexPart> parts = new ArrayList<>();
        int nextExpression = 0;
        for (String number : draft.partitionColumns.split(" ")) {
            @Nullable String column = draft.columns.get(Integer.valueOf(number));
            parts.add(
                    column == null
                            ? new IndexPart.OfExpression(expressions.get(nextExpression++), false, null)
                            : IndexPart.OfColumn.of(column));
        }
        String type = switch (draft.partitionType) {
            case "r" -> "RANGE";
            case "l" -> "LIST";
            default -> "HASH";
        };
        return draft.builder.options(new PostgresTableOptions(type, parts)).build();
    }
}
