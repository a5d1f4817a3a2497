package io.atlasoperator.testing;

import io.atlasoperator.dialect.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A PostgreSQL server of a test's own, which can be made to crash. */
public final class PostgresServerProcess implements AutoCloseable {
    private final ServerScript server = ServerScript.start(Prerequisite.POSTGRES, "postgres.sh", "15");
    private final AtomicInteger number = new AtomicInteger();

    /** Where it is, with a user who may do everything. */
    public DatabaseUrl url() {
        try {
            return DatabaseUrl.parse(
                    Files.readString(server.folder().resolve("url")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty database on it. */
    public PostgresDatabase database() {
        return PostgresDatabase.create(url(), "test_" + number.incrementAndGet());
    }

    /**
     * Kills the process of a session, upon which the server ends all others at once, recovers what was committed, and is
     * there again.
     */
    public void crash() {
        String pid = PostgresDatabase.query(
                        url(), "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
                .getFirst();
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Waits until it takes sessions again. */
    public void awaitRecovery() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> PostgresDatabase.query(url(), "SELECT 1").size() == 1);
    }

    @Override
    public void close() {
        server.close();
    }
}
