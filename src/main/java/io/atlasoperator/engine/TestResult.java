package io.atlasoperator.engine;

import io.atlasoperator.source.SourceRange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a test went.
 *
 * @param name what it is called
 * @param outcome how it ended
 * @param time how long it took
 * @param notes what it has to tell, in order; the last one of a failed test is why
 */
public record TestResult(String name, Outcome outcome, Duration time, List<Note> notes) {

    public TestResult {
        Objects.requireNonNull(name);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(time);
        notes = List.copyOf(notes);
    }

    /** How a test ends. */
    public enum Outcome {
        /** All that it expects is so. */
        PASS,
        /** Something is not so. */
        FAIL,
        /** It says that it is not to run. */
        SKIP
    }

    /**
     * A line of a test's report.
     *
     * @param range the step that says it
     * @param text may have several lines
     */
    public record Note(SourceRange range, String text) {}
}
