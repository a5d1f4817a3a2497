package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.ReferenceAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads foreign keys and checks. */
final class MySqlConstraintReader {
    private final Map<QualifiedName, SortedMap<String, List<KeyColumn>>> keys = new HashMap<>();
    private final Map<QualifiedName, Map<String, Actions>> actions = new HashMap<>();
    private final Map<QualifiedName, List<CheckRow>> checks = new HashMap<>();

    /** By name, those of columns last. */
    static final Comparator<CheckRow> ORDER =
            Comparator.comparing(CheckRow::name).thenComparing(CheckRow::ofColumn);

    private MySqlConstraintReader() {}

    private record KeyColumn(int position, String column, QualifiedName refTable, String refColumn) {}

    private record Actions(ReferenceAction onUpdate, ReferenceAction onDelete) {}

    /**
     * A check as the catalog has it.
     *
     * @param name its name; that of its column if it is part of its definition
     * @param expression the condition in SQL
     * @param ofColumn whether it is part of the definition of a column
     * @param enforced whether the server enforces it
     */
    record CheckRow(String name, String expression, boolean ofColumn, boolean enforced) {
        CheckRow withExpression(String other) {
            return new CheckRow(name, other, ofColumn, enforced);
        }
    }

    private record CheckTable(QualifiedName table, boolean enforced) {}

    static MySqlConstraintReader read(MySqlCatalog catalog, MySqlQueries queries, MySqlFlavor flavor)
            throws SQLException {
        MySqlConstraintReader reader = new MySqlConstraintReader();
        catalog.each(
                MySqlQueries.FOREIGN_KEY_COLUMNS,
                row -> reader.keys
                        .computeIfAbsent(MySqlCatalog.name(row), table -> new TreeMap<>())
                        .computeIfAbsent(row.getString("CONSTRAINT_NAME"), name -> new ArrayList<>())
                        .add(new KeyColumn(
                                row.getInt("ORDINAL_POSITION"),
                                row.getString("COLUMN_NAME"),
                                MySqlCatalog.name(row, "REFERENCED_TABLE_SCHEMA", "REFERENCED_TABLE_NAME"),
                                row.getString("REFERENCED_COLUMN_NAME"))));
        if (!reader.keys.isEmpty()) {
            catalog.each(
                    MySqlQueries.FOREIGN_KEYS,
                    row -> reader.actions
                            .computeIfAbsent(MySqlCatalog.name(row), table -> new HashMap<>())
                            .put(
                                    row.getString("CONSTRAINT_NAME"),
                                    new Actions(action(row, "UPDATE_RULE"), action(row, "DELETE_RULE"))));
        }
        if (flavor.hasChecks()) {
            reader.readChecks(catalog, queries, flavor);
        }
        return reader;
    }

    private static ReferenceAction action(ResultSet row, String column) throws SQLException {
        return ReferenceAction.valueOf(
                row.getString(column).toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    private void readChecks(MySqlCatalog catalog, MySqlQueries queries, MySqlFlavor flavor) throws SQLException {
        Map<QualifiedName, CheckTable> tables = new HashMap<>();
        if (flavor.hasUnenforcedChecks()) {
            // Such a check has a name that no other in its schema has.
            catalog.each(
                    queries.checkTables(),
                    row -> tables.put(
                            MySqlCatalog.name(row, "TABLE_SCHEMA", "CONSTRAINT_NAME"),
                            new CheckTable(
                                    MySqlCatalog.name(row),
                                    row.getString("ENFORCED").equals("YES"))));
            if (tables.isEmpty()) {
                return;
            }
        }
        catalog.each(queries.checks(), row -> {
            QualifiedName name = MySqlCatalog.name(row);
            String text = row.getString("CHECK_CLAUSE");
            CheckTable table = tables.getOrDefault(
                    name,
                    new CheckTable(
                            new QualifiedName(name.schema(), String.valueOf(row.getString("TABLE_NAME"))), true));
            checks.computeIfAbsent(table.table(), unused -> new ArrayList<>())
                    .add(new CheckRow(
                            name.name(),
                            flavor.catalogHasSql() ? text : MySqlExpressions.unescaped(text),
                            row.getInt("OF_COLUMN") != 0,
                            table.enforced()));
        });
        checks.values().forEach(some -> some.sort(ORDER));
    }

    /** The checks of a table, by name. */
    List<CheckRow> checks(QualifiedName table) {
        return checks.getOrDefault(table, List.of());
    }

    /** A check of the model. */
    static Check check(CheckRow row) {
        return new Check(
                row.name(),
                row.expression(),
                row.enforced(),
                false,
                row.ofColumn() ? MySqlCheckOptions.OF_COLUMN : null,
                null);
    }

    /** The foreign keys of a table, by name. */
    List<ForeignKey> foreignKeys(QualifiedName table) throws SQLException {
        List<ForeignKey> found = new ArrayList<>();
        for (Map.Entry<String, List<KeyColumn>> key :
                keys.getOrDefault(table, new TreeMap<>()).entrySet()) {
            List<KeyColumn> columns = key.getValue();
            columns.sort(Comparator.comparingInt(KeyColumn::position));
            Actions rules = actions.getOrDefault(table, Map.of()).get(key.getKey());
            if (rules == null) {
                throw new SQLException("the catalog has no actions of foreign key \"" + key.getKey() + "\" of table \""
                        + table.name() + "\"; it was changed meanwhile, try again");
            }
            found.add(new ForeignKey(
                    key.getKey(),
                    columns.stream().map(KeyColumn::column).toList(),
                    columns.getFirst().refTable(),
                    columns.stream().map(KeyColumn::refColumn).toList(),
                    rules.onUpdate(),
                    rules.onDelete(),
                    ForeignKey.Deferrability.NOT_DEFERRABLE,
                    null));
        }
        return found;
    }
}
