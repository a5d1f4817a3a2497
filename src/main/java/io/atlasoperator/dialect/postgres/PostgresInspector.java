package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog in a constant number of queries, whatever there is. The search path is set for that time: to the bound schema, so
 * that expressions are printed without its name; to nothing for a whole realm, so that they name every schema.
 */
final class PostgresInspector implements Inspector {
    private static final Comparator<UnsupportedObject> ORDER =
            Comparator.comparing((UnsupportedObject object) -> object.name()).thenComparing(UnsupportedObject::kind);

    /**
     * The joins of our queries are written in a good order. To look for another takes the server longer than to read the
     * catalog of a small database.
     */
    private static final String AS_WRITTEN = "1";

    private final PostgresVersion version;

    PostgresInspector(PostgresVersion version) {
        this.version = version;
    }

    @Override
    public Inspection inspect(Connection connection, InspectOptions options) throws SQLException {
        CatalogReader catalog = new CatalogReader(connection);
        CatalogReader.Settings before = catalog.settings();
        String during = options.scope() instanceof Scope.OneSchema(String name) ? PostgresSyntax.quote(name) : "";
        catalog.set(new CatalogReader.Settings(during, AS_WRITTEN));
        @Nullable SQLException failure = null;
        try {
            return read(catalog, options);
        } catch (SQLException e) {
            failure = e;
            throw e;
        } finally {
            try {
                catalog.set(before);
            } catch (SQLException e) {
                if (failure == null) {
                    throw e;
                }
                failure.addSuppressed(e);
            }
        }
    }

    @Override
    public List<Dependent> dependents(Connection connection, Collection<String> schemas) throws SQLException {
        return PostgresDependentQuery.outside(connection, schemas);
    }

    private Inspection read(CatalogReader catalog, InspectOptions options) throws SQLException {
        Map<Long, Schema> schemas = schemas(catalog, options);
        Collection<Long> numbers = schemas.keySet();
        CatalogNumbers known = new CatalogNumbers();
        PostgresCensus census = PostgresCensus.take(catalog);
        PostgresTypeReader types = PostgresTypeReader.of(catalog, numbers);
        List<EnumType> enums = types.isEmpty() ? List.of() : enums(catalog, numbers, known);
        PostgresSequences sequences =
                census.sequences() ? PostgresSequences.read(catalog, numbers) : PostgresSequences.none();
        PostgresTableReader.Relations relations =
                new PostgresTableReader(version, catalog, sequences, types).read(numbers);
        relations.tables().forEach((number, table) -> known.put(Catalog.PG_CLASS, number, table.key()));
        List<SchemaObject> objects = new ArrayList<>(enums);
        objects.addAll(types.read(version, known));
        objects.addAll(sequences.ownOnes(relations.tables(), known));
        if (!relations.views().isEmpty()) {
            objects.addAll(PostgresViewReader.read(catalog, numbers, relations.views(), known));
        }
        if (census.routines()) {
            objects.addAll(new PostgresRoutineReader(catalog, version, types).read(numbers, known));
        }
        if (census.triggers()) {
            objects.addAll(PostgresTriggerReader.read(catalog, numbers, known));
        }
        if (census.ofTables()) {
            objects.addAll(PostgresTableObjectReader.read(catalog, numbers, known));
        }
        boolean whole = options.scope() instanceof Scope.WholeRealm;
        List<SchemaObject> ofRealm = new ArrayList<>();
        if (census.extensions()) {
            ofRealm.addAll(PostgresExtensions.read(catalog, known));
        }
        List<SchemaObject> others = new ArrayList<>();
        if (census.definitions()) {
            PostgresDefinitionReader.Reach reach = !whole
                    ? PostgresDefinitionReader.Reach.ONE_SCHEMA
                    : options.schemas().isEmpty()
                            ? PostgresDefinitionReader.Reach.DATABASE
                            : PostgresDefinitionReader.Reach.SOME_SCHEMAS;
            others.addAll(PostgresDefinitionReader.read(catalog, version, numbers, reach, known));
        }
        if (census.permissions()) {
            others.addAll(PostgresPermissionReader.read(catalog, version, numbers, whole, known));
        }
        others.forEach(object -> (object.name().schema().isEmpty() ? ofRealm : objects).add(object));
        Map<String, List<Table>> tablesBySchema = relations.tables().values().stream()
                .collect(Collectors.groupingBy(table -> table.name().schema()));
        Map<String, List<SchemaObject>> objectsBySchema = objects.stream()
                .collect(Collectors.groupingBy(object -> object.name().schema(), Collectors.toList()));
        if (whole && census.eventTriggers()) {
            ofRealm.addAll(PostgresEventTriggers.read(catalog, numbers, known));
        }
        Realm realm = new Realm(
                schemas.values().stream()
                        .map(schema -> schema.withTables(tablesBySchema.getOrDefault(schema.name(), List.of()))
                                .withObjects(objectsBySchema.getOrDefault(schema.name(), List.of())))
                        .toList(),
                ofRealm,
                // Tables alone need each other by their foreign keys, which are in the model.
                objects.isEmpty() && ofRealm.isEmpty() && !census.families()
                        ? Dependencies.NONE
                        : known.dependencies(catalog));
        List<UnsupportedObject> unsupported = new ArrayList<>(unsupported(catalog, whole, census, numbers));
        unsupported.sort(ORDER);
        return new Inspection(whole ? PostgresBodyReach.uncheck(realm, catalog) : realm, unsupported);
    }

    private static Map<Long, Schema> schemas(CatalogReader catalog, InspectOptions options) throws SQLException {
        Set<String> wanted = Set.copyOf(options.schemas());
        Map<Long, Schema> found = catalog.map(
                PostgresQueries.SCHEMAS,
                row -> row.getLong("oid"),
                row -> Schema.empty(row.getString("nspname")).withComment(row.getString("description")));
        if (options.scope() instanceof Scope.OneSchema(String name)) {
            found.values().removeIf(schema -> !schema.name().equals(name));
            if (found.isEmpty()) {
                throw new SQLException("postgres: schema \"" + name + "\" was not found", "3F000");
            }
        } else if (!wanted.isEmpty()) {
            found.values().removeIf(schema -> !wanted.contains(schema.name()));
        }
        return found;
    }

    private static List<EnumType> enums(CatalogReader catalog, Collection<Long> schemas, CatalogNumbers known)
            throws SQLException {
        return catalog.list(PostgresQueries.ENUMS, schemas, row -> {
            EnumType type = new EnumType(
                    CatalogReader.name(row, "nspname", "typname"),
                    CatalogReader.texts(row, "labels"),
                    row.getString("description"),
                    null);
            known.put(Catalog.PG_TYPE, row.getLong("oid"), type.key());
            return type;
        });
    }

    private List<UnsupportedObject> unsupported(
            CatalogReader catalog, boolean whole, PostgresCensus census, Collection<Long> schemas) throws SQLException {
        String query = PostgresUnsupportedQueries.of(version, whole, census);
        return catalog.list(
                query,
                schemas,
                row -> new UnsupportedObject(row.getString("kind"), CatalogReader.name(row, "nspname", "name")));
    }
}
