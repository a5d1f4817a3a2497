package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.SchemaObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads domains, composite types and ranges, and what refers to a named type. For one inspection. */
final class PostgresTypeReader {
    private final CatalogReader catalog;
    private final Collection<Long> schemas;
    private final Map<QualifiedName, ColumnType> references = new HashMap<>();

    /** A schema has thousands of columns and a handful of types. */
    private final Map<String, ColumnType> parsed = new HashMap<>();

    private PostgresTypeReader(CatalogReader catalog, Collection<Long> schemas) {
        this.catalog = catalog;
        this.schemas = schemas;
    }

    /** Learns the names of all types of the schemas. */
    static PostgresTypeReader of(CatalogReader catalog, Collection<Long> schemas) throws SQLException {
        PostgresTypeReader reader = new PostgresTypeReader(catalog, schemas);
        catalog.each(PostgresTypeQueries.NAMED, schemas, row -> {
            QualifiedName name = CatalogReader.name(row, "nspname", "typname");
            String kind = row.getString("kind");
            reader.references.put(
                    name,
                    kind.equals("enum")
                            ? new ColumnType.EnumReference(name)
                            : new ColumnType.TypeReference(kind, name));
        });
        return reader;
    }

    /** Whether the schemas have no types of their own. */
    boolean isEmpty() {
        return references.isEmpty();
    }

    /** The type that a row tells: a reference if it is one of the named types, or an array of one. */
    ColumnType type(ResultSet row) throws SQLException {
        @Nullable String schema = row.getString("type_schema");
        @Nullable
        ColumnType reference =
                schema == null ? null : references.get(CatalogReader.name(row, "type_schema", "type_name"));
        if (reference == null) {
            return parsed.computeIfAbsent(row.getString("type"), PostgresTypes::parse);
        }
        return row.getBoolean("type_array") ? new ColumnType.ArrayType(reference) : reference;
    }

    /** What a type of that text is, given its schema and name if it may be a named one. */
    ColumnType named(String text, List<String> name) {
        @Nullable
        ColumnType reference =
                name.isEmpty() ? null : references.get(new QualifiedName(name.getFirst(), name.getLast()));
        return reference == null ? parsed.computeIfAbsent(text, PostgresTypes::parse) : reference;
    }

    /** Everything but enums. */
    List<SchemaObject> read(PostgresVersion version, CatalogNumbers known) throws SQLException {
        if (isEmpty()) {
            return List.of();
        }
        List<SchemaObject> found = new ArrayList<>(domains(known));
        found.addAll(composites(known));
        found.addAll(ranges(version, known));
        return found;
    }

    private List<Domain> domains(CatalogNumbers known) throws SQLException {
        Map<Long, List<Check>> checks = new HashMap<>();
        Map<Long, Set<String>> notValidated = new HashMap<>();
        Map<Long, Map<String, String>> comments = new HashMap<>();
        catalog.each(PostgresTypeQueries.DOMAIN_CHECKS, schemas, row -> {
            long domain = row.getLong("contypid");
            String name = row.getString("conname");
            checks.computeIfAbsent(domain, unused -> new ArrayList<>())
                    .add(Check.of(name, PostgresExpressions.unwrap(row.getString("expression"))));
            if (!row.getBoolean("convalidated")) {
                notValidated.computeIfAbsent(domain, unused -> new HashSet<>()).add(name);
            }
            @Nullable String comment = row.getString("description");
            if (comment != null) {
                comments.computeIfAbsent(domain, unused -> new HashMap<>()).put(name, comment);
            }
        });
        return catalog.list(PostgresTypeQueries.DOMAINS, schemas, row -> {
            long number = row.getLong("oid");
            Domain domain = new Domain(
                    CatalogReader.name(row, "nspname", "typname"),
                    type(row),
                    !row.getBoolean("typnotnull"),
                    row.getString("expression"),
                    checks.getOrDefault(number, List.of()),
                    notValidated.getOrDefault(number, Set.of()),
                    comments.getOrDefault(number, Map.of()),
                    row.getString("collname"),
                    row.getString("description"),
                    null);
            known.put(Catalog.PG_TYPE, number, domain.key());
            return domain;
        });
    }

    private List<CompositeType> composites(CatalogNumbers known) throws SQLException {
        Map<QualifiedName, CompositeType> types = new LinkedHashMap<>();
        Map<QualifiedName, List<Column>> fields = new HashMap<>();
        catalog.each(PostgresTypeQueries.COMPOSITES, schemas, row -> {
            QualifiedName name = CatalogReader.name(row, "nspname", "typname");
            CompositeType type = new CompositeType(name, List.of(), row.getString("type_comment"), null);
            if (types.putIfAbsent(name, type) == null) {
                known.put(Catalog.PG_TYPE, row.getLong("oid"), type.key());
                known.put(Catalog.PG_CLASS, row.getLong("typrelid"), type.key());
            }
            if (row.getString("attname") != null) {
                fields.computeIfAbsent(name, unused -> new ArrayList<>()).add(field(row));
            }
        });
        return types.values().stream()
                .map(type -> new CompositeType(
                        type.name(), fields.getOrDefault(type.name(), List.of()), type.comment(), null))
                .toList();
    }

    private Column field(ResultSet row) throws SQLException {
        return new Column(
                row.getString("attname"),
                type(row),
                true,
                null,
                null,
                null,
                row.getString("collname"),
                row.getString("description"),
                null,
                null);
    }

    private List<PostgresRange> ranges(PostgresVersion version, CatalogNumbers known) throws SQLException {
        List<PostgresRange> found = new ArrayList<>();
        catalog.each(PostgresTypeQueries.ranges(version), schemas, row -> {
            // One with a function of its own for its canonical form is told as one that is not supported.
            if (row.getString("canonical") != null) {
                return;
            }
            QualifiedName name = CatalogReader.name(row, "nspname", "typname");
            @Nullable String multirange = row.getString("multirange_name");
            PostgresRange range = new PostgresRange(
                    name,
                    type(row),
                    row.getString("operator_class"),
                    row.getString("collname"),
                    row.getString("difference"),
                    PostgresRange.usualMultirange(name.name()).equals(multirange) ? null : multirange,
                    row.getString("description"),
                    null);
            known.put(Catalog.PG_TYPE, row.getLong("oid"), range.key());
            if (multirange != null) {
                known.put(Catalog.PG_TYPE, row.getLong("multirange"), range.key());
            }
            found.add(range);
        });
        return found;
    }
}
