package io.atlasoperator.engine;

import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.GoText;
import io.atlasoperator.project.TestCase;
import io.atlasoperator.project.TestStep;
import io.atlasoperator.source.SourceRange;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The run of one test in a leased dev database. For one thread, once. */
final class TestRun {
    private final DevDatabase.Lease lease;
    private final Session dev;
    private final StatementScanner scanner;
    private final TestMigrations migrations;
    private final TestRequest.Programs programs;
    private final Clock clock;
    private final List<TestResult.Note> notes = new ArrayList<>();

    TestRun(DevDatabase.Lease lease, TestMigrations migrations, TestRequest.Programs programs, Clock clock) {
        this.lease = lease;
        this.dev = lease.session();
        this.scanner = new StatementScanner(dev.dialect().syntax().scanner());
        this.migrations = migrations;
        this.programs = programs;
        this.clock = clock;
    }

    /** A step is not as it should be. */
    private static final class StepFailure extends Exception {
        private static final long serialVersionUID = 1L;

        StepFailure(String message) {
            super(message);
        }
    }

    /**
     * Runs the steps until one fails.
     *
     * @throws EngineException if it is no fault of the test that it can't go on
     */
    TestResult run(TestCase test) {
        Instant start = clock.instant();
        TestResult.Outcome outcome = TestResult.Outcome.PASS;
        for (TestStep step : test.steps()) {
            try {
                run(step);
            } catch (StepFailure e) {
                note(step.range(), String.valueOf(e.getMessage()));
                outcome = TestResult.Outcome.FAIL;
                break;
            }
        }
        return new TestResult(test.name(), outcome, Duration.between(start, clock.instant()), notes);
    }

    private void note(SourceRange range, String text) {
        notes.add(new TestResult.Note(range, text));
    }

    private void run(TestStep step) throws StepFailure {
        switch (step) {
            case TestStep.Log(SourceRange range, String message) -> note(range, message);
            case TestStep.Exec exec -> execute(exec);
            case TestStep.Catch expected -> expectFailure(expected);
            case TestStep.Assert question -> ask(question);
            case TestStep.MigrateTo(SourceRange range, String version) -> migrate(version);
            case TestStep.External external -> external(external);
        }
    }

    private void migrate(String version) throws StepFailure {
        Optional<String> failure = migrations.to(lease, version);
        if (failure.isPresent()) {
            throw new StepFailure("migrate: " + failure.get());
        }
    }

    private void execute(TestStep.Exec step) throws StepFailure {
        QueryAnswer answer;
        try {
            answer = answer(step.sql());
        } catch (SQLException e) {
            throw new StepFailure("exec: " + dev.describe(e));
        }
        expect("exec", step.expected(), answer.text(step.format()), output -> answer.is(output, step.format()));
    }

    private void external(TestStep.External step) throws StepFailure {
        String printed;
        try {
            printed = programs.output(step.program(), step.folder());
        } catch (HclFunctionException e) {
            throw new StepFailure("external: " + e.getMessage());
        }
        expect(
                "external",
                step.expected(),
                printed,
                output -> QueryAnswer.trimmed(output).equals(QueryAnswer.trimmed(printed)));
    }

    private static void expect(
            String step, TestStep.Expectation expected, String found, Function<String, Boolean> isSame)
            throws StepFailure {
        if (expected.output().isPresent() && !isSame.apply(expected.output().get())) {
            throw new StepFailure(step + ": the output is not as expected\n  expected:\n"
                    + indented(expected.output().get()) + "\n  actual:\n" + indented(found));
        }
        if (expected.match().isPresent()
                && !expected.match().get().matcher(found).find()) {
            throw new StepFailure(step + ": the output does not match "
                    + GoText.quote(expected.match().get().pattern()) + "\n  actual:\n" + indented(found));
        }
    }

    private static String indented(String text) {
        String shown = QueryAnswer.trimmed(text);
        return shown.isEmpty() ? "    (nothing)" : shown.indent(4).stripTrailing();
    }

    private void expectFailure(TestStep.Catch step) throws StepFailure {
        try {
            answer(step.sql());
        } catch (SQLException e) {
            String text = dev.describe(e);
            if (step.error().isPresent() && !step.error().get().matcher(text).find()) {
                throw new StepFailure("catch: the error does not match "
                        + GoText.quote(step.error().get().pattern()) + ": " + text);
            }
            return;
        }
        throw new StepFailure("catch: expected an error, but the statement succeeded");
    }

    private void ask(TestStep.Assert step) throws StepFailure {
        List<ScannedStatement> statements = scan(step.sql());
        if (statements.size() != 1) {
            throw new StepFailure("assert: one query is required, got " + statements.size() + " statements");
        }
        String query = statements.getFirst().text();
        stayInside(query);
        try {
            Optional<String> no = new CheckRun(dev, clock).no(query);
            if (no.isPresent()) {
                throw new StepFailure("assert: " + step.message().orElse(no.get()));
            }
        } catch (SQLException e) {
            throw new StepFailure("assert: " + dev.describe(requireStatementsOwn(e)));
        }
    }

    /** What the last query among the statements gives; an error of the server is thrown as it is. */
    private QueryAnswer answer(String sql) throws StepFailure, SQLException {
        QueryAnswer answer = QueryAnswer.NONE;
        for (ScannedStatement statement : scan(sql)) {
            String text = statement.text();
            stayInside(text);
            Optional<QueryAnswer> found;
            try {
                found = dev.work(() -> execute(text));
                // Some servers let a statement that was cancelled end as if nothing had happened, such as a pause.
                dev.interruption().requireNone();
            } catch (SQLException e) {
                throw requireStatementsOwn(e);
            }
            answer = found.orElse(answer);
        }
        return answer;
    }

    private Optional<QueryAnswer> execute(String text) throws SQLException {
        try (Statement statement = dev.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            if (!statement.execute(text)) {
                return Optional.empty();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return Optional.of(QueryAnswer.read(rows));
            }
        }
    }

    /** A failure that the statement is to blame for; any other, such as a lost connection, ends all tests. */
    private SQLException requireStatementsOwn(SQLException e) {
        String state = e.getSQLState();
        if (dev.interruption().isRaised() || state != null && state.startsWith("08")) {
            throw dev.failure(Reason.DEV_DATABASE, "dev database", e);
        }
        return e;
    }

    private List<ScannedStatement> scan(String sql) throws StepFailure {
        try {
            return scanner.scan(sql);
        } catch (SqlScanException e) {
            throw new StepFailure("the statements can't be told apart: " + e.getMessage());
        }
    }

    /** What a test makes beside its own place would stay there. */
    private void stayInside(String statement) throws StepFailure {
        Set<String> reached = dev.dialect().devSpace().reached(statement);
        if (dev.scope() instanceof Scope.OneSchema(String own)) {
            Optional<String> other =
                    reached.stream().filter(name -> !name.equals(own)).findFirst();
            if (other.isPresent()) {
                throw new StepFailure("the statement names the schema \"" + other.get()
                        + "\", but the dev URL is bound to one schema: leave the names of schemas out, or use a dev URL"
                        + " that is not bound to one");
            }
        }
        lease.claim(reached);
    }
}
