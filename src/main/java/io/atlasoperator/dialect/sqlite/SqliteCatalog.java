package io.atlasoperator.dialect.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of the catalog, as one moment shows them. */
record SqliteCatalog(
        List<ObjectRow> objects,
        Map<String, TableRow> tables,
        Map<String, List<ColumnRow>> columns,
        Map<String, List<PartRow>> indexParts,
        Map<String, List<KeyRow>> foreignKeys) {

    record ObjectRow(
            String type,
            String name,
            String table,
            @Nullable String sql) {}

    record TableRow(String name, String type, boolean withoutRowid, boolean strict) {}

    record ColumnRow(
            String table,
            String name,
            String type,
            boolean notNull,
            @Nullable String defaultValue,
            int keyPosition,
            int hidden) {}

    record PartRow(
            String table,
            String index,
            boolean unique,
            String origin,
            int column,
            @Nullable String columnName,
            boolean descending,
            String collation) {}

    record KeyRow(
            String table,
            int id,
            String refTable,
            String column,
            @Nullable String refColumn,
            String onUpdate,
            String onDelete) {}

    /** Reads all of it inside one savepoint. */
    static SqliteCatalog read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT atlas_inspect");
            try {
                refuseAttached(statement);
                return rows(statement);
            } finally {
                statement.execute("RELEASE atlas_inspect");
            }
        }
    }

    private static void refuseAttached(Statement statement) throws SQLException {
        List<String> names = query(statement, SqliteQueries.DATABASES, row -> row.getString("name"));
        if (names.size() > 1) {
            throw new SQLException("sqlite: multiple database files are not supported by the driver. got: "
                    + names.size() + " (" + String.join(", ", names) + ")");
        }
    }

    private static SqliteCatalog rows(Statement statement) throws SQLException {
        List<ObjectRow> objects = query(
                statement,
                SqliteQueries.OBJECTS,
                row -> new ObjectRow(
                        row.getString("type"), row.getString("name"), row.getString("tbl_name"), row.getString("sql")));
        Map<String, TableRow> tables = new HashMap<>();
        for (TableRow table : query(
                statement,
                SqliteQueries.TABLES,
                row -> new TableRow(
                        row.getString("name"),
                        row.getString("type"),
                        row.getBoolean("wr"),
                        row.getBoolean("strict")))) {
            tables.put(key(table.name()), table);
        }
        List<ColumnRow> columns = query(
                statement,
                SqliteQueries.COLUMNS,
                row -> new ColumnRow(
                        row.getString("table_name"),
                        row.getString("name"),
                        row.getString("type"),
                        row.getBoolean("notnull"),
                        row.getString("dflt_value"),
                        row.getInt("pk"),
                        row.getInt("hidden")));
        List<PartRow> parts = query(
                statement,
                SqliteQueries.INDEX_PARTS,
                row -> new PartRow(
                        row.getString("table_name"),
                        row.getString("name"),
                        row.getBoolean("unique"),
                        row.getString("origin"),
                        row.getInt("cid"),
                        row.getString("column_name"),
                        row.getBoolean("desc"),
                        row.getString("coll")));
        List<KeyRow> keys = query(
                statement,
                SqliteQueries.FOREIGN_KEYS,
                row -> new KeyRow(
                        row.getString("table_name"),
                        row.getInt("id"),
                        row.getString("ref_table"),
                        row.getString("column_name"),
                        row.getString("ref_column"),
                        row.getString("on_update"),
                        row.getString("on_delete")));
        return new SqliteCatalog(
                objects,
                tables,
                byTable(columns, ColumnRow::table),
                byTable(parts, PartRow::table),
                byTable(keys, KeyRow::table));
    }

    /** Names of tables are the same whatever their case. */
    static String key(String table) {
        return table.toLowerCase(Locale.ROOT);
    }

    List<ColumnRow> columnsOf(String table) {
        return columns.getOrDefault(key(table), List.of());
    }

    List<PartRow> indexPartsOf(String table) {
        return indexParts.getOrDefault(key(table), List.of());
    }

    List<KeyRow> foreignKeysOf(String table) {
        return foreignKeys.getOrDefault(key(table), List.of());
    }

    private static <T> Map<String, List<T>> byTable(List<T> rows, Function<T, String> table) {
        Map<String, List<T>> found = new HashMap<>();
        for (T row : rows) {
            found.computeIfAbsent(key(table.apply(row)), name -> new ArrayList<>())
                    .add(row);
        }
        return found;
    }

    private static <T> List<T> query(Statement statement, String sql, RowReader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
