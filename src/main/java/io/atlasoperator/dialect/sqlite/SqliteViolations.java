package io.atlasoperator.dialect.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Foreign keys that are broken at one moment.
 *
 * @param all one for each row and key, and one for each key that SQLite can't even look at
 */
record SqliteViolations(List<Violation> all) {
    static final SqliteViolations NONE = new SqliteViolations(List.of());

    private static final String TABLES = """
            SELECT DISTINCT l.name
            FROM pragma_table_list AS l, pragma_foreign_key_list(l.name, 'main') AS f
            WHERE l.schema = 'main' AND l.type = 'table'
            ORDER BY l.name""";

    SqliteViolations {
        all = List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @param key the table and the one that it references, or what SQLite says of a key that it can't look at
     * @param text the whole of it, as messages show it
     */
    record Violation(String key, String text) {}

    static SqliteViolations read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return new SqliteViolations(check(statement, "PRAGMA foreign_key_check"));
        } catch (SQLException e) {
            // One key that references no unique columns keeps SQLite from looking at the others.
            return oneByOne(connection);
        }
    }

    private static SqliteViolations oneByOne(Connection connection) throws SQLException {
        List<Violation> found = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try {
                    found.addAll(check(
                            statement,
                            "PRAGMA foreign_key_check(" + SqliteSyntax.INSTANCE.quoteIdentifier(table) + ")"));
                } catch (SQLException e) {
                    String text = String.valueOf(e.getMessage());
                    found.add(new Violation(text, "{tbl:" + table + " " + text + "}"));
                }
            }
        }
        return new SqliteViolations(found);
    }

    private static List<Violation> check(Statement statement, String pragma) throws SQLException {
        List<Violation> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(pragma)) {
            while (rows.next()) {
                String key = "tbl:" + rows.getString(1) + " ref:" + rows.getString(3);
                found.add(new Violation(
                        SqliteNames.folded(key),
                        "{" + key + " row:" + rows.getLong(2) + " index:" + rows.getInt(4) + "}"));
            }
        }
        return found;
    }

    /**
     * The violations that were not there before. A table that was built anew numbers its rows and keys anew, so as many
     * as there were between two tables are taken for the same.
     */
    List<String> since(SqliteViolations before) {
        List<Violation> fresh = new ArrayList<>(all);
        before.all.forEach(fresh::remove);
        List<String> keys = new ArrayList<>(before.all.stream()
                .filter(old -> !all.contains(old))
                .map(Violation::key)
                .toList());
        fresh.removeIf(violation -> keys.remove(violation.key()));
        return fresh.stream().map(Violation::text).toList();
    }
}
