package io.atlasoperator.operator.status;

/** What the conditions are to tell. */
sealed interface Observation {

    /**
     * Work is under way, or something needed is awaited.
     *
     * @param reason why the resource is not ready
     * @param ready message of the Ready condition
     * @param detail message of the Reconciling condition
     */
    record Progressing(Reason reason, String ready, String detail) implements Observation {}

    /**
     * The resource is as wanted.
     *
     * @param message message of the Ready condition
     * @param drift what others changed since
     */
    record Reached(String message, Drift drift) implements Observation {}

    /**
     * A step failed.
     *
     * @param reason which one
     * @param message what is wrong
     */
    record Stuck(Reason reason, String message) implements Observation {}
}
