package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.Transactions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Transactions in which foreign keys are not enforced, since tables are built anew inside them. If they are enforced
 * outside, a transaction commits only if it leaves no reference dangling that did not dangle before.
 */
final class SqliteTransactions implements Transactions {

    @Override
    public boolean ddlIsTransactional() {
        return true;
    }

    @Override
    public Open begin(Connection connection) throws SQLException {
        boolean enforced = isEnforced(connection);
        if (enforced) {
            // The pragma does nothing inside a transaction, so it has to come first.
            execute(connection, "PRAGMA foreign_keys = off");
        }
        try {
            execute(connection, "BEGIN IMMEDIATE");
            return new SqliteTransaction(
                    connection, enforced, enforced ? SqliteViolations.read(connection) : SqliteViolations.NONE);
        } catch (SQLException e) {
            enforce(connection, enforced, e);
            throw e;
        }
    }

    private static boolean isEnforced(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA foreign_keys")) {
            return rows.next() && rows.getInt(1) == 1;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void enforce(Connection connection, boolean enforced, SQLException cause) {
        if (enforced) {
            try {
                execute(connection, "PRAGMA foreign_keys = on");
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static final class SqliteTransaction implements Open {
        private final Connection connection;
        private final boolean enforced;
        private final SqliteViolations before;
        private boolean open = true;

        SqliteTransaction(Connection connection, boolean enforced, SqliteViolations before) {
            this.connection = connection;
            this.enforced = enforced;
            this.before = before;
        }

        @Override
        public void commit() throws SQLException {
            if (enforced) {
                List<String> dangling = SqliteViolations.read(connection).since(before);
                if (!dangling.isEmpty()) {
                    throw new SQLException("sql/sqlite: foreign key mismatch: [" + String.join(" ", dangling) + "]");
                }
            }
            execute(connection, "COMMIT");
            finish();
        }

        @Override
        public void close() throws SQLException {
            if (open) {
                try {
                    execute(connection, "ROLLBACK");
                } catch (SQLException e) {
                    // Some failures make the library roll back by itself, after which there is nothing to undo.
                    if (e.getMessage() == null || !e.getMessage().contains("no transaction is active")) {
                        enforce(connection, enforced, e);
                        throw e;
                    }
                }
                finish();
            }
        }

        private void finish() throws SQLException {
            open = false;
            if (enforced) {
                execute(connection, "PRAGMA foreign_keys = on");
            }
        }
    }
}
