package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.engine.Databases;
import io.atlasoperator.engine.DevDatabase;
import io.atlasoperator.engine.DevDatabases;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void aGivenSchemaIsAsItWasWhenTheOneWhoTriedSomethingOutIsGone() throws SQLException {
        DatabaseUrl url = restricted("app");
        try (Connection keeper = PostgresDatabase.connect(url)) {
            DevSpace.Lease abandoned = space.lease(keeper, url, SHORT);
            try (Connection crashing = PostgresDatabase.connect(abandoned.url())) {
                DevSpace.Trial trial = space.tryOut(crashing);
                assertThat(trial).isNotNull();
                run(crashing, "CREATE TABLE t (a serial PRIMARY KEY); CREATE TYPE e AS ENUM ('a')");
            }
        }

        try (Connection next = PostgresDatabase.connect(url);
                DevSpace.Lease lease = space.lease(next, url, Duration.ofSeconds(30))) {
            assertThat(lease.isReusable()).isFalse();
            assertThat(PostgresInspectorTest.inspect(next, url)).isEqualTo(emptyApp());
        }
    }

    @Test
    void aTrialInAGivenSchemaIsUndoneUnlessItsTransactionWasEnded() throws SQLException {
        DatabaseUrl url = restricted("app");
        try (Connection keeper = PostgresDatabase.connect(url)) {
            DevSpace.Lease first = space.lease(keeper, url, SHORT);
            try (Connection inside = PostgresDatabase.connect(url)) {
                DevSpace.Trial trial = space.tryOut(inside);
                run(inside, "CREATE TABLE t (a serial PRIMARY KEY)");
                assertThat(trial.undo()).isTrue();
            }
            first.release();
            assertThat(PostgresInspectorTest.inspect(keeper, url)).isEqualTo(emptyApp());

            DevSpace.Lease second = space.lease(keeper, url, SHORT);
            try (Connection inside = PostgresDatabase.connect(url)) {
                DevSpace.Trial trial = space.tryOut(inside);
                run(inside, "CREATE TABLE t (a serial PRIMARY KEY); COMMIT");
                assertThat(trial.undo()).isFalse();
            }
            second.close();
            assertThat(PostgresInspectorTest.inspect(keeper, url)).isEqualTo(emptyApp());
        }
    }

    /** Roles and their settings are the whole server's, and would be there for the next one even in another database. */
    @Test
    void aTrialLeavesNoRoles() throws SQLException {
        DatabaseUrl url = login(limitedServer().url(), "maker");
        String roles =
                "SELECT rolname || coalesce(s.setconfig::text, '') FROM pg_roles r LEFT JOIN pg_db_role_setting s"
                        + " ON s.setrole = r.oid ORDER BY 1";
        List<String> before = PostgresDatabase.query(url, roles);
        try (Connection keeper = PostgresDatabase.connect(url);
                DevSpace.Lease lease = space.lease(keeper, url, SHORT)) {
            for (int i = 0; i < 2; i++) {
                try (Connection inside = PostgresDatabase.connect(lease.url())) {
                    DevSpace.Trial trial = space.tryOut(inside);
                    run(
                            inside,
                            "CREATE ROLE trace; ALTER ROLE trace SET work_mem = '1MB'; ALTER ROLE maker SET"
                                    + " work_mem = '2MB'; CREATE TABLE t (a int); GRANT SELECT ON t TO trace");
                    assertThat(trial.undo()).isTrue();
                }
            }
        }

        assertThat(PostgresDatabase.query(url, roles)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (a int)|true",
                "CREATE UNIQUE INDEX i ON t (a)|true",
                "CREATE ROLE r|true",
                "SET search_path = a, b|true",
                "SELECT pg_catalog.set_config('search_path', '', false)|true",
                "INSERT INTO t VALUES (1)|true",
                "DO $$ BEGIN NULL; END $$|true",
                "CREATE INDEX CONCURRENTLY i ON t (a)|false",
                "DROP INDEX concurrently i|false",
                "begin|false",
                "COMMIT AND CHAIN|false",
                "ROLLBACK TO x|false",
                "RELEASE x|false",
                "PREPARE TRANSACTION 'x'|false",
                "VACUUM|false",
                "alter  system SET work_mem = 1|false",
                "CREATE DATABASE d|false",
                "DROP TABLESPACE s|false",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p|false",
                "LOAD 'x'|false",
                "SET LOCAL work_mem = 1|false",
                "SET CONSTRAINTS ALL IMMEDIATE|false",
                "SELECT set_config('search_path', 'a', true)|false",
                "SELECT set_config('search_path', f(), false)|false",
                "CREATE TEMP TABLE t (a int) ON COMMIT DROP|false",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u DEFERRABLE INITIALLY DEFERRED|false",
            })
    void knowsWhatCanBeUndone(String statement, boolean expected) {
        assertThat(space.canBeUndone(List.of("CREATE TABLE x (a int)", statement)))
                .isEqualTo(expected);
    }

    private static void run(Connection connection, String statements) throws SQLException {
        try (Statement running = connection.createStatement()) {
            running.setEscapeProcessing(false);
            running.execute(statements);
        }
    }

    private static io.atlasoperator.inspect.Inspection emptyApp() {
        return new io.atlasoperator.inspect.Inspection(
                new io.atlasoperator.schema.Realm(List.of(io.atlasoperator.schema.Schema.empty("app"))), List.of());
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

    @Test
    void aGivenSchemaIsLeftAsItWasHoweverMuchIsTriedOutInIt() throws SQLException {
        DatabaseUrl url = restricted("app");
        DevDatabases dev = new DevDatabases(new Databases(Dialects.all()), Duration.ZERO);
        try (DevDatabase.Lease lease = dev.lease(
                new PostgresDialect(),
                Optional.empty(),
                new Scope.OneSchema("app"),
                Optional.of(url),
                DevDatabase.Use.MUCH_UNDONE)) {
            assertThat(lease.session().connection().getAutoCommit()).isFalse();
            run(lease.session().connection(), "CREATE TABLE app.t (a int)");
        }
        assertThat(PostgresDatabase.query(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'app'"))
                .isEmpty();
    }

    /** A database as a user sees it who owns a schema and may not create databases. */
    private static DatabaseUrl restricted(String schema) {
        DatabaseUrl owner = limitedServer().url().withDatabase("given_" + NUMBER.incrementAndGet());
        PostgresDatabase.run(limitedServer().url(), "CREATE DATABASE " + owner.database());
        PostgresDatabase.run(owner, "GRANT CREATE ON DATABASE " + owner.database() + " TO limited");
        DatabaseUrl url = login(owner, "limited");
        PostgresDatabase.run(url, "CREATE SCHEMA " + schema);
        return url.withParameter("search_path", schema);
    }

    private static DatabaseUrl login(DatabaseUrl url, String user) {
        return new DatabaseUrl(
                url.scheme(), user, user, url.host(), url.port(), url.path(), url.query(), url.rawQuery());
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
                limited.alone(
                        "template1",
                        "CREATE ROLE limited LOGIN PASSWORD 'limited'\n"
                                + "CREATE ROLE maker LOGIN CREATEDB CREATEROLE PASSWORD 'maker'\n");
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
