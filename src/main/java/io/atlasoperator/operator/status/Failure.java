package io.atlasoperator.operator.status;

import java.util.Objects;

/**
 * A step that did not succeed.
 *
 * @param reason which one
 * @param event the event that tells of it
 * @param retry what happens next
 * @param message what is wrong and what to do, for people
 */
public record Failure(Reason reason, EventReason event, Retry retry, String message) {

    public Failure {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(event);
        Objects.requireNonNull(retry);
        message = message.strip();
    }

    /** What happens after a failure. */
    public enum Retry {
        /** It may go away by itself: tried again, ever more slowly. */
        TRANSIENT,
        /** Somebody has to change something: tried again twice soon, in case that is under way, then seldom. */
        PERMANENT,
        /** Trying again is no use, or does harm: looked at again seldom. */
        WAIT,
        /** A person has to decide; not counted as a failure, and looked at again seldom, in case the target changes. */
        DECISION,
        /** Something that is needed will be there soon; not counted as a failure. */
        PENDING
    }
}
