package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A fault of MariaDB: it keeps open tables by the alias of the query that opened them, and then does not find the columns that
 * their checks and computed columns speak of when one is renamed. Nothing is changed then, and closing the table helps, until the
 * next query comes that gives it an alias.
 */
final class MySqlForgottenColumns {
    private static final int UNKNOWN_COLUMN = 1054;
    private static final int TRIES = 5;

    private MySqlForgottenColumns() {}

    /** Does a statement, again after its table was closed if the server stumbled like that. */
    static void despite(Connection connection, String statement, MySqlStrictMode.Work work) throws SQLException {
        for (int tried = 1; ; tried++) {
            try {
                work.run();
                return;
            } catch (SQLException e) {
                Optional<String> table = isMeant(e) ? table(statement) : Optional.empty();
                if (table.isEmpty() || tried == TRIES) {
                    throw e;
                }
                close(connection, table.get(), e);
            }
        }
    }

    private static boolean isMeant(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.getErrorCode() == UNKNOWN_COLUMN
                && (message.contains("in 'CHECK'") || message.contains("in 'GENERATED ALWAYS AS'"));
    }

    private static void close(Connection connection, String table, SQLException failure) throws SQLException {
        try {
            MySqlStatements.execute(connection, "FLUSH TABLES " + table);
        } catch (SQLException e) {
            SQLException told = new SQLException(
                    failure.getMessage() + " (the server has the table open under an alias: run \"FLUSH TABLES " + table
                            + "\" as a user with the right RELOAD, and try again)",
                    failure.getSQLState(),
                    failure.getErrorCode(),
                    failure);
            told.addSuppressed(e);
            throw told;
        }
    }

    /** The table that a statement alters, as it names it. */
    private static Optional<String> table(String statement) {
        List<Token> tokens = MySqlLexer.meaning(statement);
        for (int at = 0; at + 2 < tokens.size(); at++) {
            if (tokens.get(at).is("ALTER")
                    && tokens.get(at + 1).is("TABLE")
                    && tokens.get(at + 2).isName()) {
                boolean qualified = at + 4 < tokens.size() && tokens.get(at + 3).is(".");
                return Optional.of(tokens.get(at + 2).text()
                        + (qualified ? "." + tokens.get(at + 4).text() : ""));
            }
        }
        return Optional.empty();
    }
}
