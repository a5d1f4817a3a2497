package io.atlasoperator.dialect;

import io.atlasoperator.diff.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The locks of tables that changes need. A change that waits for a lock makes everybody behind it wait too, so it waits
 * a short while, gives way and tries again. Stateless; the defaults are for databases that lock the whole of
 * themselves, and wait in their own way.
 */
public interface TableLocks {
    /** For databases without locks of tables. */
    TableLocks NONE = new TableLocks() {};

    /**
     * Lets statements of this session wait for locks no longer than this, unless the user has set a limit already.
     *
     * @return whether there is a limit of ours now, to be taken away with {@link #unlimit}
     */
    default boolean limit(Connection connection, Duration wait) throws SQLException {
        return false;
    }

    /** Takes the limit away. */
    default void unlimit(Connection connection) throws SQLException {}

    /** Whether a statement failed because it waited for a lock for too long. */
    default boolean waitedTooLong(SQLException failure) {
        return false;
    }

    /**
     * Who holds locks of tables in this database, as far as the server tells this user, in words that go on a sentence;
     * empty if nobody does or nobody knows.
     *
     * @param statement the one that waited for a lock
     */
    default Optional<String> holders(Connection connection, String statement) throws SQLException {
        return Optional.empty();
    }

    /**
     * Keeps others from writing to tables until the end of the transaction, so that what was asked about their rows stays
     * true. Nothing where only one can write at a time, or no lock is kept while tables change.
     *
     * @param tables the tables, quoted
     */
    default void keepOthersOut(Connection connection, Collection<String> tables) throws SQLException {}

    /**
     * Why the server can't hold all the locks that the changes need in one transaction, and what to do; empty if it can.
     */
    default Optional<String> tooMany(Connection connection, List<Change> changes) throws SQLException {
        return Optional.empty();
    }
}
