package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.schema.Realm;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * An open connection with what is known of its server. For one thread at a time. Closing it closes the connection.
 *
 * @param url where it is connected to
 * @param dialect the kind of database
 * @param version the server's version
 * @param scope what the URL means
 * @param connection the connection, in auto-commit mode
 * @param interruption what may end its work early
 * @param traffic is told what it waits for, and that it is closed
 */
public record Session(
        DatabaseUrl url,
        Dialect dialect,
        ServerVersion version,
        Scope scope,
        Connection connection,
        Interruption interruption,
        Traffic.Open traffic)
        implements AutoCloseable {
    /**
     * Runs one statement of a script, or of a plan for a place without rows, unless the work is to end.
     *
     * @throws SQLException if it fails or is cancelled
     */
    void execute(String statement) throws SQLException {
        work(() -> {
            dialect.execute(connection, statement);
            return true;
        });
    }

    /**
     * Runs one statement of a plan, unless the work is to end; values that have no place are refused, and never cut.
     *
     * @throws SQLException if it fails or is cancelled
     */
    void change(String statement) throws SQLException {
        work(() -> {
            dialect.change(connection, statement, version);
            return true;
        });
    }

    /**
     * Has the session read SQL as the server does for everybody, for scripts that users wrote.
     *
     * @throws SQLException if it does not take that
     */
    void readAsServer() throws SQLException {
        for (String statement : dialect.beforeScripts()) {
            execute(statement);
        }
    }

    /**
     * Refuses one transaction for everything where the database has none for changes of the schema.
     *
     * @throws EngineException if the mode asks for it
     */
    void requireKept(TxMode mode) {
        if (mode == TxMode.ALL && !dialect.transactions().ddlIsTransactional()) {
            throw EngineException.permanent(
                    EngineException.Reason.OPTION,
                    "txMode \"all\" can't be kept: " + dialect.name()
                            + " commits each statement that changes the schema by itself; leave txMode out, and a run that"
                            + " ends early is finished by the next one");
        }
    }

    /**
     * A wanted state with what this session's server alone can compute as what it comes to.
     *
     * @param current what is there
     * @throws EngineException if the server can't be asked
     */
    Realm computed(Realm current, Realm wanted) {
        try {
            return work(() -> dialect.computed(connection, current, wanted));
        } catch (SQLException e) {
            throw failure(EngineException.Reason.INSPECT, "", e);
        }
    }

    /** Does work on the connection that may be cancelled. */
    <T> T work(Interruption.SqlWork<T> work) throws SQLException {
        return interruption.during(() -> dialect.cancel(connection), work);
    }

    /** What the target is called in reports. */
    public TargetUrl target() {
        return TargetUrl.of(url, scope);
    }

    /** The message of a failure of this session, without its password. */
    public String describe(SQLException failure) {
        String text = url.redactIn(dialect.describe(failure));
        return interruption.isRaised() && !text.equals(Interruption.TEXT)
                ? Interruption.TEXT + " (" + text + ")"
                : text;
    }

    /** An exception for a failure of this session that happened before anything was changed. */
    public EngineException failure(EngineException.Reason reason, String doing, SQLException failure) {
        return new EngineException(
                reason,
                dialect.isTransient(failure),
                doing.isEmpty() ? describe(failure) : doing + ": " + describe(failure),
                failure);
    }

    /**
     * The lock of its target.
     *
     * @throws SQLException if others hold it for longer than the timeout
     */
    TargetLock.Held lock(String name, Duration timeout) throws SQLException {
        try {
            return dialect.lock().acquire(connection, url, name, Duration.ZERO);
        } catch (SQLException e) {
            if (timeout.isZero()) {
                throw e;
            }
        }
        // Somebody has it; whatever else it is fails again.
        long begin = System.nanoTime();
        try {
            return dialect.lock().acquire(connection, url, name, timeout);
        } finally {
            traffic.waited(Traffic.Lock.TARGET, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    @Override
    public void close() {
        traffic.closed();
        try {
            connection.close();
        } catch (SQLException e) {
            // A connection that can't even be closed is gone already; what was to be done with it has been done.
            System.getLogger(Session.class.getName()).log(System.Logger.Level.DEBUG, "closing a connection", e);
        }
    }
}
