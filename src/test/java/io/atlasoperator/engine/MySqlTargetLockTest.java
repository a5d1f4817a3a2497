package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.LossyProxy;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two never work on a target of MySQL or MariaDB at a time, even if the server is still at what one has left. */
@NullUnmarked
class MySqlTargetLockTest {
    /** The command, and not the note that it is begun. */
    private static final String SENT = "\u0003";

    private static final String WIDER = "ALTER TABLE t ADD COLUMN b int;";
    /** Takes until whoever has changed a row of the table ends the transaction. */
    private static final String COPYING = "CREATE TABLE copy AS SELECT * FROM t;";

    private static final MigrationDirectory MIGRATIONS =
            MigrationEngineFixture.directory("1_a.sql", "CREATE TABLE made (a int);\n" + COPYING + "\n");

    private static final String HELD = "acquiring database lock: sql/schema: lock is held by other session: process ";

    private final Databases databases = new Databases(Dialects.all());
    private final DevDatabases devDatabases = new DevDatabases(databases, Duration.ZERO);
    private final SchemaEngine schemas = new JdbcSchemaEngine(databases, devDatabases, Clock.systemUTC());
    private final MigrationEngine migrations =
            new JdbcMigrationEngine(databases, devDatabases, Clock.systemUTC(), "v1.2.3");

    private static MySqlDatabase database(MySqlServers.Kind kind) {
        MySqlDatabase database = MySqlServers.database(kind);
        database.execute("CREATE TABLE t (a int)");
        return database;
    }

    private static Connection reader(MySqlDatabase database) throws SQLException {
        Connection reader = database.connect();
        reader.setAutoCommit(false);
        reader.createStatement().executeQuery("SELECT * FROM t").close();
        return reader;
    }

    private static Connection writer(MySqlDatabase database) throws SQLException {
        database.execute("INSERT INTO t VALUES (1)");
        Connection writer = database.connect();
        writer.setAutoCommit(false);
        writer.createStatement().execute("UPDATE t SET a = 2");
        return writer;
    }

    private static LossyProxy proxy(MySqlDatabase database, String text) throws Exception {
        DatabaseUrl url = database.url();
        return new LossyProxy(url.host(), Objects.requireNonNull(url.port()), text);
    }

    private static DatabaseUrl through(LossyProxy proxy, MySqlDatabase database) {
        DatabaseUrl url = database.url();
        return new DatabaseUrl(
                url.scheme(),
                url.user(),
                url.password(),
                "127.0.0.1",
                proxy.port(),
                url.path(),
                url.query(),
                url.rawQuery());
    }

    private SchemaApplyReport apply(MySqlDatabase database, DatabaseUrl target, Duration wait) {
        String wide = """
                schema "%1$s" {}
                table "t" {
                  schema = schema.%1$s
                  column "a" {
                    null = true
                    type = int
                  }
                  column "b" {
                    null = true
                    type = int
                  }
                }
                """.formatted(database.name());
        return schemas.apply(
                new SchemaApplyRequest(
                        target,
                        new StateSource.Hcl(List.of(new SourceFile("schema.hcl", wide)), java.util.Map.of()),
                        Optional.empty(),
                        Selection.ALL,
                        DiffPolicy.DEFAULT,
                        TxMode.FILE,
                        false,
                        wait),
                PlanGate.OPEN);
    }

    private MigrateApplyReport migrate(DatabaseUrl target, Duration wait) {
        MigrateApplyRequest usual = MigrateApplyRequest.of(target, MIGRATIONS);
        return migrations.apply(new MigrateApplyRequest(
                usual.target(),
                usual.directory(),
                usual.revisionsSchema(),
                usual.txMode(),
                usual.execOrder(),
                usual.baseline(),
                true,
                usual.amount(),
                usual.toVersion(),
                usual.dryRun(),
                // For the whole server, on which other tests run.
                lock(target),
                wait));
    }

    private static String lock(DatabaseUrl target) {
        return "lock_of_" + target.database();
    }

    private static String running(MySqlDatabase database) {
        return String.join(
                "",
                database.query("SELECT id FROM information_schema.processlist WHERE db = DATABASE()"
                        + " AND (info LIKE 'ALTER TABLE%' OR info LIKE 'CREATE TABLE copy%')"));
    }

