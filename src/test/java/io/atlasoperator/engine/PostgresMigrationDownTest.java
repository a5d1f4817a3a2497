package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.postgres.PostgresDialect;
import io.atlasoperator.migrate.DownGoal;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresMigrationDownTest extends MigrationDownContract {
    private final Databases databases = new Databases(new Dialects(List.of(new PostgresDialect())));
    private final PostgresDatabase database = PostgresServers.database();
    private final PostgresDatabase dev = PostgresServers.database();

    @BeforeEach
    void createSchema() {
        PostgresDatabase.run(database.url(), "CREATE SCHEMA app");
    }

    @AfterEach
    void drop() {
        database.close();
        dev.close();
    }

    @Override
    DatabaseUrl url() {
        return database.url("app");
    }

    @Override
    Databases databases() {
        return databases;
    }

    @Override
    Optional<DatabaseUrl> dev() {
        return Optional.of(dev.url());
    }

    private MigrateDownReport down(MigrationDirectory directory) {
        return engine().down(new MigrateDownRequest(
                database.url(),
                directory,
                dev(),
                Optional.empty(),
                new DownGoal.Amount(1),
                false,
                MigrateApplyRequest.DEFAULT_LOCK,
                Duration.ofSeconds(1)));
    }

    @Test
    void dropsASchemaThatOnlyHoldsWhatMigrationsMade() {
        PostgresDatabase.run(database.url(), "DROP SCHEMA app");
        MigrationDirectory directory = directory(
                "1_a.sql",
                "CREATE TABLE public.a (id int);",
                "2_s.sql",
                "CREATE SCHEMA s;\nCREATE TYPE s.mood AS ENUM ('good', 'bad');\nCREATE TABLE s.t (id int, m s.mood);");
        engine().apply(MigrateApplyRequest.of(database.url(), directory));
        PostgresDatabase.run(database.url(), "CREATE TABLE s.mine (id int)");
        assertThatThrownBy(() -> down(directory)).hasMessageContaining("table \"mine\" is there");
        PostgresDatabase.run(database.url(), "DROP TABLE s.mine", "INSERT INTO s.t VALUES (1, 'good')");
        assertThat(down(directory).error().orElseThrow()).contains("table \"t\" has rows");
        PostgresDatabase.run(database.url(), "DELETE FROM s.t");

        assertThat(down(directory).error()).isEmpty();

        assertThat(PostgresDatabase.query(database.url(), "SELECT nspname FROM pg_namespace WHERE nspname = 's'"))
                .isEmpty();
        assertThat(PostgresDatabase.query(
                        database.url(), "SELECT version FROM atlas_schema_revisions.atlas_schema_revisions"))
                .containsExactly("1");
    }

    @Test
    void waitsForWhoeverWritesAndThenSeesTheirRows() throws Exception {
        MigrationDirectory directory = directory("1_a.sql", "CREATE TABLE a (id int);");
        apply(directory);
        try (Connection writer = PostgresDatabase.connect(url());
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO a VALUES (1)");
            CompletableFuture<MigrateDownReport> report = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(() -> report.complete(engine().down(new MigrateDownRequest(
                            url(),
                            directory,
                            dev(),
                            Optional.empty(),
                            new DownGoal.Amount(1),
                            false,
                            MigrateApplyRequest.DEFAULT_LOCK,
                            Duration.ofSeconds(1)))));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !PostgresDatabase.query(database.url(), "SELECT pid FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            writer.commit();
            assertThat(report.get().error().orElseThrow()).contains("table \"a\" has rows");
        }
        assertThat(values("SELECT id FROM a")).containsExactly("1");
    }
}
