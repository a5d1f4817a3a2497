package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.testing.LossyProxy;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a plan behaves when others hold locks of the tables it changes. */
class PlanRunnerLocksTest {
    private final Databases databases = new Databases(Dialects.all());
    private PostgresDatabase database;

    @BeforeEach
    void start() {
        database = PostgresServers.database(15);
        PostgresDatabase.run(database.url(), "CREATE TABLE t (a int); CREATE TABLE other (a int)");
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static Plan plan(String... statements) {
        return new Plan(
                List.of(),
                List.of(statements).stream()
                        .map(text -> Statement.of(text, "change"))
                        .toList());
    }

    @Test
    void givesWayAndTriesTheWholeTransactionAgain() throws Exception {
        try (Session session = databases.open(database.url());
                Connection reader = PostgresDatabase.connect(database.url())) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT * FROM t");
            Thread later = Thread.ofVirtual().start(() -> release(reader));

            PlanRunner.Outcome outcome = new PlanRunner(
                            session, new LockPatience(Duration.ofMillis(100), 50, Duration.ofMillis(50)))
                    .run(plan("ALTER TABLE other ADD b int", "ALTER TABLE t ADD b int"), TxMode.FILE);
            later.join();

            assertThat(outcome.failure()).isEmpty();
            assertThat(outcome.applied()).hasSize(2);
            assertThat(PostgresDatabase.query(database.url(), "SELECT current_setting('lock_timeout')"))
                    .containsExactly("0");
        }
    }

    private static void release(Connection reader) {
        try {
            Thread.sleep(600);
            reader.rollback();
        } catch (InterruptedException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesWhoHoldsTheLockAndChangesNothingWhenPatienceEnds() throws Exception {
        try (Session session = databases.open(database.url());
                Connection reader = PostgresDatabase.connect(database.url())) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT * FROM t");

            PlanRunner.Outcome outcome = new PlanRunner(
                            session, new LockPatience(Duration.ofMillis(50), 2, Duration.ofMillis(10)))
                    .run(plan("ALTER TABLE other ADD b int", "ALTER TABLE t ADD b int"), TxMode.FILE);

            StatementFailure failure = outcome.failure().orElseThrow();
            assertThat(failure.statement()).isEqualTo("ALTER TABLE t ADD b int");
            assertThat(failure.message()).contains("lock timeout", "idle in transaction");
            assertThat(failure.transientFailure()).isTrue();
            assertThat(outcome.undone()).isEqualTo(outcome.applied().size());
            assertThat(session.connection().getAutoCommit()).isTrue();
        }
    }

    /** Set for a role as it is here, for a database, or for the server. */
    @Test
    void respectsALimitThatSomebodySetForTheRole() {
        String name = database.url().database();
        PostgresDatabase.run(
                database.url(), "ALTER ROLE CURRENT_USER IN DATABASE " + name + " SET lock_timeout = '123ms'");
        try (Session session = databases.open(database.url())) {
            PlanRunner.Outcome outcome = new PlanRunner(
                            session, new LockPatience(Duration.ofHours(1), 2, Duration.ZERO))
                    .run(plan("CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS wait"), TxMode.FILE);

            assertThat(outcome.failure()).isEmpty();
            assertThat(PostgresDatabase.query(database.url(), "SELECT wait FROM seen"))
                    .containsExactly("123ms");
        }
    }

    @Test
    void aLimitOfTheRoleEndsTheWaitingToo() throws SQLException {
        String name = database.url().database();
        PostgresDatabase.run(
                database.url(), "ALTER ROLE CURRENT_USER IN DATABASE " + name + " SET lock_timeout = '50ms'");
        try (Session session = databases.open(database.url());
                Connection reader = PostgresDatabase.connect(database.url())) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT * FROM t");

            PlanRunner.Outcome outcome = new PlanRunner(
                            session, new LockPatience(Duration.ofHours(1), 2, Duration.ZERO))
                    .run(plan("ALTER TABLE t ADD b int"), TxMode.FILE);

            assertThat(outcome.failure().orElseThrow().message()).contains("lock timeout", "idle in transaction");
        }
    }

    @Test
    void aCommitWithoutAnAnswerIsInDoubt() throws Exception {
        DatabaseUrl url = database.url();
        try (LossyProxy proxy = new LossyProxy(url.host(), Objects.requireNonNull(url.port()), "COMMIT")) {
            DatabaseUrl through = new DatabaseUrl(
                    url.scheme(),
                    url.user(),
                    url.password(),
                    "127.0.0.1",
                    proxy.port(),
                    url.path(),
                    url.query(),
                    url.rawQuery());
            try (Session session = databases.open(through)) {
                PlanRunner.Outcome outcome = new PlanRunner(session)
                        .run(plan("CREATE TABLE made (a int)", "CREATE TABLE more (a int)"), TxMode.FILE);

                assertThat(outcome.doubtful()).isEqualTo(2);
                assertThat(outcome.undone()).isZero();
                StatementFailure failure = outcome.failure().orElseThrow();
                assertThat(failure.statement()).isEqualTo("COMMIT");
                assertThat(failure.message())
                        .contains("its statements may have taken effect; run it again, which looks first");
                assertThat(failure.transientFailure()).isTrue();
            }
            assertThat(proxy.hasCut()).isTrue();
            assertThat(PostgresDatabase.query(
                            url, "SELECT count(*) FROM pg_tables WHERE tablename IN ('made', 'more')"))
                    .containsExactly("2");
        }
    }

    @Test
    void refusesMoreChangesThanTheServerHasLocksFor() throws SQLException {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            changes.add(new Change.AddTable(
                    Table.builder(new QualifiedName("public", "t" + i)).build()));
        }
        try (Session session = databases.open(database.url())) {
            assertThatThrownBy(() -> new PlanRunner(session)
                            .run(new Plan(changes, List.of(Statement.of("SELECT 1", "none"))), TxMode.FILE))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("set max_locks_per_transaction to");
        }
    }
}
