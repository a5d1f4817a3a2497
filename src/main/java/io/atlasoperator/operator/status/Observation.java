package io.atlasoperator.operator.status;

/** What the conditions are to tell. */
sealed interface Observation {

    /**
     * Work is under way, or something needed is awaited.
     *
     * @param readyReason reason of the Ready condition
     * @param ready message of the Ready condition
     * @param reason why the resource is not ready
     * @param detail message of the Reconciling condition
     */
    record Progressing(Reason readyReason, String ready, Reason reason, String detail) implements Observation {}

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
