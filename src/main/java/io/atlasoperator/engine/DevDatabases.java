package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevServer;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The chain of dev databases: the one that the user named, one in memory, the product's own server. Safe for use by
 * several threads.
 */
public final class DevDatabases implements DevDatabase, AutoCloseable {
    private static final Duration LEASE_TIMEOUT = Duration.ofSeconds(60);

    private final Databases databases;
    private final KeptSpaces kept;
    private final Mode mode;
    private final Cleaning cleaning;
    private final DevServers servers;
    private final Queue<Meanwhile<LeasedSpace>> givenUp = new ConcurrentLinkedQueue<>();

    /** What is used where nobody names a dev database, and none in memory will do. */
    public enum Mode {
        /** The product's own server, where it brings one; else one of the {@link DevServers}. */
        AUTO,
        /** One of the {@link DevServers}. */
        POD,
        /** Nothing. */
        NONE,
        /** A database of its own on the target's server; the server's owner has to want that. */
        SHADOW
    }

    /** When places that are given up are removed from their servers. */
    public enum Cleaning {
        /** When their lease ends. */
        AT_ONCE,
        /**
         * From the end of their lease on, by another thread: what comes after a lease, such as the changes of a target on the
         * same server, does not have to wait for many files to be removed. To close waits for it.
         */
        MEANWHILE
    }

    /**
     * @param databases opens dev databases
     * @param keep how long a fresh place is kept for the next use
     */
    public DevDatabases(Databases databases, Duration keep) {
        this(databases, keep, Mode.AUTO);
    }

    /**
     * @param databases opens dev databases
     * @param keep how long a fresh place is kept for the next use
     * @param mode what is used where nobody names a dev database
     */
    public DevDatabases(Databases databases, Duration keep, Mode mode) {
        this(databases, keep, mode, DevServers.NONE, Cleaning.AT_ONCE);
    }

    /**
     * @param databases opens dev databases
     * @param keep how long a fresh place is kept for the next use
     * @param mode what is used where nobody names a dev database
     * @param servers servers that others run
     * @param cleaning when a fresh place that is not kept is removed
     */
    public DevDatabases(Databases databases, Duration keep, Mode mode, DevServers servers, Cleaning cleaning) {
        this.mode = mode;
        this.servers = servers;
        this.databases = databases;
        this.kept = new KeptSpaces(url -> open(url, Optional.empty()), keep, LEASE_TIMEOUT);
        this.cleaning = cleaning;
    }

    @Override
    public Lease lease(
            Dialect dialect, Optional<ServerVersion> version, Scope scope, Optional<DatabaseUrl> given, Use use) {
        DatabaseUrl url = locate(dialect, version, scope, given);
        return switch (use) {
            case FREE -> free(url);
            case UNDONE -> undone(url, !kept.keepsAny());
            case MUCH_UNDONE -> undone(url, true);
        };
    }

    private DatabaseUrl locate(
            Dialect dialect, Optional<ServerVersion> version, Scope scope, Optional<DatabaseUrl> given) {
        if (given.isPresent()) {
            return bound(checked(databases.bundled().resolve(given.get()), dialect), dialect, scope);
        }
        Optional<DatabaseUrl> described = servers.described(dialect);
        if (described.isPresent()) {
            return bound(checked(described.get(), dialect), dialect, scope);
        }
        Optional<DatabaseUrl> memory = dialect.devSpace().inMemory();
        if (memory.isPresent()) {
            return memory.get();
        }
        Optional<DevServer> server = mode == Mode.AUTO ? version.flatMap(dialect::devServer) : Optional.empty();
        if (server.isPresent()) {
            return bound(BundledServers.started(server.get()), dialect, scope);
        }
        if (standsIn()) {
            Optional<DatabaseUrl> other = version.flatMap(known -> servers.standIn(dialect, known, scope));
            if (other.isPresent()) {
                return bound(other.get(), dialect, scope);
            }
        }
        throw EngineException.permanent(
                Reason.DEV_DATABASE,
                "no dev database for " + dialect.name()
                        + version.map(known -> " " + known.text()).orElse("")
                        + ": name an empty one (devURL, --dev-url). See: https://atlasgo.io/concepts/dev-database");
    }

