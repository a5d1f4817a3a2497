package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Reason;
import io.atlasoperator.operator.status.Scrubber;
import java.util.Optional;

/** Tells what an error of the engine means for an AtlasMigration. */
final class MigrationFailure {

    private MigrationFailure() {}

    /** What kept a run from beginning. */
    static Failure of(EngineException error, MigrationInputs read, Scrubber scrubber) {
        Reason reason = switch (error.reason()) {
            case URL -> Reason.READING_MIGRATION_DATA;
            case DEV_DATABASE -> read.dev().url().isPresent() ? Reason.MIGRATING : Reason.GETTING_DEV_DB;
            case CONNECT, DESIRED_STATE, INSPECT, PLAN, LOCK, DIRECTORY, REVISIONS, OPTION -> Reason.MIGRATING;
        };
        Failure.Retry retry = Failure.Retry.PERMANENT;
        if (error.isTransient()) {
            retry = reason == Reason.GETTING_DEV_DB ? Failure.Retry.PENDING : Failure.Retry.TRANSIENT;
        }
        return new Failure(
                reason,
                reason == Reason.GETTING_DEV_DB ? EventReason.GETTING_DEV_DB : EventReason.TRANSIENT_ERR,
                retry,
                scrubber.clean(String.valueOf(error.getMessage())));
    }

    /** What ended a run early, if anything did. */
    static Optional<Failure> of(Optional<String> error, boolean isTransient, Scrubber scrubber) {
        return error.map(message -> new Failure(
                Reason.MIGRATING,
                EventReason.TRANSIENT_ERR,
                isTransient ? Failure.Retry.TRANSIENT : Failure.Retry.PERMANENT,
                scrubber.clean(message)));
    }
}
