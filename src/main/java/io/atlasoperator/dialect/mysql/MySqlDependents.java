package io.atlasoperator.dialect.mysql;

import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.schema.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks for what no longer works, or keeps a schema from being dropped, when schemas are dropped. */
final class MySqlDependents {
    private final MySqlFlavor flavor;
    private final Set<String> gone;
    private final MySqlCatalog catalog;
    private final MySqlSession session;

    private MySqlDependents(MySqlFlavor flavor, Set<String> gone, MySqlCatalog catalog, MySqlSession session) {
        this.flavor = flavor;
        this.gone = gone;
        this.catalog = catalog;
        this.session = session;
    }

    /** Views, foreign keys and defaults outside of the schemas that need something inside, themselves or by way of others. */
    static List<Dependent> outside(Connection connection, MySqlFlavor flavor, Collection<String> schemas)
            throws SQLException {
        Set<String> gone = Set.copyOf(schemas);
        List<String> others = new ArrayList<>();
        new MySqlCatalog(connection, List.of()).all(new MySqlQueries(flavor).schemas(), row -> {
            String name = row.getString("SCHEMA_NAME");
            if (!MySqlQueries.isSystem(name) && !gone.contains(name)) {
                others.add(name);
            }
        });
        MySqlDependents dependents =
                new MySqlDependents(flavor, gone, new MySqlCatalog(connection, others), MySqlSession.read(connection));
        List<Dependent> found = new ArrayList<>(dependents.foreignKeys());
        found.addAll(dependents.views());
        if (flavor.hasSequences()) {
            found.addAll(dependents.defaults());
        }
        return found;
    }

    private List<Dependent> foreignKeys() throws SQLException {
        SortedMap<QualifiedName, Set<String>> keys = new TreeMap<>();
        catalog.each(MySqlQueries.FOREIGN_KEY_COLUMNS, row -> {
            if (gone.contains(row.getString("REFERENCED_TABLE_SCHEMA"))) {
                keys.computeIfAbsent(MySqlCatalog.name(row), table -> new TreeSet<>())
                        .add(row.getString("CONSTRAINT_NAME"));
            }
        });
        return parts("constraint", keys);
    }

    private List<Dependent> defaults() throws SQLException {
        SortedMap<QualifiedName, Set<String>> columns = new TreeMap<>();
        catalog.each(new MySqlQueries(flavor).columns(), row -> {
            String text = row.getString("COLUMN_DEFAULT");
            if (text != null
                    && MySqlExpressions.qualified(text).stream().anyMatch(name -> gone.contains(name.schema()))) {
                columns.computeIfAbsent(MySqlCatalog.name(row), table -> new TreeSet<>())
                        .add(row.getString("COLUMN_NAME"));
            }
        });
        return parts("default of column", columns);
    }

    private static List<Dependent> parts(String kind, SortedMap<QualifiedName, Set<String>> byTable) {
        List<Dependent> found = new ArrayList<>();
        byTable.forEach((table, names) -> names.forEach(name -> found.add(new Dependent(kind, table, name))));
        return found;
    }

    private List<Dependent> views() throws SQLException {
        SortedMap<QualifiedName, Set<QualifiedName>> mentioned = new TreeMap<>();
        catalog.each(new MySqlQueries(flavor).views(), row -> {
            String definition = row.getString("VIEW_DEFINITION");
            if (definition == null || definition.isEmpty()) {
                throw session.hidden("view", MySqlCatalog.name(row), "SHOW VIEW on it");
            }
            mentioned.put(MySqlCatalog.name(row), MySqlExpressions.qualified(definition));
        });
        Set<QualifiedName> broken = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (QualifiedName view : mentioned.keySet()) {
                if (!broken.contains(view)
                        && mentioned.getOrDefault(view, Set.of()).stream()
                                .anyMatch(name -> gone.contains(name.schema()) || broken.contains(name))) {
                    broken.add(view);
                    more = true;
                }
            }
        }
        return mentioned.keySet().stream()
                .filter(broken::contains)
                .map(view -> new Dependent("view", view, null))
                .toList();
    }
}
