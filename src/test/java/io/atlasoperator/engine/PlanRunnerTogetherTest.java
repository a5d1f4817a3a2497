package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a statement that fails among others that were handed to the server with it. */
class PlanRunnerTogetherTest {
    private static final int MANY = 200;

    private final Interruption interruption = new Interruption();
    private final Databases databases = new Databases(Dialects.all(), interruption);
    private PostgresDatabase database;

    @BeforeEach
    void start() {
        database = PostgresServers.database();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static List<String> tables(int count) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statements.add("CREATE TABLE t" + i + " (a int)");
        }
        return statements;
    }

    private static Plan plan(List<String> statements) {
        return new Plan(
                List.of(),
                statements.stream().map(text -> Statement.of(text, "change")).toList());
    }

    private List<String> found() {
        return PostgresDatabase.query(
                database.url(),
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");
    }

    private PlanRunner.Outcome run(List<String> statements) {
        try (Session session = databases.open(database.url())) {
            return new PlanRunner(session).run(plan(statements), TxMode.FILE);
        }
    }

    @Test
    void runsAllOfThem() {
        List<String> statements = tables(MANY);

        PlanRunner.Outcome outcome = run(statements);

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.applied()).isEqualTo(statements);
        assertThat(found()).hasSize(MANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE wrong (a no_such_type)",
                "CREATE TABEL wrong (a int)",
                "CREATE TABLE wrong (a int) garbage",
                "CREATE TABLE wrong AS SELECT 1 / (SELECT 0)",
                "CREATE TABLE wrong (a text DEFAULT '€', b no_such_type)",
            })
    void namesTheOneThatFailsAndWhatRanBeforeIt(String wrong) {
        for (int index : List.of(0, 33, 64, 65, MANY)) {
            List<String> statements = tables(MANY);
            statements.add(index, wrong);

            PlanRunner.Outcome outcome = run(statements);

            StatementFailure failure = outcome.failure().orElseThrow();
            assertThat(failure.statement()).isEqualTo(wrong);
            assertThat(failure.message()).startsWith("change: pq: ").doesNotContain("current transaction is aborted");
            assertThat(outcome.applied()).isEqualTo(statements.subList(0, index));
            assertThat(outcome.undone()).isEqualTo(index);
            assertThat(found()).isEmpty();
        }
    }

    @Test
    void tellsOfAConnectionThatIsLostInTheMiddle() {
        String deadly = "CREATE TABLE deadly AS SELECT pg_terminate_backend(pg_backend_pid())";
        List<String> statements = tables(MANY);
        statements.add(90, deadly);

        PlanRunner.Outcome outcome = run(statements);

        StatementFailure failure = outcome.failure().orElseThrow();
        assertThat(failure.statement()).isEqualTo(deadly);
        assertThat(failure.transientFailure()).isTrue();
        assertThat(outcome.applied()).isEqualTo(statements.subList(0, 90));
        assertThat(outcome.undone()).isEqualTo(90);
        assertThat(found()).isEmpty();
    }

    @Test
    void tellsOfAnInterruptionInTheMiddle() throws InterruptedException {
        String slow = "CREATE TABLE slow AS SELECT 1 AS a FROM pg_sleep(600)";
        List<String> statements = tables(MANY);
        statements.add(90, slow);
        Thread later = Thread.ofVirtual().start(() -> {
            String sleeping = "SELECT pid::text FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '"
                    + database.url().database() + "'";
            while (!Thread.currentThread().isInterrupted()) {
                if (!PostgresDatabase.query(database.url(), sleeping).isEmpty()) {
                    interruption.raise();
                    return;
                }
            }
        });

        PlanRunner.Outcome outcome = run(statements);
        later.interrupt();
        later.join();

        StatementFailure failure = outcome.failure().orElseThrow();
        assertThat(failure.statement()).isEqualTo(slow);
        assertThat(failure.message()).contains("interrupted");
        assertThat(outcome.applied()).isEqualTo(statements.subList(0, 90));
        assertThat(outcome.undone()).isEqualTo(90);
        assertThat(found()).isEmpty();
    }

    @Test
    void leavesTheSessionUsableAfterAFailure() throws SQLException {
        List<String> statements = tables(10);
        statements.add(5, "CREATE TABLE wrong (a no_such_type)");
        try (Session session = databases.open(database.url())) {
            assertThat(new PlanRunner(session)
                            .run(plan(statements), TxMode.FILE)
                            .failure())
                    .isPresent();
            assertThat(session.connection().getAutoCommit()).isTrue();

            assertThat(new PlanRunner(session)
                            .run(plan(tables(10)), TxMode.FILE)
                            .failure())
                    .isEmpty();
        }
        assertThat(found()).hasSize(10);
    }
}
