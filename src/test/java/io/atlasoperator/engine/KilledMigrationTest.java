package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.postgres.PostgresDialect;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is killed at any moment and started again executes every statement exactly once. */
class KilledMigrationTest {
    private static final int FILES = 50;
    private static final int KILLS = 3;
    private static final int SIGKILLED = 128 + 9;
    private static final long SEED = 20261122;

    private final Databases databases = new Databases(new Dialects(List.of(new PostgresDialect())));

    /** Two changes of the schema and two rows in the log a file. */
    private static MigrationDirectory directory() {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            String version = "%03d".formatted(i);
            files.add(new SourceFile(
                    version + ".sql",
                    "CREATE TABLE t%1$s (id int);\nINSERT INTO log VALUES ('%1$s', 1);\n".formatted(version)
                            + "ALTER TABLE t%1$s ADD COLUMN c text;\nINSERT INTO log VALUES ('%1$s', 2);\n"
                                    .formatted(version)));
        }
        String sum = Checksum.of(MigrationDirectory.atlas("", files).files()).text();
        files.add(new SourceFile("atlas.sum", sum));
        return MigrationDirectory.atlas("file://migrations", files);
    }

    private static MigrateApplyRequest request(DatabaseUrl url, TxMode mode) {
        return new MigrateApplyRequest(
                url,
                directory(),
                Optional.empty(),
                mode,
                ExecOrder.LINEAR,
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                false,
                MigrateApplyRequest.DEFAULT_LOCK,
                Duration.ofMinutes(1));
    }

    /** The process that gets killed: the URL, which holds a password, comes in the environment. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) {
            DatabaseUrl url = DatabaseUrl.parse(System.getenv("VICTIM_URL"));
            Databases databases = new Databases(new Dialects(List.of(new PostgresDialect())));
            MigrateApplyReport report = new JdbcMigrationEngine(databases, Clock.systemUTC(), "v0.0.0")
                    .apply(request(url, TxMode.valueOf(args[0])));
            System.exit(report.error().isEmpty() ? 0 : 1);
        }
    }

    private static Process start(DatabaseUrl url, TxMode mode) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Victim.class.getName(),
                mode.name());
        builder.environment().put("VICTIM_URL", url.reveal());
        return builder.redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "NONE"})
    void executesEveryStatementOnceHoweverOftenItIsKilled(TxMode mode) throws Exception {
        Random random = new Random(SEED + mode.ordinal());
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            PostgresDatabase.run(url, "CREATE TABLE log (version text, statement int)");
            int killed = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                int logged = count(url);
                int left = 2 * FILES - logged;
                int enough = logged + random.nextInt(Math.max(1, left / 2));
                if (killWhenLogged(start(url, mode), url, enough, random) == SIGKILLED) {
                    killed++;
                }
            }
            assertThat(killed).as("runs that were killed").isPositive();
            assertThat(count(url)).as("statements that ran before").isPositive();
            MigrateApplyReport report;
            do {
                report = new JdbcMigrationEngine(databases, Clock.systemUTC(), "v0.0.0").apply(request(url, mode));
            } while (report.transientFailure());
            assertThat(report.error()).isEmpty();
            assertThat(values(url, "SELECT version || '.' || statement FROM log ORDER BY 1"))
                    .isEqualTo(everyStatement());
            assertThat(values(url, "SELECT version FROM atlas_schema_revisions WHERE applied = 4 AND total = 4"))
                    .hasSize(FILES);
        }
    }

    private int killWhenLogged(Process process, DatabaseUrl url, int enough, Random random) throws Exception {
        try (Session session = databases.open(url);
                Statement statement = session.connection().createStatement()) {
            while (process.isAlive()) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM log")) {
                    rows.next();
                    if (rows.getInt(1) > enough) {
                        break;
                    }
                }
            }
            TimeUnit.MICROSECONDS.sleep(random.nextInt(5_000));
            return process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> everyStatement() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            all.add("%03d.1".formatted(i));
            all.add("%03d.2".formatted(i));
        }
        return all;
    }

    private int count(DatabaseUrl url) throws SQLException {
        return Integer.parseInt(values(url, "SELECT count(*) FROM log").getFirst());
    }

    private List<String> values(DatabaseUrl url, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Session session = databases.open(url);
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
