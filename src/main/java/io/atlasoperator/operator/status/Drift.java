package io.atlasoperator.operator.status;

/** What is known of changes that others made to a target after it was as declared. */
public sealed interface Drift {
    /** Nobody looks for them. */
    record Unwatched() implements Drift {}

    /** There are none. */
    record None() implements Drift {}

    /**
     * There are some, and they stay.
     *
     * @param summary what would undo them, in short
     */
    record Found(String summary) implements Drift {}

    /**
     * Nobody can say.
     *
     * @param reason why not
     */
    record Unknown(String reason) implements Drift {}

    /** The look was cut off before it came to an end: what was known before still is. */
    record Unlooked() implements Drift {}
}
