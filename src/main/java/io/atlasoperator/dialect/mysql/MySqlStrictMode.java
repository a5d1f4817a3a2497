package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The mode in which a server refuses values that have no place in a new type, rather than cut them, and leaves a zero as it is
 * in a column that gets {@code AUTO_INCREMENT}, rather than give it the next number. A plan alters tables in it, whatever the
 * server's own {@code sql_mode} is; the rest of that stays, and everything else is made in it.
 */
final class MySqlStrictMode {
    /** To alter a table, both come to the same. */
    private static final List<String> STRICT = List.of("STRICT_TRANS_TABLES", "STRICT_ALL_TABLES");

    private static final String KEEPS_ZERO = "NO_AUTO_VALUE_ON_ZERO";

    private static final String ON = "SET @atlas_lax_sql_mode = @@SESSION.sql_mode,"
            + " SESSION sql_mode = CONCAT(@@SESSION.sql_mode, '," + STRICT.getFirst() + "," + KEEPS_ZERO + "')";
    private static final String BACK = "SET SESSION sql_mode = @atlas_lax_sql_mode";

    private MySqlStrictMode() {}

    /** Work with a statement. */
    interface Work {
        void run() throws SQLException;
    }

    /**
     * Whether a statement changes rows that are there, in a mode that makes other values of theirs.
     *
     * @param mode that of the session
     */
    static boolean matters(String statement, MySqlMode mode) {
        boolean isStrict = STRICT.stream().anyMatch(mode.words()::contains);
        if (isStrict && mode.words().contains(KEEPS_ZERO)) {
            return false;
        }
        List<Token> tokens = MySqlLexer.meaning(statement);
        return isAlter(tokens) && (!isStrict || tokens.stream().anyMatch(token -> token.is("AUTO_INCREMENT")));
    }

    private static boolean isAlter(List<Token> tokens) {
        for (int at = 0; at + 1 < tokens.size(); at++) {
            if (tokens.get(at).is("ALTER")) {
                return tokens.get(at + 1).is("TABLE");
            }
            // What the server is told for this statement alone.
            if (at == 0 && !tokens.get(at).is("SET")
                    || at == 1 && !tokens.get(at).is("STATEMENT")) {
                return false;
            }
        }
        return false;
    }

    /** Does work in that mode. */
    static void on(Connection connection, Work work) throws SQLException {
        MySqlStatements.execute(connection, ON);
        try {
            work.run();
        } catch (SQLException | RuntimeException e) {
            try {
                MySqlStatements.execute(connection, BACK);
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
        MySqlStatements.execute(connection, BACK);
    }
}
