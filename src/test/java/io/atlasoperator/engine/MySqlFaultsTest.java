package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.testing.LossyProxy;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a plan for MySQL or MariaDB that others stop or hold up: exactly what ran, and who it was. */
@NullUnmarked
class MySqlFaultsTest {
    private static final String FIRST = "ALTER TABLE other ADD b int";
    private static final String SECOND = "ALTER TABLE t ADD b int";
    private static final String THIRD = "ALTER TABLE third ADD b int";

    private final Interruption interruption = new Interruption();
    private final Databases databases = new Databases(Dialects.all(), interruption);

    private static MySqlDatabase database(MySqlServers.Kind kind) {
        MySqlDatabase database = MySqlServers.database(kind);
        database.execute("CREATE TABLE t (a int)", "CREATE TABLE other (a int)", "CREATE TABLE third (a int)");
        return database;
    }

    private static Plan plan() {
        return new Plan(
                List.of(),
                List.of(Statement.of(FIRST, "first"), Statement.of(SECOND, "second"), Statement.of(THIRD, "third")));
    }

    /** A reader in a transaction: whoever would change the table waits for its end. */
    private static Connection reader(MySqlDatabase database) throws SQLException {
        Connection reader = database.connect();
        reader.setAutoCommit(false);
        reader.createStatement().executeQuery("SELECT * FROM t").close();
        return reader;
    }

    private static LockPatience patient() {
        return new LockPatience(Duration.ofMinutes(2), 1, Duration.ZERO);
    }

