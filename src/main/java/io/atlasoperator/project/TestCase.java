package io.atlasoperator.project;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;

/**
 * A {@code test} block. One with {@code for_each} stands for several, called {@code name/1}, {@code name/2} and so on.
 *
 * @param kind what it is a test of
 * @param name what it is called
 * @param isSkipped whether it is told and not run
 * @param isParallel whether it may run beside others of its kind
 * @param steps what it does, in order, until one fails
 * @param range where it is written
 */
public record TestCase(
        Kind kind, String name, boolean isSkipped, boolean isParallel, List<TestStep> steps, SourceRange range) {

    /** What a test begins with. */
    public enum Kind {
        /** The desired state. */
        SCHEMA,
        /** An empty database, which migrations lead on from. */
        MIGRATE
    }

    public TestCase {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        steps = List.copyOf(steps);
        Objects.requireNonNull(range);
    }
}