    private DatabaseUrl checked(DatabaseUrl given, Dialect dialect) {
        Dialect found = databases.dialects().of(given);
        if (!found.sharesServersWith(dialect)) {
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

    @Override
    public String description() {
        return servers.description();
    }

    @Override
    public boolean standsIn() {
        return (mode == Mode.AUTO || mode == Mode.POD) && servers.standsIn();
    }

    @Override
    public boolean usesTargets() {
        return mode == Mode.SHADOW;
    }

    @Override
    public Lease shadow(Dialect dialect, DatabaseUrl target) {
        DevSpace space = dialect.shadowSpace()
                .orElseThrow(() -> EngineException.permanent(
                        Reason.DEV_DATABASE,
                        "there are no shadow databases on " + dialect.name()
                                + " servers (devDatabase.mode): name a dev database (devURL, --dev-url)"));
        return free(open(target, Optional.of(space)));
    }

    private Lease free(DatabaseUrl url) {
        return free(open(url, Optional.empty()));
    }

    private Lease free(LeasedSpace leased) {
        try {
            return new FreeLease(leased, databases.open(leased.space().url()), this::clean);
        } catch (RuntimeException e) {
            leased.close();
            throw e;
        }
    }

    /** @param isGivenUp whether a place that can be given up needs no undoing */
    private Lease undone(DatabaseUrl url, boolean isGivenUp) {
        KeptSpaces.Turn turn = kept.enter(url);
        Session session;
        try {
            session = databases.open(turn.leased().space().url());
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
        if (isGivenUp && turn.leased().space().isDisposable()) {
            return new FreeLease(turn.leased(), session, leased -> {
                turn.giveUp();
                clean(leased);
            });
        }
        try {
            return new UndoneLease(turn, session, session.dialect().devSpace().tryOut(session.connection()));
        } catch (SQLException e) {
            EngineException failure = session.failure(Reason.DEV_DATABASE, "dev database", e);
            session.close();
            turn.close();
            throw failure;
        }
    }

    private LeasedSpace open(DatabaseUrl url, Optional<DevSpace> special) {
        Session keeper;
        try {
            keeper = databases.open(special.isPresent() ? url : entrance(url));
        } catch (EngineException e) {
            throw new EngineException(Reason.DEV_DATABASE, e.isTransient(), "dev database: " + e.getMessage(), e);
        }
        try {
            DevSpace space = special.orElseGet(() -> keeper.dialect().devSpace());
            LeasedSpace leased = new LeasedSpace(keeper, space.lease(keeper.connection(), url, LEASE_TIMEOUT));
            try {
                databases.bundled().containers().fill(url, leased.space().url());
                return leased;
            } catch (RuntimeException e) {
                leased.close();
                throw e;
            }
        } catch (SQLException e) {
            boolean isDirty = String.valueOf(e.getMessage()).startsWith("sql/migrate: connected database is not clean");
            EngineException failure = keeper.failure(
                    Reason.DEV_DATABASE,
                    isDirty ? "dev database: sql/migrate: taking database snapshot" : "dev database",
                    e);
            keeper.close();
            throw failure;
        } catch (RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    private DatabaseUrl entrance(DatabaseUrl url) {
        return databases.dialects().of(url).devSpace().entrance(url);
    }

    private void clean(LeasedSpace leased) {
        // A place that has to be emptied is one that others wait for.
        if (cleaning == Cleaning.MEANWHILE && leased.space().isDisposable()) {
            givenUp.add(Meanwhile.begin(() -> {
                leased.close();
                return leased;
            }));
        } else {
            leased.close();
        }
    }

    /** Gives up what is kept, and waits until what was given up is removed. */
    @Override
    public void close() {
        kept.close();
        awaitRemovals();
    }

    /** Waits until the places that were given up are removed. */
    public void awaitRemovals() {
        for (Meanwhile<LeasedSpace> removal = givenUp.poll(); removal != null; removal = givenUp.poll()) {
            removal.get();
        }
    }

    private record FreeLease(LeasedSpace leased, Session session, Consumer<LeasedSpace> end) implements Lease {

        @Override
        public void claim(Set<String> schemas) {
            leased.space().claim(schemas);
        }

        @Override
        public void close() {
            session.close();
            end.accept(leased);
        }
    }

    private record UndoneLease(KeptSpaces.Turn turn, Session session, DevSpace.Trial trial) implements Lease {

        @Override
        public void claim(Set<String> schemas) {
            turn.leased().space().claim(schemas);
        }

        @Override
        public void close() {
            // The session goes too: what lives longer than a transaction (prepared statements, locks) goes with it.
            boolean undone = trial.undo();
            session.close();
            if (undone) {
                turn.giveBack();
            } else {
                turn.close();
            }
        }
    }
}
