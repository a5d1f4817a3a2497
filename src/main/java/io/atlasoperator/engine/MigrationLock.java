package io.atlasoperator.engine;

import io.atlasoperator.dialect.TargetLock;
import java.sql.SQLException;
import java.time.Duration;

/** The lock that keeps two runs of migrations off one database. For one thread. */
record MigrationLock(TargetLock.Held held) implements AutoCloseable {
    /** None, where one lock is enough. */
    static final MigrationLock NONE = new MigrationLock(() -> {});

    /** @throws EngineException if others hold it for longer than the timeout */
    static MigrationLock of(Session session, String name, Duration timeout) {
        try {
            return new MigrationLock(session.interruption().waiting(() -> session.lock(name, timeout)));
        } catch (SQLException e) {
            throw new EngineException(
                    EngineException.Reason.LOCK, true, "acquiring database lock: " + session.describe(e), e);
        }
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (SQLException e) {
            // The connection is closed right after, and the lock goes with it at the latest.
            System.getLogger(MigrationLock.class.getName())
                    .log(System.Logger.Level.DEBUG, "releasing the database lock failed", e);
        }
    }
}
