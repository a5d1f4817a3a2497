package io.atlasoperator.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/** A database's transactions, with what has to be done around them (SQLite's foreign key checks). */
public interface Transactions {

    /** Whether a statement that changes the schema can be rolled back. */
    boolean ddlIsTransactional();

    /** Whether a statement, of which only the text is known, may run in a transaction with others. */
    default boolean takes(String statement) {
        return true;
    }

    /**
     * Whether a rollback undoes what is done to rows, whatever their table.
     *
     * @param everywhere whether tables outside of the connected schema count too
     */
    default boolean coverRows(Connection connection, boolean everywhere) throws SQLException {
        return true;
    }

    /** Begins; the connection is in auto-commit mode before. */
    Open begin(Connection connection) throws SQLException;

    /** A transaction that is open. Closing it without a commit rolls it back. */
    interface Open extends AutoCloseable {
        /** Commits, after whatever the database has to check first. */
        void commit() throws SQLException;

        @Override
        void close() throws SQLException;
    }
}
