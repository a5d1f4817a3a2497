package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Reason;
import io.atlasoperator.operator.status.Scrubber;

/** Tells what an error of the engine means for an AtlasSchema. Nothing was changed by it. */
final class EngineFailure {

    private EngineFailure() {}

    /**
     * @param firstRun whether nothing was ever applied for the resource
     * @param devNamed whether the user named a dev database
     */
    static Failure of(EngineException error, boolean firstRun, boolean devNamed, Scrubber scrubber) {
        Reason planning = firstRun ? Reason.VERIFYING_FIRST_RUN : Reason.APPLYING_SCHEMA;
        Reason reason = switch (error.reason()) {
            case URL, OPTION -> Reason.READ_SCHEMA;
            case DESIRED_STATE -> Reason.CALCULATING_HASH;
            case DEV_DATABASE -> devNamed ? Reason.CALCULATING_HASH : Reason.GETTING_DEV_DB;
            case CONNECT, INSPECT, PLAN, LOCK, DIRECTORY, REVISIONS -> planning;
        };
        Failure.Retry retry = Failure.Retry.PERMANENT;
        if (error.isTransient()) {
            retry = reason == Reason.GETTING_DEV_DB ? Failure.Retry.PENDING : Failure.Retry.TRANSIENT;
        }
        EventReason event = switch (reason) {
            case VERIFYING_FIRST_RUN, APPLYING_SCHEMA -> EventReason.ERROR;
            case GETTING_DEV_DB -> EventReason.GETTING_DEV_DB;
            default -> EventReason.TRANSIENT_ERR;
        };
        return new Failure(reason, event, retry, scrubber.clean(String.valueOf(error.getMessage())));
    }
}
