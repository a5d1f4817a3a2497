package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import io.atlasoperator.sql.StatementText;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Servers of dev databases in containers: one for each URL that asks for one, started when it is first used. */
final class ContainerServers {
    private static final int PASSWORD_BYTES = 18;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Databases databases;
    private final Containers containers;
    private final Duration patience;
    private final Progress progress;
    private final Interruption interruption;
    private final Map<ContainerUrl, DatabaseUrl> started = new ConcurrentHashMap<>();
    private final Map<String, List<ScannedStatement>> baselines = new ConcurrentHashMap<>();

    /** @param patience how long a server may take until it answers */
    ContainerServers(
            Databases databases,
            Containers containers,
            Duration patience,
            Progress progress,
            Interruption interruption) {
        this.databases = databases;
        this.containers = containers;
        this.patience = patience;
        this.progress = progress;
        this.interruption = interruption;
    }

    /** Why there are none. */
    Optional<String> refusal() {
        return containers.refusal();
    }

    /**
     * Where the dev database is that a URL asks for.
     *
     * @throws EngineException if its container can't be started, or its server does not answer in time
     */
    synchronized DatabaseUrl url(ContainerUrl asked) {
        @Nullable DatabaseUrl known = started.get(asked);
        if (known != null) {
            return known;
        }
        // Before anything is started: a script that can't be read, or used, is no reason to wait for a server.
        List<ScannedStatement> baseline =
                asked.baseline().map(text -> scan(asked, text)).orElse(List.of());
        DevContainer container = container(asked);
        try {
            progress.doing("starting a container of " + asked.shown());
            Containers.Running running = containers.start(container, asked.build());
            DatabaseUrl url = asked.on(at(container.url(), running));
            progress.doing("waiting for the server in a container of " + asked.shown());
            awaitAnswer(asked, url, running);
            if (!baseline.isEmpty()) {
                begin(asked, url, baseline);
            }
            started.put(asked, url);
            return url;
        } finally {
            progress.doing("");
        }
    }

    private static DevContainer container(ContainerUrl asked) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        DevContainer container = container(asked, asked.database(), password);
        String bound = asked.on(container.url()).database();
        // Where a schema is a database it has to be there.
        return bound.equals(container.url().database()) ? container : container(asked, bound, password);
    }

    private static DevContainer container(ContainerUrl asked, String database, String password) {
        return asked.dialect()
                .devContainer(asked.image(), database, password)
                .orElseThrow(() -> EngineException.permanent(
                        Reason.DEV_DATABASE, asked.dialect().name() + " has no servers that run in containers"));
    }

    private static DatabaseUrl at(DatabaseUrl inside, Containers.Running running) {
        return new DatabaseUrl(
                inside.scheme(),
                inside.user(),
                inside.password(),
                running.host(),
                running.port(),
                inside.path(),
                inside.query(),
                inside.rawQuery());
    }

    private void awaitAnswer(ContainerUrl asked, DatabaseUrl url, Containers.Running running) {
        DatabaseUrl entrance = asked.dialect().devSpace().entrance(url);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (Session _ = databases.open(entrance)) {
                return;
            } catch (EngineException e) {
                if (interruption.isRaised()) {
                    throw new EngineException(
                            Reason.DEV_DATABASE, true, Interruption.TEXT + " while a dev database started", e);
                }
                Optional<String> end = running.ended();
                if (end.isPresent()) {
                    throw new EngineException(
                            Reason.DEV_DATABASE,
                            false,
                            "dev database: the container of " + asked.shown() + " ended by itself" + lines(end.get()),
                            e);
                }
                if (System.nanoTime() > deadline) {
                    throw new EngineException(
                            Reason.DEV_DATABASE,
                            true,
                            "dev database: the server in the container of " + asked.shown() + " does not answer after "
                                    + patience.toSeconds() + " seconds: " + e.getMessage() + lines(running.log()),
                            e);
                }
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException(
                        Reason.DEV_DATABASE, true, Interruption.TEXT + " while a dev database started", e);
            }
        }
    }

    private static String lines(String text) {
        return text.isEmpty() ? "" : "; its last lines:\n" + text.indent(2).stripTrailing();
    }

    private static List<ScannedStatement> scan(ContainerUrl asked, String baseline) {
        try {
            return new StatementScanner(asked.dialect().syntax().scanner()).scan(baseline);
        } catch (SqlScanException e) {
            throw new EngineException(Reason.DEV_DATABASE, false, "baseline of the dev database: " + e.getMessage(), e);
        }
    }

    /** Has every lease begin as the script leaves it: the server by itself, or each of them runs the script. */
    private void begin(ContainerUrl asked, DatabaseUrl url, List<ScannedStatement> baseline) {
        if (asked.dialect().devSpace().hasNeighbors() && asked.dialect().scope(url) instanceof Scope.WholeRealm) {
            throw EngineException.permanent(
                    Reason.DEV_DATABASE,
                    "a baseline needs a dev database that is bound to one database: give the docker block a schema");
        }
        try (Session keeper = databases.open(asked.dialect().devSpace().entrance(url))) {
            Optional<DatabaseUrl> model;
            try {
                model = asked.dialect().devSpace().model(keeper.connection(), url);
            } catch (SQLException e) {
                throw keeper.failure(Reason.DEV_DATABASE, "baseline of the dev database", e);
            }
            if (model.isPresent()) {
                run(model.get(), baseline);
            } else {
                baselines.put(server(url), baseline);
            }
        }
    }

    /**
     * Runs in a fresh place of a lease what it has to begin with.
     *
     * @param given the dev database that was named
     * @param fresh the place
     */
    void fill(DatabaseUrl given, DatabaseUrl fresh) {
        @Nullable List<ScannedStatement> baseline = baselines.get(server(given));
        if (baseline != null) {
            run(fresh, baseline);
        }
    }

    private static String server(DatabaseUrl url) {
        return url.host() + ":" + url.port();
    }

    private void run(DatabaseUrl place, List<ScannedStatement> baseline) {
        try (Session session = databases.open(place)) {
            for (ScannedStatement statement : baseline) {
                try {
                    session.execute(statement.text());
                } catch (SQLException e) {
                    throw session.failure(
                            Reason.DEV_DATABASE,
                            "baseline of the dev database, line " + statement.line() + ": executing statement \""
                                    + StatementText.withoutPasswords(statement.text()) + "\"",
                            e);
                }
            }
        }
    }
}
