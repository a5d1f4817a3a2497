package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the information schema of MySQL and its relatives in a constant number of queries. */
final class MySqlInspector implements Inspector {
    private static final Comparator<UnsupportedObject> ORDER =
            Comparator.comparing((UnsupportedObject object) -> object.name()).thenComparing(UnsupportedObject::kind);

    private final MySqlFlavor flavor;

    MySqlInspector(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public Inspection inspect(Connection connection, InspectOptions options) throws SQLException {
        MySqlSession session = MySqlSession.read(connection);
        SortedMap<String, Schema> schemas = schemas(connection, session, options);
        MySqlCatalog catalog = new MySqlCatalog(connection, List.copyOf(schemas.keySet()));
        MySqlQueries queries = new MySqlQueries(flavor);
        MySqlRelations relations = MySqlRelations.read(catalog, queries);
        List<UnsupportedObject> unsupported = new ArrayList<>(relations.unsupported());
        List<Table> tables = List.of();
        if (!relations.tables().isEmpty()) {
            MySqlTableReader reader = new MySqlTableReader(catalog, flavor, relations);
            tables = reader.read();
            unsupported.addAll(reader.unsupported());
        }
        Map<String, List<Table>> bySchema = tables.stream()
                .collect(Collectors.groupingBy(table -> table.name().schema()));
        unsupported.sort(ORDER);
        return new Inspection(
                new Realm(schemas.values().stream()
                        .map(schema -> schema.withTables(bySchema.getOrDefault(schema.name(), List.of())))
                        .toList()),
                unsupported);
    }

    @Override
    public List<Dependent> dependents(Connection connection, Collection<String> schemas) throws SQLException {
        return List.of();
    }

    private SortedMap<String, Schema> schemas(Connection connection, MySqlSession session, InspectOptions options)
            throws SQLException {
        SortedMap<String, Schema> found = new TreeMap<>();
        new MySqlCatalog(connection, List.of()).all(new MySqlQueries(flavor).schemas(), row -> {
            String name = row.getString("SCHEMA_NAME");
            if (!MySqlQueries.isSystem(name)) {
                found.put(
                        name,
                        new Schema(
                                name,
                                List.of(),
                                List.of(),
                                MySqlCatalog.text(row, "SCHEMA_COMMENT"),
                                new MySqlSchemaOptions(
                                        row.getString("DEFAULT_CHARACTER_SET_NAME"),
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
