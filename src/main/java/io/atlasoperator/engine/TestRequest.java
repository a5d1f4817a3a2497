package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.project.TestCase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks to run tests.
 *
 * @param dev where they run: an empty database
 * @param subject what they are about
 * @param tests the tests
 * @param programs runs the programs that tests name
 */
public record TestRequest(DatabaseUrl dev, Subject subject, List<Test> tests, Programs programs) {

    public TestRequest {
        Objects.requireNonNull(dev);
        Objects.requireNonNull(subject);
        tests = List.copyOf(tests);
        Objects.requireNonNull(programs);
    }

    /** What tests are about. */
    public sealed interface Subject {

        /** A state that each test finds. */
        record OfSchema(StateSource state) implements Subject {}

        /**
         * Migrations that tests run.
         *
         * @param revisionsSchema where the revisions table is, if not in its usual place
         */
        record OfDirectory(MigrationDirectory directory, Optional<String> revisionsSchema) implements Subject {}
    }

    /**
     * A test.
     *
     * @param outline what is known of it before it has a place to run
     * @param placed what it is where it runs, by the URL of that place
     */
    public record Test(TestCase outline, Function<String, TestCase> placed) {}

    /** Runs programs. */
    @FunctionalInterface
    public interface Programs {
        /**
         * Runs one to its end.
         *
         * @param program its name and arguments
         * @param folder where it runs; empty for the caller's own folder
         * @return what it printed
         * @throws io.atlasoperator.hcl.HclFunctionException if it can't be run or fails
         */
        String output(List<String> program, Optional<String> folder);
    }
}
