package io.atlasoperator.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction of the driver, with nothing around it. For one thread at a time. */
public final class PlainTransaction implements Transactions.Open {
    private final Connection connection;
    private boolean open = true;

    private PlainTransaction(Connection connection) {
        this.connection = connection;
    }

    /** Begins; the connection is in auto-commit mode before. */
    public static PlainTransaction begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new PlainTransaction(connection);
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
