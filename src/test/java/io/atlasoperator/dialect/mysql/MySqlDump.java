package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.testing.MySqlDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server itself says of everything in a database. */
final class MySqlDump {
    private static final Pattern COLUMN_CHECK = Pattern.compile("(  (`.*?`) .*) CHECK \\((.*)\\)(,?)");

    private static final Pattern TABLE_COLLATION = Pattern.compile("(?m)^\\).* CHARSET=(\\w+)(?: COLLATE=(\\w+))?");

    private MySqlDump() {}

    /** The statements that the server gives for each object, in the order of their names; the database's name is masked. */
    static List<String> of(MySqlDatabase database) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            show(
                    statement,
                    "SELECT 'TABLE', table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                            + " ORDER BY table_name",
                    2,
                    found);
            show(
                    statement,
                    "SELECT routine_type, routine_name FROM information_schema.routines"
                            + " WHERE routine_schema = DATABASE() ORDER BY 1, 2",
                    3,
                    found);
            show(
                    statement,
                    "SELECT 'TRIGGER', trigger_name FROM information_schema.triggers"
                            + " WHERE trigger_schema = DATABASE() ORDER BY 2",
                    3,
                    found);
            show(
                    statement,
                    "SELECT 'EVENT', event_name FROM information_schema.events"
                            + " WHERE event_schema = DATABASE() ORDER BY 2",
                    4,
                    found);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        // MySQL itself puts a number behind a sign in parentheses when it is told the text that it has given.
        return found.stream()
                .map(text -> text.replace(database.name(), "app").replaceAll("-\\((\\d+)\\)", "-$1"))
                .toList();
    }

    private static void show(Statement statement, String query, int column, List<String> into) throws SQLException {
        List<String> objects = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                objects.add(rows.getString(1) + " " + MySqlSyntax.INSTANCE.quoteIdentifier(rows.getString(2)));
            }
        }
        for (String object : objects) {
            try (ResultSet row = statement.executeQuery("SHOW CREATE " + object)) {
                row.next();
                String text = row.getString(column);
                // What is said of parameters stays in the server as it was written, quoted or not.
                into.add(
                        object.startsWith("FUNCTION") || object.startsWith("PROCEDURE")
                                ? text.replace("`", "").replaceAll(" CHARACTER SET \\w+( COLLATE \\w+)?", "")
                                : ordered(text));
            }
        }
    }

    /**
     * The text of a table with its keys in one order: that in which they were made is no part of a state, nor is
     * whether a column says the character set of its table again.
     */
    private static String ordered(String text) {
        List<String> lines = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        // NO ACTION is what is meant where nothing is said; a collation says its character set.
        String plain =
                text.replaceAll(" ON (UPDATE|DELETE) NO ACTION", "").replaceAll(" CHARACTER SET \\w+(?= COLLATE)", "");
        Matcher usual = TABLE_COLLATION.matcher(plain);
        if (usual.find()) {
            String collation = usual.group(2) == null
                    ? new MySqlVersion(new ServerVersion("8.4.0", 8_04_00))
                            .defaultCollation(usual.group(1))
                            .orElse("")
                    : usual.group(2);
            plain = plain.replaceAll(" COLLATE " + collation + "\\b", "");
        }
        for (String written : plain.split("\n")) {
            // On MariaDB a check of a column alone may be part of its definition or not.
            Matcher check = COLUMN_CHECK.matcher(written);
            String line = check.matches() ? check.group(1) + check.group(4) : written;
            if (check.matches()) {
                keys.add("  CONSTRAINT " + check.group(2) + " CHECK (" + check.group(3) + ")");
            }
            if (line.matches("  ((UNIQUE |FULLTEXT |SPATIAL )?KEY|CONSTRAINT) .*")) {
                keys.add(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
                continue;
            }
            line = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
            if (line.startsWith(")")) {
                keys.stream().sorted().forEach(lines::add);
            }
            lines.add(line);
        }
        return String.join("\n", lines);
    }
}
