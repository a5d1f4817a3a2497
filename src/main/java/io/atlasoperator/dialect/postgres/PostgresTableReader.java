package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            @Nullable String partitionExpressions,
            @Nullable String partitionKey,
            PostgresTableOptions options,
            Merging merging) {

        QualifiedName name() {
            return builder.name();
        }
    }

    /** Collects what a table has from its parents. */
    static final class Merging {
        @Nullable
        PrimaryKey primaryKey;

        final List<Index> indexes = new ArrayList<>();
        final List<ForeignKey> foreignKeys = new ArrayList<>();
        final List<Check> checks = new ArrayList<>();
        final List<Check> repeatedChecks = new ArrayList<>();

        @Nullable
        PostgresMergedParts orNull() {
            PostgresMergedParts parts =
                    new PostgresMergedParts(primaryKey, indexes, foreignKeys, checks, repeatedChecks);
            return parts.isEmpty() ? null : parts;
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
        if (drafts.isEmpty()) {
            return new Relations(Map.of(), Map.of());
        }
        catalog.each(PostgresQueries.columns(version), schemas, row -> columnReader.read(row, drafts));
        new PostgresIndexReader(drafts)
                .read(catalog.list(PostgresQueries.indexes(version), schemas, PostgresIndexReader::part));
        catalog.each(PostgresQueries.constraints(version), schemas, row -> PostgresConstraintReader.read(row, drafts));
        Map<Long, Table> tables = new LinkedHashMap<>();
        Map<Long, Table> views = new LinkedHashMap<>();
        drafts.forEach((number, draft) -> (draft.view ? views : tables).put(number, finish(draft)));
        return new Relations(PostgresInheritedColumns.told(tables), views);
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
                    row.getString("partexprs"),
                    row.getString("partkey"),
                    options(row),
                    new Merging());
            found.put(row.getLong("oid"), draft);
        });
        return found;
    }

    private static PostgresTableOptions options(ResultSet row) throws SQLException {
        List<String> schemas = CatalogReader.texts(row, "parent_schemas");
        List<String> names = CatalogReader.texts(row, "parent_names");
        List<QualifiedName> parents = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parents.add(new QualifiedName(schemas.get(i), names.get(i)));
        }
        @Nullable PostgresPartition partition = null;
        @Nullable String bound = row.getString("bound");
        if (row.getBoolean("relispartition") && bound != null && !parents.isEmpty()) {
            partition = new PostgresPartition(parents.getFirst(), bound);
            parents.clear();
        }
        return new PostgresTableOptions(
                null,
                partition,
                parents,
                null,
                row.getString("row_type_name") == null
                        ? null
                        : CatalogReader.name(row, "row_type_schema", "row_type_name"),
                storage(row),
                new PostgresRowSecurity(row.getBoolean("relrowsecurity"), row.getBoolean("relforcerowsecurity")),
                false);
    }

    private static PostgresTableStorage storage(ResultSet row) throws SQLException {
        Set<String> parameters = new LinkedHashSet<>(CatalogReader.texts(row, "parameters"));
        parameters.addAll(CatalogReader.texts(row, "toast_parameters"));
        String replicaIdentity = switch (row.getString("relreplident")) {
            case "f" -> "FULL";
            case "n" ->
                row.getString("relkind").equals("r") || row.getString("relkind").equals("p") ? "NOTHING" : "DEFAULT";
            case "i" -> "INDEX";
            default -> "DEFAULT";
        };
        return new PostgresTableStorage(
                row.getBoolean("unlogged"),
                row.getString("access_method"),
                parameters,
                replicaIdentity,
                replicaIdentity.equals("INDEX") ? row.getString("replica_index") : null,
                row.getString("cluster_index"));
    }

    private static Table finish(Draft draft) {
        PostgresTableOptions options = draft.options.withMerged(draft.merging.orNull());
        if (draft.view) {
            return draft.builder.build();
        }
        if (draft.partitionType == null) {
            return draft.builder.options(options.orNull()).build();
        }
        PostgresPartitioning partitioning = PostgresPartitionKey.read(
                draft.partitionType,
                draft.partitionColumns,
                draft.columns,
                draft.partitionExpressions,
                String.valueOf(draft.partitionKey));
        return draft.builder.options(options.withPartitioning(partitioning)).build();
    }
}
