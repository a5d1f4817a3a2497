package io.atlasoperator.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A database's advisory lock: one holder a name and target. */
public interface TargetLock {

    /**
     * Waits for the lock. It belongs to the connection, which must be used for nothing that could release it: not for
     * statements of a user.
     *
     * @throws SQLException if it is not to be had in time, with the reference's message for this database
     */
    Held acquire(Connection connection, DatabaseUrl url, String name, Duration timeout) throws SQLException;

    /** A lock that is held. Closing it releases it; so does losing the connection. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }
}
