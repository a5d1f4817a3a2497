package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.SchemaApplyRequest;

/**
 * What an AtlasSchema means once everything it refers to was read.
 *
 * @param request what the engine is asked for
 * @param destructiveRefused whether a plan that loses data is refused
 */
record SchemaInputs(SchemaApplyRequest request, boolean destructiveRefused) {

    /** The database. */
    DatabaseUrl target() {
        return request.target();
    }
}
