package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.operator.status.Failure;
import java.util.Optional;

/** How a run on one target ended. */
sealed interface SchemaOutcome {

    /** The target is as declared; maybe because changes of others were undone. */
    record Applied(SchemaApplyReport report, Optional<String> undone) implements SchemaOutcome {}

    /**
     * Others changed the target, and it stays like that.
     *
     * @param desired what is declared
     */
    record Drifted(String summary, SchemaState desired) implements SchemaOutcome {}

    /**
     * It ended early.
     *
     * @param begun whether statements ran, be it that they were undone
     */
    record Failed(Failure failure, boolean begun) implements SchemaOutcome {
        /** Nothing ran. */
        static Failed before(Failure failure) {
            return new Failed(failure, false);
        }
    }
}
