package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDevSpaceTest {
    private static final int MAJOR = 15;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static @Nullable PostgresServerProcess server;

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String LEFT = "SELECT datname FROM pg_database WHERE datname LIKE 'atlas\\_dev\\_' || "
            + "(SELECT oid FROM pg_database WHERE datname = current_database()) || '\\_%'";

    private final DevSpace space = new PostgresDevSpace();
    private final PostgresDatabase database = PostgresServers.database();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void leasesAFreshDatabaseThatHasTheBoundSchemaAndTheExtensions() throws SQLException {
        PostgresDatabase.run(
                database.url(),
                "CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'ours'; CREATE TABLE app.t (a int); CREATE EXTENSION"
                        + " citext");
        DatabaseUrl url = database.url("app");
        try (Connection connection = PostgresDatabase.connect(url);
                DevSpace.Lease lease = space.lease(connection, url, SHORT)) {
            assertThat(lease.url().database()).startsWith("atlas_dev_");
            PostgresDatabase.run(lease.url(), "CREATE TABLE t (a public.citext)");
            assertThat(PostgresDatabase.query(
                            lease.url(), "SELECT obj_description(oid) FROM pg_namespace WHERE nspname = 'app'"))
                    .containsExactly("ours");
            try (Connection inside = PostgresDatabase.connect(lease.url())) {
                assertThat(PostgresInspectorTest.inspect(inside, lease.url()).unsupported())
                        .isEmpty();
            }
        }
        assertThat(PostgresDatabase.query(database.url(), LEFT)).isEmpty();
    }

    @Test
    void sweepsWhatACrashHasLeftButNotWhatIsInUse() throws SQLException {
        try (Connection first = PostgresDatabase.connect(database.url());
                DevSpace.Lease used = space.lease(first, database.url(), SHORT)) {
            try (Connection crashing = PostgresDatabase.connect(database.url())) {
                DevSpace.Lease abandoned = space.lease(crashing, database.url(), SHORT);
                assertThat(abandoned.url()).isNotEqualTo(used.url());
            }
            assertThat(PostgresDatabase.query(database.url(), LEFT)).hasSize(2);

            try (Connection next = PostgresDatabase.connect(database.url());
                    DevSpace.Lease lease = space.lease(next, database.url(), SHORT)) {
                assertThat(PostgresDatabase.query(database.url(), LEFT))
                        .containsExactlyInAnyOrder(
                                used.url().database(), lease.url().database());
            }
        }
    }

    @Test
    void usesTheGivenSchemaWhereNoDatabaseMayBeCreatedAndLeavesItAsItWas() throws SQLException {
        DatabaseUrl url = restricted("app");
        try (Connection connection = PostgresDatabase.connect(url);
                Connection second = PostgresDatabase.connect(url)) {
            try (DevSpace.Lease lease = space.lease(connection, url, SHORT)) {
                assertThat(lease.url()).isEqualTo(url);
                PostgresDatabase.run(
                        url,
                        "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a serial PRIMARY KEY, b e); CREATE VIEW v AS"
                                + " SELECT * FROM t; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                                + " CREATE DOMAIN d AS int; CREATE TYPE c AS (x int); COMMENT ON SCHEMA app IS 'x'");
                assertThatThrownBy(() -> space.lease(second, url, SHORT))
                        .hasMessage("sql/schema: lock is held by other session");
            }
            assertThat(PostgresInspectorTest.inspect(second, url)).isEqualTo(emptyApp());
        }
    }

    private static io.atlasoperator.inspect.Inspection emptyApp() {
        return new io.atlasoperator.inspect.Inspection(
                new io.atlasoperator.schema.Realm(java.util.List.of(io.atlasoperator.schema.Schema.empty("app"))),
                java.util.List.of());
    }

    @Test
    void refusesAGivenSchemaThatIsNotEmpty() throws SQLException {
        DatabaseUrl url = restricted("app");
        PostgresDatabase.run(url, "CREATE TABLE logs (a int)");
        try (Connection connection = PostgresDatabase.connect(url)) {
            assertThatThrownBy(() -> space.lease(connection, url, SHORT))
                    .hasMessage("sql/migrate: connected database is not clean: found table \"logs\" in connected"
                            + " schema");
        }
        assertThat(PostgresDatabase.query(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'app'"))
                .containsExactly("logs");
    }

    /** A database as a user sees it who owns a schema and may not create databases. */
    private static DatabaseUrl restricted(String schema) {
        DatabaseUrl owner = limitedServer().url().withDatabase("given_" + NUMBER.incrementAndGet());
        PostgresDatabase.run(limitedServer().url(), "CREATE DATABASE " + owner.database());
        PostgresDatabase.run(owner, "GRANT CREATE ON DATABASE " + owner.database() + " TO limited");
        DatabaseUrl url = new DatabaseUrl(
                owner.scheme(),
                "limited",
                "limited",
                owner.host(),
                owner.port(),
                owner.path(),
                owner.query(),
                owner.rawQuery());
        PostgresDatabase.run(url, "CREATE SCHEMA " + schema);
        return url.withParameter("search_path", schema);
    }

    /** A server that knows such a user; the usual one's own user may not make roles. */
    private static synchronized PostgresServerProcess limitedServer() {
        if (server == null) {
            try {
                PostgresInstallation usual = PostgresInstallation.of(
                        MAJOR, PostgresArchive.find(MAJOR).orElseThrow());
                Path own = Files.createDirectory(folder.resolve("installation"));
                Files.createSymbolicLink(own.resolve("binaries"), usual.folder().resolve("binaries"));
                Folders.copy(usual.template(), own.resolve("template"));
                Files.copy(usual.folder().resolve("password"), own.resolve("password"));
                PostgresInstallation limited = new PostgresInstallation(own);
                limited.alone("template1", "CREATE ROLE limited LOGIN PASSWORD 'limited'\n");
                server = PostgresServerProcess.start(limited);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.stop();
        }
    }
}
