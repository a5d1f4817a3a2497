package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.sql.StatementKind;
import io.atlasoperator.sql.WordSearch;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A transaction that is rolled back at its end. It costs a small part of what a database of its own does, and a crash
 * leaves nothing. A statement could end the transaction in ways that a look at its text does not tell, so there is a
 * savepoint whose name nobody can guess: only while it exists is the transaction the one that was begun.
 */
final class PostgresTrial implements DevSpace.Trial {
    private static final int RANDOM_BYTES = 12;

    /** What can't run in a transaction, or would leave something in spite of the rollback. */
    private static final Pattern OUTSIDE = Pattern.compile(
            "\\s*(VACUUM|CLUSTER|REINDEX|LOAD|DISCARD|CHECKPOINT|ALTER\\s+SYSTEM"
                    + "|(CREATE|ALTER|DROP)\\s+(DATABASE|TABLESPACE|SUBSCRIPTION))\\b",
            Pattern.CASE_INSENSITIVE);

    /** What comes to something else in a transaction than outside of one: settings and data that live as long as it. */
    private static final Pattern DIFFERENT = Pattern.compile(
            "\\bCONCURRENTLY\\b|\\bSET\\s+(LOCAL|CONSTRAINTS)\\b|\\bDEFERRED\\b|\\bON\\s+COMMIT\\b"
                    + "|\\bset_config\\s*\\((?!\\s*'[^']*'\\s*,\\s*'[^']*'\\s*,\\s*false\\s*\\))",
            Pattern.CASE_INSENSITIVE);

    /** Each of the differences has one of these words. */
    private static final WordSearch TELLTALES =
            new WordSearch("CONCURRENTLY", "LOCAL", "CONSTRAINTS", "DEFERRED", "COMMIT", "set_config");

    private static final WordSearch CONCURRENTLY = new WordSearch("CONCURRENTLY");

    private final Connection connection;
    private final String savepoint;

    private PostgresTrial(Connection connection, String savepoint) {
        this.connection = connection;
        this.savepoint = savepoint;
    }

    /** Whether a statement comes to the same in a transaction, and can be undone with it. */
    static boolean suits(String statement) {
        return StatementKind.of(statement) != StatementKind.TRANSACTION
                && !OUTSIDE.matcher(statement).lookingAt()
                && !(TELLTALES.findsIn(statement)
                        && DIFFERENT.matcher(statement).find());
    }

    /** Whether the server takes a statement in a transaction with others. */
    static boolean runsInTransaction(String statement) {
        return !OUTSIDE.matcher(statement).lookingAt() && !CONCURRENTLY.findsIn(statement);
    }

    static PostgresTrial begin(Connection connection) throws SQLException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        PostgresTrial trial =
                new PostgresTrial(connection, "atlas_" + HexFormat.of().formatHex(random));
        connection.setAutoCommit(false);
        trial.execute("SAVEPOINT " + trial.savepoint);
        return trial;
    }

    @Override
    public boolean undo() {
        try {
            execute("ROLLBACK TO SAVEPOINT " + savepoint);
            connection.rollback();
            return true;
        } catch (SQLException e) {
            System.getLogger(PostgresTrial.class.getName())
                    .log(System.Logger.Level.DEBUG, "the transaction of a dev database is not there any more", e);
            return false;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
