package io.atlasoperator.engine;

import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.engine.EngineException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The lock of a target, held by the session that works on it. The statements are our own, so it needs no connection to
 * itself: it is held for as long as the server works on the last statement, even if the connection breaks. For one
 * thread. Closing it releases the lock.
 */
final class TargetHold implements AutoCloseable {
    private final Session target;
    private final TargetLock.Held held;

    private TargetHold(Session target, TargetLock.Held held) {
        this.target = target;
        this.held = held;
    }

    /**
     * Waits for the lock.
     *
     * @throws EngineException with {@link Reason#LOCK} if it is not to be had in time
     */
    static TargetHold of(Session target, String name, Duration timeout) {
        try {
            return new TargetHold(target, target.interruption().waiting(() -> acquire(target, name, timeout)));
        } catch (SQLException e) {
            throw new EngineException(Reason.LOCK, true, "acquiring database lock: " + target.describe(e), e);
        }
    }

    /** The lock, if it can be had without waiting. */
    static Optional<TargetHold> atOnce(Session target, String name) {
        try {
            return Optional.of(new TargetHold(target, acquire(target, name, Duration.ZERO)));
        } catch (SQLException e) {
            // Somebody has it, or the session is of no use: both are told by what is done next.
            return Optional.empty();
        }
    }

    private static TargetLock.Held acquire(Session target, String name, Duration timeout) throws SQLException {
        return target.lock(name, timeout);
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (SQLException e) {
            // What became of the statements matters more than a lock that goes with the session anyway, which a broken
            // connection has ended already.
            System.getLogger(TargetHold.class.getName())
                    .log(System.Logger.Level.DEBUG, "releasing database lock: " + target.describe(e));
        }
    }
}
