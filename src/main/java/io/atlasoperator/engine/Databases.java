package io.atlasoperator.engine;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.InvalidUrlException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/**
 * Opens connections to databases by their URLs. A session is a connection of its own and is closed with it: nothing is
 * kept open between two reconciles. Safe for use by several threads.
 */
public final class Databases {
    /** The slowest of the usual images takes half a minute on a small machine. */
    static final Duration CONTAINER_PATIENCE = Duration.ofMinutes(2);

    private final Dialects dialects;
    private final Interruption interruption;
    private final Traffic traffic;
    private final BundledServers bundled;

    /** @param dialects the dialects that URLs can mean */
    public Databases(Dialects dialects) {
        this(dialects, new Interruption());
    }

    /**
     * @param dialects the dialects that URLs can mean
     * @param interruption ends the work of all connections early
     */
    public Databases(Dialects dialects, Interruption interruption) {
        this(dialects, interruption, Traffic.NONE);
    }

    /**
     * @param dialects the dialects that URLs can mean
     * @param interruption ends the work of all connections early
     * @param traffic is told of sessions and what they wait for
     */
    public Databases(Dialects dialects, Interruption interruption, Traffic traffic) {
        this(dialects, interruption, traffic, Containers.NONE, CONTAINER_PATIENCE, Progress.NONE);
    }

    /**
     * @param dialects the dialects that URLs can mean
     * @param interruption ends the work of all connections early
     * @param containers for dev databases; whoever gives them closes them
     * @param patience how long a server in a container may take until it answers
     * @param progress is told what is waited for
     */
    Databases(
            Dialects dialects, Interruption interruption, Containers containers, Duration patience, Progress progress) {
        this(dialects, interruption, Traffic.NONE, containers, patience, progress);
    }

    private Databases(
            Dialects dialects,
            Interruption interruption,
            Traffic traffic,
            Containers containers,
            Duration patience,
            Progress progress) {
        this.dialects = dialects;
        this.interruption = interruption;
        this.traffic = traffic;
        this.bundled =
                new BundledServers(dialects, new ContainerServers(this, containers, patience, progress, interruption));
    }

    /** The dialects that URLs can mean. */
    public Dialects dialects() {
        return dialects;
    }

    /** The dev servers that the product starts. */
    BundledServers bundled() {
        return bundled;
    }

    /**
     * Connects.
     *
     * @throws EngineException with {@link EngineException.Reason#URL} if the URL is wrong, or with {@link
     *     EngineException.Reason#CONNECT} if the server does not answer or refuses
     */
    public Session open(DatabaseUrl url) {
        Dialect dialect = dialects.of(url);
        try {
            Connection connection = connect(dialect, dialect.connectionSpec(url));
            try {
                return new Session(
                        url,
                        dialect,
                        dialect.version(connection),
                        dialect.scope(url),
                        connection,
                        interruption,
                        // What is in memory, or in a file, has no server to count sessions of.
                        dialect.devSpace().inMemory().isPresent() ? Traffic.Open.UNTOLD : traffic.opened(url));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (InvalidUrlException e) {
            throw new EngineException(
                    EngineException.Reason.URL, false, url.redactIn(String.valueOf(e.getMessage())), e);
        } catch (SQLException e) {
            throw new EngineException(
                    EngineException.Reason.CONNECT,
                    dialect.isTransient(e),
                    "connecting to " + url.redacted() + ": " + url.redactIn(dialect.describe(e)),
                    e);
        }
    }

    private static Connection connect(Dialect dialect, ConnectionSpec spec) throws SQLException {
        try {
            return connect(spec);
        } catch (SQLException e) {
            if (spec.plain().isPresent() && dialect.lacksEncryption(e)) {
                return connect(spec.plain().get());
            }
            throw e;
        }
    }

    private static Connection connect(ConnectionSpec spec) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(spec.properties());
        Connection connection = DriverManager.getConnection(spec.jdbcUrl(), properties);
        try (Statement statement = connection.createStatement()) {
            for (String initial : spec.initialStatements()) {
                statement.execute(initial);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
