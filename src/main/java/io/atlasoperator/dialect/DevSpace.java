package io.atlasoperator.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
     * The schemas in which a statement says that what it makes, changes or drops is to be, where leased spaces are beside
     * each other and a statement can so reach another one; empty if it names none, or can reach none.
     */
    default Set<String> reached(String statement) {
        return Set.of();
    }

    /** Whether leased spaces are schemas of one server, beside those of others. */
    default boolean hasNeighbors() {
        return false;
    }

    /** Where to connect for a lease, as what the user named need not be there. */
    default DatabaseUrl entrance(DatabaseUrl url) {
        return url;
    }

    /**
     * Leases a space.
     *
     * @param connection a connection to the {@link #entrance}, used for nothing else until the lease ends
     * @param url the dev database that the user named, or a server's
     * @param timeout how long to wait if only the given place can be used and somebody has it
     * @throws SQLException if the server refuses, or if the place is not clean (message {@code sql/migrate: connected
     *     database is not clean: found table "logs" in connected schema} as the reference's)
     */
    Lease lease(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException;

    /**
     * Makes a place on a server that is used for nothing else, in which a script runs once: spaces that are leased there later
     * begin as it leaves the place. Nothing if servers can't do that, and the script has to run in each of them.
     *
     * @param connection a connection to the {@link #entrance}
     * @param url the dev database that was named
     * @return where the script is to run
     */
    default Optional<DatabaseUrl> model(Connection connection, DatabaseUrl url) throws SQLException {
        return Optional.empty();
    }

    /**
     * Whether the statements can be tried out in a transaction that is rolled back: they come to the same there, and
     * nothing of them is left. May be wrong about statements that the server then refuses inside a transaction.
     */
    default boolean canBeUndone(List<String> statements) {
        return false;
    }

    /**
     * Begins a transaction for statements that {@link #canBeUndone}.
     *
     * @param connection a connection to a leased space, in auto-commit mode, closed when the trial is over
     */
    default Trial tryOut(Connection connection) throws SQLException {
        throw new SQLFeatureNotSupportedException("dev databases of this kind are not used again");
    }

    /** A transaction on a leased space. */
    interface Trial {
        /**
         * Rolls back.
         *
         * @return whether that undid everything; false if the statements have ended the transaction themselves, so that
         *     nobody knows what they have left
         */
        boolean undo();
    }

    /** A space that is in use. Closing it leaves the server as it was before. */
    interface Lease extends AutoCloseable {
        /** Where to connect; the scope is that of the URL given, maybe with another schema name. */
        DatabaseUrl url();

        /**
         * Says which schemas are about to be made in a lease of a whole server. Closing it removes these: what else is
         * found there then, others have made meanwhile.
         */
        default void claim(Set<String> schemas) {}

        /** Whether it goes as a whole when the lease ends, so that whatever is done in it needs no undoing. */
        default boolean isDisposable() {
            return false;
        }

        /**
         * Whether it may be kept for another use after all that was done in it has been undone: it belongs to nobody
         * else, and is still what a new one would be.
         */
        default boolean isReusable() throws SQLException {
            return false;
        }

        /** Ends the lease of a space in which everything has been undone, so that there is nothing to clean. */
        default void release() throws SQLException {
            close();
        }

        @Override
        void close() throws SQLException;
    }
}