    private static void awaitRunning(MySqlDatabase database) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> !running(database).isEmpty());
    }

    /** On MySQL a change gives up its waiting for a lock by itself once its client is gone, on MariaDB it does not. */
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void anApplyWhoseConnectionBrokeIsWaitedForByTheNext(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection reader = reader(database);
                LossyProxy proxy = proxy(database, SENT + "ALTER TABLE")) {
            SchemaApplyReport broken = apply(database, through(proxy, database), Duration.ofMinutes(1));
            assertThat(broken.inDoubt()).hasSize(1);
            assertThat(broken.kept()).isEmpty();
            assertThat(broken.pending()).isEmpty();

            CompletableFuture<SchemaApplyReport> next =
                    CompletableFuture.supplyAsync(() -> apply(database, database.url(), Duration.ofMinutes(1)));
            awaitRunning(database);
            reader.rollback();

            SchemaApplyReport finished = next.get(1, TimeUnit.MINUTES);
            assertThat(finished.failure()).isEmpty();
            assertThat(apply(database, database.url(), Duration.ofMinutes(1))
                            .plan()
                            .statements())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void whoHoldsTheLockIsNamed(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection reader = reader(database)) {
            CompletableFuture<SchemaApplyReport> first =
                    CompletableFuture.supplyAsync(() -> apply(database, database.url(), Duration.ofMinutes(1)));
            awaitRunning(database);

            assertThatThrownBy(() -> apply(database, database.url(), Duration.ofSeconds(1)))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(e.isTransient()).isTrue())
                    .hasMessageStartingWith(HELD)
                    .hasMessageContaining(" of root (");
            reader.rollback();
            assertThat(first.get(1, TimeUnit.MINUTES).failure()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aMigrationWhoseConnectionBrokeIsWaitedForAndThenNamed(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection writer = writer(database);
                LossyProxy proxy = proxy(database, SENT + "CREATE TABLE copy")) {
            MigrateApplyReport broken = migrate(through(proxy, database), Duration.ofMinutes(1));
            assertThat(broken.transientFailure()).isTrue();
            assertThat(broken.applied().getFirst().failure().orElseThrow().statement())
                    .isEqualTo(COPYING);
            awaitRunning(database);

            assertThatThrownBy(() -> migrate(database.url(), Duration.ofSeconds(1)))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith(HELD + running(database) + " of root (Query, for ")
                    .hasMessageEndingWith(" s: CREATE TABLE copy)");

            CompletableFuture<MigrateApplyReport> next =
                    CompletableFuture.supplyAsync(() -> migrate(database.url(), Duration.ofMinutes(1)));
            writer.rollback();
            assertThat(next.get(1, TimeUnit.MINUTES).error().orElseThrow())
                    .startsWith("sql/migrate: statement 2 from file \"1_a.sql\" was running when the last"
                            + " attempt was cut off, and it is not known whether it was executed: \"" + COPYING + "\"");
            assertThat(database.query("SELECT a FROM copy")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void revisionsAreNotSetWhileTheStatementOfAnotherStillRuns(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection other = database.connect()) {
            other.createStatement()
                    .execute("SELECT GET_LOCK('" + MigrateApplyRequest.DEFAULT_LOCK + "_statements', 60)");
            MigrateSetRequest request = new MigrateSetRequest(
                    database.url(), MIGRATIONS, Optional.empty(), Optional.of("1"), Duration.ofSeconds(1));

            assertThatThrownBy(() -> migrations.set(request))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith(HELD);
            other.close();
            assertThat(migrations.set(request).set()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void nobodyComesInBetweenWhenTheSessionOfTheLockIsLost(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection writer = writer(database)) {
            CompletableFuture<MigrateApplyReport> running =
                    CompletableFuture.supplyAsync(() -> migrate(database.url(), Duration.ofMinutes(1)));
            awaitRunning(database);
            String holder = database.query("SELECT IS_USED_LOCK('" + lock(database.url()) + "')")
                    .getFirst();
            assertThat(holder).isNotEqualTo(running(database));
            MySqlDatabase.run(database.server(), "KILL CONNECTION " + holder);
            Awaitility.await()
                    .until(() -> database.query("SELECT IS_FREE_LOCK('" + lock(database.url()) + "')")
                            .equals(List.of("1")));

            assertThatThrownBy(() -> migrate(database.url(), Duration.ofSeconds(1)))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith(HELD + running(database) + " of root (Query, for ");

            writer.rollback();
            assertThat(running.get(1, TimeUnit.MINUTES).error()).isEmpty();
            assertThat(migrate(database.url(), Duration.ofMinutes(1)).pending()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aMigrationIsNotRepeatedWhoseRowsNobodyCanUndo(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("CREATE TABLE log (line text) ENGINE = MyISAM");
            DatabaseUrl url = database.url();
            MigrationDirectory directory =
                    MigrationEngineFixture.directory("1_a.sql", "INSERT INTO log VALUES ('once');\n");
            try (LossyProxy proxy = proxy(database, SENT + "INSERT INTO log")) {
                MigrateApplyRequest usual = MigrateApplyRequest.of(through(proxy, database), directory);
                assertThat(migrations.apply(dirty(usual)).error()).isPresent();
                assertThat(proxy.hasCut()).isTrue();
            }
            assertThat(database.query("SELECT line FROM log")).containsExactly("once");

            assertThat(migrations
                            .apply(dirty(MigrateApplyRequest.of(url, directory)))
                            .error()
                            .orElseThrow())
                    .startsWith("sql/migrate: statement 1 from file \"1_a.sql\" was running when");
            assertThat(database.query("SELECT line FROM log")).containsExactly("once");
        }
    }

    private static MigrateApplyRequest dirty(MigrateApplyRequest usual) {
        return new MigrateApplyRequest(
                usual.target(),
                usual.directory(),
                usual.revisionsSchema(),
                usual.txMode(),
                usual.execOrder(),
                usual.baseline(),
                true,
                usual.amount(),
                usual.toVersion(),
                usual.dryRun(),
                usual.lockName(),
                usual.lockTimeout());
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aMigrationThatGoesOnHasTheSettingsOfItsFile(MySqlServers.Kind kind) {
        try (MySqlDatabase database = MySqlServers.database(kind);
                MySqlDatabase other = MySqlServers.database(kind)) {
            String file = "USE " + other.name() + ";\nSET @kept = 'yes';\n/*!40101 SET sql_mode = '' */;\n"
                    + "CREATE TABLE made (a varchar(100));\n";
            MigrateApplyRequest broken = MigrateApplyRequest.of(
                    database.url(), MigrationEngineFixture.directory("1_a.sql", file + "BROKEN;\n"));
            assertThat(migrations.apply(broken).error()).isPresent();

            MigrateApplyReport done = migrations.apply(MigrateApplyRequest.of(
                    database.url(),
                    MigrationEngineFixture.directory(
                            "1_a.sql",
                            file + "INSERT INTO made SELECT CONCAT(@kept, '-', @@sql_mode, '-', DATABASE());\n")));

            assertThat(done.error()).isEmpty();
            assertThat(done.applied().getFirst().skipped()).isEqualTo(4);
            assertThat(other.query("SELECT a FROM made")).containsExactly("yes--" + other.name());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aMigrationGivesWayToWhoeverHoldsTheTableAndNamesThem(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection reader = reader(database)) {
            MigrationEngine hasty = new JdbcMigrationEngine(
                    databases,
                    devDatabases,
                    Clock.systemUTC(),
                    "v1.2.3",
                    new LockPatience(Duration.ofSeconds(1), 2, Duration.ofMillis(10)));
            MigrationDirectory directory =
                    MigrationEngineFixture.directory("1_a.sql", "CREATE TABLE made (a int);\n" + WIDER + "\n");
            MigrateApplyReport stopped = hasty.apply(dirty(MigrateApplyRequest.of(database.url(), directory)));
            assertThat(stopped.transientFailure()).isTrue();
            assertThat(stopped.error().orElseThrow())
                    .contains(
                            "Lock wait timeout exceeded; try restarting transaction; ", "process ", " of root (Sleep");
            try (Session session = databases.open(database.url())) {
                Revision row =
                        RevisionStore.of(session, Optional.empty()).read().getFirst();
                assertThat(row.inDoubt()).isFalse();
                assertThat(row.applied()).isOne();
            }

            reader.rollback();
            assertThat(hasty.apply(dirty(MigrateApplyRequest.of(database.url(), directory)))
                            .error())
                    .isEmpty();
        }
    }
}
