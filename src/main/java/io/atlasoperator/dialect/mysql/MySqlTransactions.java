package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.PlainTransaction;
import io.atlasoperator.dialect.Transactions;
import java.sql.Connection;
import java.sql.SQLException;

/** Transactions for rows alone: each statement that changes the schema commits what was open before it, and itself. */
final class MySqlTransactions implements Transactions {

    @Override
    public boolean ddlIsTransactional() {
        return false;
    }

    @Override
    public Open begin(Connection connection) throws SQLException {
        return PlainTransaction.begin(connection);
    }
}
