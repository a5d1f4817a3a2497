package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.operator.devpod.DevPodOwner;
import java.util.Optional;

/**
 * What an AtlasSchema means once everything it refers to was read.
 *
 * @param request what the engine is asked for
 * @param destructiveRefused whether a plan that loses data is refused
 * @param devPod the pod that is to be run as dev database, if the spec describes one
 */
record SchemaInputs(SchemaApplyRequest request, boolean destructiveRefused, Optional<DevPodOwner.Described> devPod) {

    /** The database. */
    DatabaseUrl target() {
        return request.target();
    }
}
