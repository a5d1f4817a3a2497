package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevServer;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The chain of dev databases: the one that the user named, one in memory, the product's own server. Safe for use by
 * several threads.
 */
public final class DevDatabases implements DevDatabase {
    private static final Duration LEASE_TIMEOUT = Duration.ofSeconds(60);

    private final Databases databases;

    public DevDatabases(Databases databases) {
        this.databases = databases;
    }

    @Override
    public Lease lease(Dialect dialect, Optional<ServerVersion> version, Scope scope, Optional<DatabaseUrl> given) {
        if (given.isPresent()) {
            return lease(bound(checked(given.get(), dialect), dialect, scope));
        }
        Optional<DatabaseUrl> memory = dialect.devSpace().inMemory();
        if (memory.isPresent()) {
            return lease(memory.get());
        }
        Optional<DevServer> server = version.flatMap(dialect::devServer);
        if (server.isPresent()) {
            return lease(bound(started(server.get()), dialect, scope));
        }
        throw EngineException.permanent(
                Reason.DEV_DATABASE,
                "no dev database for " + dialect.name()
                        + version.map(known -> " " + known.text()).orElse("")
                        + ": name an empty one (devURL, --dev-url). See: https://atlasgo.io/concepts/dev-database");
    }

    /** A server that does not start today, for want of memory or disk, may start tomorrow. */
    private static DatabaseUrl started(DevServer server) {
        try {
            return server.url();
        } catch (UncheckedIOException e) {
            throw new EngineException(
                    Reason.DEV_DATABASE, true, e.getMessage() + "; or name a dev database (devURL, --dev-url)", e);
        }
    }

    private DatabaseUrl checked(DatabaseUrl given, Dialect dialect) {
        Dialect found = databases.dialects().of(given);
        if (!found.name().equals(dialect.name())) {
            throw EngineException.permanent(
                    Reason.DEV_DATABASE,
                    "the dev database is a " + found.name() + " database but the target is " + dialect.name()
                            + ": both must be of one kind");
        }
        return given;
    }

    /** A dev database without a schema serves a target with one; the other way round it is for the caller to judge. */
    private static DatabaseUrl bound(DatabaseUrl url, Dialect dialect, Scope scope) {
        return scope instanceof Scope.OneSchema(String name) && dialect.scope(url) instanceof Scope.WholeRealm
                ? dialect.bind(url, name)
                : url;
    }

    private Lease lease(DatabaseUrl url) {
        Session session;
        try {
            session = databases.open(url);
        } catch (EngineException e) {
            throw new EngineException(Reason.DEV_DATABASE, e.isTransient(), "dev database: " + e.getMessage(), e);
        }
        try {
            return new SessionLease(
                    session, session.dialect().devSpace().lease(session.connection(), url, LEASE_TIMEOUT));
        } catch (SQLException e) {
            EngineException failure = session.failure(Reason.DEV_DATABASE, "dev database", e);
            session.close();
            throw failure;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private record SessionLease(Session session, DevSpace.Lease space) implements Lease {

        @Override
        public DatabaseUrl url() {
            return space.url();
        }

        @Override
        public void close() {
            try (session) {
                space.close();
            } catch (SQLException e) {
                // The work is done and its result good; the space is swept by a later lease of the same server.
                System.getLogger(DevDatabases.class.getName())
                        .log(System.Logger.Level.WARNING, "cleaning a dev database: " + session.describe(e));
            }
        }
    }
}
