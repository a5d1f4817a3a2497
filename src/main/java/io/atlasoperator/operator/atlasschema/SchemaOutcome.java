package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.operator.status.Failure;
import java.util.Optional;

/** How a run on one target ended. */
sealed interface SchemaOutcome {

    /** The target is as declared; maybe because changes of others were undone. */
    record Applied(SchemaApplyReport report, Optional<String> undone) implements SchemaOutcome {}

    /** Others changed the target, and it stays like that. */
    record Drifted(String summary) implements SchemaOutcome {}

    /** It ended early. */
    record Failed(Failure failure) implements SchemaOutcome {}
}
