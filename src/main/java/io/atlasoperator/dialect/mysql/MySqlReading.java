package io.atlasoperator.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How our sessions read SQL. Our own statements have names in backticks, and texts in either quotes with backslashes for
 * escapes, and what the server prints is read in the same way; scripts of users are read as the server reads those of
 * anybody else.
 */
final class MySqlReading {
    /** What would have texts be read as names, or backslashes as themselves, and what comes to that. */
    private static final String OTHERWISE =
            "(^|,)(ANSI|ANSI_QUOTES|DB2|MAXDB|MSSQL|NO_BACKSLASH_ESCAPES|ORACLE|POSTGRESQL)(?=,|$)";

    private static final String ASIDE = "@atlas_aside_sql_mode";
    private static final String BACK = "SET SESSION sql_mode = " + ASIDE;
    private static final String OURS = "@atlas_our_sql_mode";
    private static final String THEIRS = "@atlas_their_sql_mode";

    private MySqlReading() {}

    /** The statements that have a new session read as ours do; the last ones that set anything of how it reads. */
    static List<String> initial() {
        return List.of(
                "SET " + THEIRS + " = @@SESSION.sql_mode",
                "SET " + OURS + " = TRIM(BOTH ',' FROM REGEXP_REPLACE(@@SESSION.sql_mode, '" + OTHERWISE + "', ''))",
                "SET SESSION sql_mode = " + OURS);
    }

    /** The statements after which a session reads what others wrote as the server does. */
    static List<String> theirs() {
        return List.of("SET SESSION sql_mode = " + THEIRS);
    }

    /** Work on a session that is to read as ours do, whatever a script had it do before. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Does work on a session as ours are, which afterwards reads as before. */
    static <T> T asOurs(Connection connection, Work<T> work) throws SQLException {
        MySqlStatements.execute(
                connection,
                "SET " + ASIDE + " = @@SESSION.sql_mode, SESSION sql_mode = COALESCE(" + OURS
                        + ", @@SESSION.sql_mode)");
        T done;
        try {
            done = work.run();
        } catch (SQLException | RuntimeException e) {
            putBack(connection, e);
            throw e;
        }
        MySqlStatements.execute(connection, BACK);
        return done;
    }

    /** Whatever keeps a session from being put back hides no reason: that of a connection that broke, say. */
    private static void putBack(Connection connection, Exception cause) {
        try {
            MySqlStatements.execute(connection, BACK);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
