package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.PlainTransaction;
import io.atlasoperator.dialect.Transactions;
import java.sql.Connection;
import java.sql.SQLException;

/** Transactions for rows alone: each statement that changes the schema commits what was open before it, and itself. */
final class MySqlTransactions implements Transactions {
    /** A table, also one that is still to be made, whose engine has no transactions. */
    private static final String UNCOVERED = """
            SELECT 1 FROM information_schema.engines
            WHERE engine = @@default_storage_engine AND COALESCE(transactions, 'NO') <> 'YES'
            UNION ALL
            SELECT 1 FROM information_schema.tables
            WHERE table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
              AND (? = 'everywhere' OR table_schema = COALESCE(DATABASE(), table_schema))
              AND table_type <> 'VIEW'
              AND engine IN (SELECT engine FROM information_schema.engines WHERE COALESCE(transactions, 'NO') <> 'YES')
            LIMIT 1
            """;

    @Override
    public boolean coverRows(Connection connection, boolean everywhere) throws SQLException {
        return MySqlStatements.texts(connection, UNCOVERED, everywhere ? "everywhere" : "")
                .isEmpty();
    }

    @Override
    public boolean ddlIsTransactional() {
        return false;
    }

    @Override
    public Open begin(Connection connection) throws SQLException {
        return PlainTransaction.begin(connection);
    }
}
