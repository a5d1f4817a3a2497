package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the information schema of MySQL and its relatives in a constant number of queries, but for what the catalog loses: a
 * thing of which that matters is asked for by itself.
 */
final class MySqlInspector implements Inspector {
    private static final Comparator<UnsupportedObject> ORDER =
            Comparator.comparing((UnsupportedObject object) -> object.name()).thenComparing(UnsupportedObject::kind);

    private static final int SPECIFIC_ACCESS_DENIED = 1227;

    private final MySqlFlavor flavor;

    MySqlInspector(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public Inspection inspect(Connection connection, InspectOptions options) throws SQLException {
        return MySqlReading.asOurs(connection, () -> look(connection, options));
    }

    private Inspection look(Connection connection, InspectOptions options) throws SQLException {
        MySqlSession session = MySqlSession.read(connection);
        SortedMap<String, Schema> schemas = schemas(connection, session, options);
        @Nullable String bound = options.scope() instanceof Scope.OneSchema ? schemas.firstKey() : null;
        MySqlCatalog catalog = new MySqlCatalog(connection, List.copyOf(schemas.keySet()));
        MySqlRelations relations = MySqlRelations.read(catalog, new MySqlQueries(flavor));
        List<UnsupportedObject> unsupported = new ArrayList<>(relations.unsupported());
        MySqlRights rights = MySqlRights.read(connection, flavor);
        List<QualifiedName> names =
                relations.tables().stream().map(MySqlRelations.TableRow::name).toList();
        rights.requireColumns(names, session);
        Set<QualifiedName> noViews = others(catalog, unsupported);
        List<Table> tables = List.of();
        if (!relations.tables().isEmpty()) {
            MySqlTableReader reader = new MySqlTableReader(catalog, flavor, relations, bound);
            tables = reader.read();
            unsupported.addAll(reader.unsupported());
        }
        MySqlDependencies dependencies = new MySqlDependencies(relations, tables);
        List<SchemaObject> objects = new ArrayList<>();
        if (!relations.sequences().isEmpty()) {
            objects.addAll(MySqlSequenceReader.read(catalog, relations));
        }
        MySqlRoutineReader routines = MySqlRoutineReader.read(catalog, flavor, session, schemas);
        objects.addAll(routines.routines());
        unsupported.addAll(routines.unsupported());
        if (!relations.views().isEmpty()) {
            MySqlViewReader views =
                    MySqlViewReader.read(catalog, flavor, session, relations, bound, routines.functions(), noViews);
            objects.addAll(views.views());
            unsupported.addAll(views.unsupported());
            dependencies.addViews(views, routines.routines());
        }
        if (!relations.tables().isEmpty()) {
            MySqlTriggerReader triggers = MySqlTriggerReader.read(catalog, session);
            objects.addAll(triggers.triggers());
            unsupported.addAll(triggers.unsupported());
            dependencies.addTriggers(triggers.triggers());
        }
        MySqlEventReader events = MySqlEventReader.read(catalog, session);
        objects.addAll(events.events());
        unsupported.addAll(events.unsupported());
        unsupported.sort(ORDER);
        Realm realm = realm(schemas.values(), tables, objects, dependencies);
        // It is called as it is asked for: a server may keep another spelling of its name.
        return new Inspection(
                options.scope() instanceof Scope.OneSchema(String name)
                        ? realm.renameSchema(schemas.firstKey(), name)
                        : realm,
                unsupported,
                rights.hidden(schemas.keySet(), names, session));
    }

    private static Realm realm(
            Collection<Schema> schemas,
            List<Table> tables,
            List<SchemaObject> objects,
            MySqlDependencies dependencies) {
        Map<String, List<Table>> bySchema = tables.stream()
                .collect(Collectors.groupingBy(table -> table.name().schema()));
        Map<String, List<SchemaObject>> objectsBySchema = objects.stream()
                .collect(Collectors.groupingBy(object -> object.name().schema()));
        return new Realm(
                schemas.stream()
                        .map(schema -> schema.withTables(bySchema.getOrDefault(schema.name(), List.of()))
                                .withObjects(objectsBySchema.getOrDefault(schema.name(), List.of())))
                        .toList(),
                List.of(),
                dependencies.all());
    }

    /** Tells of what the model does not hold, and gives the names of what looks like a view among it. */
    private Set<QualifiedName> others(MySqlCatalog catalog, List<UnsupportedObject> unsupported) throws SQLException {
        Set<QualifiedName> likeViews = new HashSet<>();
        for (String query : flavor.unsupportedQueries()) {
            try {
                catalog.each(query, row -> {
                    unsupported.add(new UnsupportedObject(row.getString(4), MySqlCatalog.name(row)));
                    if (row.getInt(5) != 0) {
                        likeViews.add(MySqlCatalog.name(row));
                    }
                });
            } catch (SQLException e) {
                // Who may not see where tables are kept did not put them there either.
                if (e.getErrorCode() != SPECIFIC_ACCESS_DENIED) {
                    throw e;
                }
            }
        }
        return likeViews;
    }

    @Override
    public List<Dependent> dependents(Connection connection, Collection<String> schemas) throws SQLException {
        return MySqlDependents.outside(connection, flavor, schemas);
    }

    private SortedMap<String, Schema> schemas(Connection connection, MySqlSession session, InspectOptions options)
            throws SQLException {
        SortedMap<String, Schema> found = new TreeMap<>();
        new MySqlCatalog(connection, List.of()).all(new MySqlQueries(flavor).schemas(), row -> {
            String name = row.getString("SCHEMA_NAME");
            boolean bound = options.scope() instanceof Scope.OneSchema(String own) && own.equals(name);
            if (bound || !MySqlQueries.isSystem(name)) {
                found.put(
                        name,
                        new Schema(
                                name,
                                List.of(),
                                List.of(),
                                MySqlCatalog.text(row, "SCHEMA_COMMENT"),
                                new MySqlSchemaOptions(
                                        MySqlCharsets.canonical(row.getString("DEFAULT_CHARACTER_SET_NAME")),
                                        row.getString("DEFAULT_COLLATION_NAME")),
                                null));
            }
        });
        if (options.scope() instanceof Scope.OneSchema(String name)) {
            found.keySet().removeIf(other -> !session.sameName(other, name));
            if (found.isEmpty()) {
                throw new SQLException(
                        flavor.product().toLowerCase(Locale.ROOT) + ": schema \"" + name + "\" was not found", "42000");
            }
        } else if (!options.schemas().isEmpty()) {
            Set<String> wanted = Set.copyOf(options.schemas());
            found.keySet().removeIf(other -> wanted.stream().noneMatch(name -> session.sameName(other, name)));
        }
        return found;
    }
}
