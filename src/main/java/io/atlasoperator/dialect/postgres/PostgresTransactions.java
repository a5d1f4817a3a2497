package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.PlainTransaction;
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
        return PlainTransaction.begin(connection);
    }
}
