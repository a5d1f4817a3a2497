package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.ServerVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the library. It comes with the driver, so it is always new enough for the pragmas read here. */
final class SqliteVersion {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    private SqliteVersion() {}

    /** Asks the library. */
    static ServerVersion read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sqlite_version()")) {
            if (!rows.next()) {
                throw new SQLException("sqlite: the library does not tell its version");
            }
            return parse(rows.getString(1));
        }
    }

    /** Reads {@code 3.50.4}. */
    static ServerVersion parse(String text) throws SQLException {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.matches()) {
            throw new SQLException("sqlite: \"" + text + "\" is not a version");
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        int number = Integer.parseInt(matcher.group(1)) * 10_000 + Integer.parseInt(matcher.group(2)) * 100 + patch;
        return new ServerVersion(text, number);
    }
}
