package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.engine.MigrateStatusRequest;

/**
 * What an AtlasMigration means once everything it refers to was read.
 *
 * @param request what the engine is asked for
 * @param hash hash of the target and the directory
 * @param downAllowed whether going back to an earlier version is allowed
 */
record MigrationInputs(MigrateApplyRequest request, String hash, boolean downAllowed) {

    /** The database. */
    DatabaseUrl target() {
        return request.target();
    }

    /** Asks where the database stands. */
    MigrateStatusRequest statusRequest() {
        return new MigrateStatusRequest(request.target(), request.directory(), request.revisionsSchema());
    }
}
