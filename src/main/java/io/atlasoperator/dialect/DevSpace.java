package io.atlasoperator.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes room for one use of a dev database. Whoever uses a dev database has it alone: a fresh database or schema where
 * the user may make one, else the given one under an exclusive lock, which then must be empty.
 */
public interface DevSpace {

    /** The URL of a dev database that needs no server at all (SQLite in memory), for this use alone. */
    default Optional<DatabaseUrl> inMemory() {
        return Optional.empty();
    }

    /**
     * Leases a space.
     *
     * @param connection a connection to {@code url}, used for nothing else until the lease ends
     * @param url the dev database that the user named, or a server's
     * @param timeout how long to wait if only the given place can be used and somebody has it
     * @throws SQLException if the server refuses, or if the place is not clean (message {@code sql/migrate: connected
     *     database is not clean: found table "logs" in connected schema} as the reference's)
     */
    Lease lease(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException;

    /** A space that is in use. Closing it leaves the server as it was before. */
    interface Lease extends AutoCloseable {
        /** Where to connect; the scope is that of the URL given, maybe with another schema name. */
        DatabaseUrl url();

        @Override
        void close() throws SQLException;
    }
}