    /** The process that waits with the second statement. */
    private static String waiting(MySqlDatabase database) {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> process(database), id -> !id.isEmpty());
    }

    private static String process(MySqlDatabase database) {
        return String.join(
                "",
                database.query("SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info = '"
                        + SECOND + "'"));
    }

    private static List<String> changed(MySqlDatabase database) {
        return database.query("SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                + " AND column_name = 'b' ORDER BY 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void putsBackOnlyWhatItKnowsToMakeAgain(MySqlServers.Kind kind) throws Exception {
        String trigger = "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @g = 1";
        String query = "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()";
        try (MySqlDatabase database = database(kind);
                Session session = databases.open(database.url())) {
            database.execute(trigger);
            PlanRunner.Outcome put = replace(session, List.of(trigger));
            assertThat(put.undone()).isOne();
            assertThat(database.query(query)).containsExactly("g");

            PlanRunner.Outcome lost = replace(session, List.of());
            assertThat(lost.undone()).isZero();
            assertThat(lost.applied()).containsExactly("DROP TRIGGER g");
            assertThat(database.query(query)).isEmpty();
        }
    }

    private static PlanRunner.Outcome replace(Session session, List<String> reverse) {
        Statement drop = new Statement("DROP TRIGGER g", "drop", reverse, true, Set.of(Hazard.HALFWAY));
        PlanRunner.Outcome outcome = new PlanRunner(session, patient())
                .run(
                        new Plan(List.of(), List.of(drop, Statement.of("CREATE TRIGGER nonsense", "create"))),
                        TxMode.FILE);
        assertThat(outcome.failure()).isPresent();
        return outcome;
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void tellsWhatRanWhenItsConnectionIsKilled(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection reader = reader(database);
                Session session = databases.open(database.url())) {
            CompletableFuture<PlanRunner.Outcome> running =
                    CompletableFuture.supplyAsync(() -> new PlanRunner(session, patient()).run(plan(), TxMode.FILE));
            MySqlDatabase.run(database.server(), "KILL CONNECTION " + waiting(database));
            PlanRunner.Outcome outcome = running.get(1, TimeUnit.MINUTES);
            reader.rollback();

            StatementFailure failure = outcome.failure().orElseThrow();
            assertThat(failure.statement()).isEqualTo(SECOND);
            assertThat(failure.transientFailure()).as(failure.message()).isTrue();
            assertThat(outcome.applied().subList(0, outcome.applied().size() - outcome.doubtful()))
                    .containsExactly(FIRST);
            assertThat(outcome.undone()).isZero();
            assertThat(changed(database)).containsExactly("other");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aStatementWithoutAnAnswerIsInDoubt(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind)) {
            DatabaseUrl url = database.url();
            try (LossyProxy proxy = new LossyProxy(url.host(), Objects.requireNonNull(url.port()), SECOND);
                    Session session = databases.open(new DatabaseUrl(
                            url.scheme(),
                            url.user(),
                            url.password(),
                            "127.0.0.1",
                            proxy.port(),
                            url.path(),
                            url.query(),
                            url.rawQuery()))) {
                PlanRunner.Outcome outcome = new PlanRunner(session).run(plan(), TxMode.FILE);

                assertThat(outcome.applied()).containsExactly(FIRST, SECOND);
                assertThat(outcome.doubtful()).isOne();
                StatementFailure failure = outcome.failure().orElseThrow();
                assertThat(failure.statement()).isEqualTo(SECOND);
                assertThat(failure.message())
                        .startsWith("second: ")
                        .contains("so it may have taken effect, or the server may be at it still");
                assertThat(failure.transientFailure()).isTrue();
                assertThat(proxy.hasCut()).isTrue();
            }
            assertThat(changed(database)).containsExactly("other", "t");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void tellsWhatRanWhenTheServerStops(MySqlServers.Kind kind) throws Exception {
        DatabaseUrl server = MySqlServers.start(kind, List.of());
        MySqlDatabase.run(
                server,
                "CREATE DATABASE app",
                "CREATE TABLE app.t (a int)",
                "CREATE TABLE app.other (a int)",
                "CREATE TABLE app.third (a int)");
        Connection reader = MySqlDatabase.connect(server.withDatabase("app"));
        reader.setAutoCommit(false);
        reader.createStatement().executeQuery("SELECT * FROM t").close();
        try (Session session = databases.open(server.withDatabase("app"))) {
            CompletableFuture<PlanRunner.Outcome> running =
                    CompletableFuture.supplyAsync(() -> new PlanRunner(session, patient()).run(plan(), TxMode.FILE));
            Awaitility.await()
                    .until(() -> !MySqlDatabase.query(
                                    server,
                                    "SELECT id FROM information_schema.processlist WHERE info = '" + SECOND + "'")
                            .isEmpty());
            MySqlDatabase.run(server, "SHUTDOWN");
            PlanRunner.Outcome outcome = running.get(1, TimeUnit.MINUTES);

            StatementFailure failure = outcome.failure().orElseThrow();
            assertThat(failure.statement()).isEqualTo(SECOND);
            assertThat(failure.transientFailure()).as(failure.message()).isTrue();
            assertThat(outcome.applied().subList(0, outcome.applied().size() - outcome.doubtful()))
                    .containsExactly(FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void givesWayAndTriesAgainUntilTheLockIsThere(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection reader = reader(database);
                Session session = databases.open(database.url())) {
            CompletableFuture<PlanRunner.Outcome> running = CompletableFuture.supplyAsync(
                    () -> new PlanRunner(session, new LockPatience(Duration.ofSeconds(1), 100, Duration.ofMillis(10)))
                            .run(plan(), TxMode.FILE));
            waiting(database);
            // Between two tries nobody waits, so that others get at the table.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> process(database).isEmpty());
            reader.rollback();
            PlanRunner.Outcome outcome = running.get(1, TimeUnit.MINUTES);

            assertThat(outcome.failure()).isEmpty();
            assertThat(outcome.applied()).containsExactly(FIRST, SECOND, THIRD);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void namesWhoHoldsTheLockWhenPatienceEnds(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection reader = reader(database);
                Session session = databases.open(database.url())) {
            String holder;
            try (java.sql.ResultSet row = reader.createStatement().executeQuery("SELECT CONNECTION_ID()")) {
                row.next();
                holder = row.getString(1);
            }
            PlanRunner.Outcome outcome = new PlanRunner(
                            session, new LockPatience(Duration.ofSeconds(1), 2, Duration.ofMillis(10)))
                    .run(plan(), TxMode.FILE);
            reader.rollback();

            assertThat(outcome.applied()).containsExactly(FIRST);
            assertThat(outcome.doubtful()).isZero();
            StatementFailure failure = outcome.failure().orElseThrow();
            assertThat(failure.statement()).isEqualTo(SECOND);
            assertThat(failure.transientFailure()).isTrue();
            assertThat(failure.message())
                    .startsWith("second: Error 1205 (HY000): Lock wait timeout exceeded; try restarting transaction; ")
                    .contains(
                            kind.isMariaDb()
                                    ? "transactions are open, one of which may hold the lock: process " + holder
                                            + " of root"
                                    : "locks of tables are held by process " + holder + " of root (Sleep, for ")
                    .contains(kind.isMariaDb() ? "" : ", holds " + database.name() + ".t)");
        }
    }

    @Test
    void namesTheTableWhereMariaDbKeepsAccount() throws Exception {
        DatabaseUrl server = MySqlServers.start(
                MySqlServers.Kind.MARIADB11,
                List.of("--performance-schema=ON", "--performance-schema-instrument=wait/lock/metadata/sql/mdl=ON"));
        MySqlDatabase.run(
                server,
                "CREATE DATABASE app",
                "CREATE TABLE app.t (a int)",
                "CREATE TABLE app.other (a int)",
                "CREATE TABLE app.third (a int)");
        try (Connection reader = MySqlDatabase.connect(server.withDatabase("app"));
                Session session = databases.open(server.withDatabase("app"))) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("SELECT * FROM t").close();
            PlanRunner.Outcome outcome = new PlanRunner(
                            session, new LockPatience(Duration.ofSeconds(1), 1, Duration.ofMillis(10)))
                    .run(plan(), TxMode.FILE);

            assertThat(outcome.failure().orElseThrow().message())
                    .contains("; locks of tables are held by process ")
                    .endsWith(", holds app.t)");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void saysWhichRightsWouldShowWhoHoldsTheLock(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                MySqlAccount account = MySqlAccount.create(database, "ALL ON " + database.name() + ".*");
                Connection reader = reader(database);
                Session session = databases.open(account.url())) {
            PlanRunner.Outcome outcome = new PlanRunner(
                            session, new LockPatience(Duration.ofSeconds(1), 1, Duration.ofMillis(10)))
                    .run(plan(), TxMode.FILE);
            reader.rollback();

            assertThat(outcome.failure().orElseThrow().message())
                    .endsWith("who holds the lock is told to users who are granted PROCESS ON *.* and SELECT ON"
                            + " performance_schema.*");
        }
    }

    /** The account's own limit ends the waiting as ours would. */
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void respectsALimitInTheUrl(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection reader = reader(database);
                Session session = databases.open(database.url().withParameter("lock_wait_timeout", "1"))) {
            PlanRunner.Outcome outcome = new PlanRunner(session, patient()).run(plan(), TxMode.FILE);
            reader.rollback();

            assertThat(outcome.failure().orElseThrow().message()).contains("Lock wait timeout exceeded");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void anInterruptionCancelsTheStatementOnTheServer(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = database(kind);
                Connection reader = reader(database);
                Session session = databases.open(database.url())) {
            CompletableFuture<PlanRunner.Outcome> running =
                    CompletableFuture.supplyAsync(() -> new PlanRunner(session, patient()).run(plan(), TxMode.FILE));
            waiting(database);
            interruption.raise();
            PlanRunner.Outcome outcome = running.get(1, TimeUnit.MINUTES);

            assertThat(process(database)).isEmpty();
            reader.rollback();
            assertThat(outcome.failure().orElseThrow().message()).startsWith("second: interrupted");
            assertThat(outcome.applied()).containsExactly(FIRST);
            assertThat(outcome.doubtful()).isZero();
            assertThat(changed(database)).containsExactly("other");
        }
    }
}
