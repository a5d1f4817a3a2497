package io.atlasoperator.engine;

import java.util.function.Consumer;

/** Runs the tests of a schema or of migrations. Safe for use by several threads. */
public interface TestEngine {

    /**
     * Runs tests, each on a dev database of its own, and goes on with the others when one fails.
     *
     * @param told is given each result, in the order of the tests
     * @throws EngineException if the tests can't be run, such as because the state that they are about can't be made
     */
    void run(TestRequest request, Consumer<TestResult> told);
}
