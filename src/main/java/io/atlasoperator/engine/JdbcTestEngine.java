package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.project.TestCase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tests over JDBC. */
final class JdbcTestEngine implements TestEngine {
    private static final int AT_ONCE = 4;

    private final Databases databases;
    private final DevDatabase devDatabase;
    private final MigrationEngine migrations;
    private final Clock clock;

    JdbcTestEngine(Databases databases, DevDatabase devDatabase, MigrationEngine migrations, Clock clock) {
        this.databases = databases;
        this.devDatabase = devDatabase;
        this.migrations = migrations;
        this.clock = clock;
    }

    @Override
    public void run(TestRequest request, Consumer<TestResult> told) {
        DatabaseUrl place = databases.bundled().resolve(request.dev());
        StateLoader loader = new StateLoader(databases, devDatabase);
        StateLoader.Purpose purpose;
        try (Session anchor = databases.open(place)) {
            purpose = loader.purpose(anchor, Optional.of(place), List.of());
        }
        Suite suite = new Suite(request, purpose, new StateMaker(databases, loader), place);
        List<TestRequest.Test> group = new ArrayList<>();
        for (TestRequest.Test test : request.tests()) {
            if (test.outline().isParallel() && !test.outline().isSkipped()) {
                group.add(test);
                continue;
            }
            suite.together(group, told);
            group.clear();
            told.accept(test.outline().isSkipped() ? skipped(test) : suite.one(test));
        }
        suite.together(group, told);
    }

    private static TestResult skipped(TestRequest.Test test) {
        return new TestResult(test.outline().name(), TestResult.Outcome.SKIP, Duration.ZERO, List.of());
    }

    /** One call of {@link #run}. */
    private final class Suite {
        private final TestRequest request;
        private final StateLoader.Purpose purpose;
        private final StateMaker maker;
        private final DatabaseUrl place;
        /** Whether each test has a place beside those of others; it is not known before one has run. */
        private volatile boolean isApart;

        Suite(TestRequest request, StateLoader.Purpose purpose, StateMaker maker, DatabaseUrl place) {
            this.request = request;
            this.purpose = purpose;
            this.maker = maker;
            this.place = place;
        }

        TestResult one(TestRequest.Test test) {
            try (DevDatabase.Lease lease = devDatabase.lease(
                    purpose.dialect(), purpose.version(), purpose.scope(), purpose.dev(), DevDatabase.Use.FREE)) {
                DatabaseUrl url = lease.session().url();
                isApart = !url.equals(place);
                switch (request.subject()) {
                    case TestRequest.Subject.OfSchema(StateSource state) -> maker.make(lease, state, purpose);
                    case TestRequest.Subject.OfDirectory _ -> DevScripts.readAsServer(lease.session());
                }
                TestCase placed = test.placed().apply(url.reveal());
                return new TestRun(lease, new TestMigrations(migrations, request.subject()), request.programs(), clock)
                        .run(placed);
            }
        }

        /** Runs tests that may run at once, as far as each has a place of its own. */
        void together(List<TestRequest.Test> tests, Consumer<TestResult> told) {
            if (tests.isEmpty()) {
                return;
            }
            told.accept(one(tests.getFirst()));
            List<TestRequest.Test> rest = List.copyOf(tests.subList(1, tests.size()));
            if (!isApart) {
                rest.forEach(test -> told.accept(one(test)));
                return;
            }
            try (ExecutorService threads =
                    Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
                List<Future<TestResult>> running = new ArrayList<>();
                rest.forEach(test -> running.add(threads.submit(() -> one(test))));
                for (Future<TestResult> test : running) {
                    told.accept(finished(test));
                }
            }
        }

        private static TestResult finished(Future<TestResult> test) {
            try {
                return test.get();
            } catch (ExecutionException e) {
                @Nullable Throwable cause = e.getCause();
                if (cause instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while tests ran", e);
            }
        }
    }
}
