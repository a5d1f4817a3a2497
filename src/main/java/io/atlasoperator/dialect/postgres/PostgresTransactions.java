package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.Transactions;
import java.sql.Connection;
import java.sql.SQLException;

/** Plain transactions: PostgreSQL can roll back changes of the schema. */
final class PostgresTransactions implements Transactions {

    @Override
    public boolean ddlIsTransactional() {
        return true;
    }

    @Override
    public boolean takes(String statement) {
        return PostgresTrial.runsInTransaction(statement);
    }

    @Override
    public Open begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new OpenTransaction(connection);
    }

    /** A transaction that is open until it is committed or closed. */
    private static final class OpenTransaction implements Open {
        private final Connection connection;
        private boolean open = true;

        private OpenTransaction(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
            open = false;
            connection.setAutoCommit(true);
        }

        @Override
        public void close() throws SQLException {
            // With the connection, the server's side of the transaction is gone too.
            if (open && !connection.isClosed()) {
                open = false;
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
