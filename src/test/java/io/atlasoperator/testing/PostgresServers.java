package io.atlasoperator.testing;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevServer;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.postgres.PostgresDialect;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL servers for tests: the one that {@code ATLAS_TEST_POSTGRES_URL} names, else the embedded one. Each test
 * gets a database of its own.
 */
public final class PostgresServers {
    private static final int USUAL_MAJOR = 15;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private PostgresServers() {}

    /** An empty database on the usual server. */
    public static PostgresDatabase database() {
        @Nullable String configured = System.getenv("ATLAS_TEST_POSTGRES_URL");
        return configured == null ? database(USUAL_MAJOR) : create(DatabaseUrl.parse(configured));
    }

    /** An empty database on an embedded server of that version. */
    public static PostgresDatabase database(int major) {
        return create(server(major));
    }

    /** Where the embedded server of that version is, with a user who may do everything. */
    public static DatabaseUrl server(int major) {
        Optional<DevServer> server = new PostgresDialect().devServer(new ServerVersion(major + ".0", major * 10_000));
        if (server.isEmpty()) {
            throw Prerequisite.POSTGRES.missing("no binaries of version " + major
                    + " in the folder that the system property atlas.postgres.binaries names: the build copies them"
                    + " to target/postgres");
        }
        try {
            return server.get().url();
        } catch (UncheckedIOException e) {
            throw Prerequisite.POSTGRES.missing(String.valueOf(e.getMessage()));
        }
    }

    private static PostgresDatabase create(DatabaseUrl server) {
        String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        return PostgresDatabase.create(server, name);
    }
}
