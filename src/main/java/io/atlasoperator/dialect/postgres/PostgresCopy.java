package io.atlasoperator.dialect.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/** Runs {@code COPY … FROM stdin} with the rows that follow it in a script, up to the line {@code \.}, as psql does. */
final class PostgresCopy {
    private static final Pattern STATEMENT = Pattern.compile(
            "(COPY\\s+(?!\\().*?\\sFROM\\s+STDIN\\b[^;]*);[^\\n]*(?:\\n(.*))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern END_OF_ROWS = Pattern.compile("(?:^|\\n)\\\\\\.\\s*$");

    private PostgresCopy() {}

    /** Whether the statement is such a one, which has been run then. */
    static boolean ran(Connection connection, String text) throws SQLException {
        Matcher statement = STATEMENT.matcher(text);
        if (!statement.matches()) {
            return false;
        }
        String rows = statement.group(2) == null
                ? ""
                : END_OF_ROWS.matcher(statement.group(2)).replaceFirst("\n");
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement.group(1), new StringReader(rows.equals("\n") ? "" : rows));
        } catch (IOException e) {
            throw new SQLException("copying rows: " + e.getMessage(), "08006", e);
        }
        return true;
    }
}
