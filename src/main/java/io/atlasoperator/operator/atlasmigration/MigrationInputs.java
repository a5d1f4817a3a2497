package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.engine.MigrateDownRequest;
import io.atlasoperator.engine.MigrateStatusRequest;
import io.atlasoperator.migrate.DownGoal;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.operator.target.DevTarget;
import java.time.Duration;
import java.util.Optional;

/**
 * What an AtlasMigration means once everything it refers to was read.
 *
 * @param request what the engine is asked for
 * @param hash hash of the target and the directory
 * @param downAllowed whether going back to an earlier version is allowed
 * @param resync how long after a look at the target the next one is due; empty means never
 * @param dev where states are tried out on the way back
 */
record MigrationInputs(
        MigrateApplyRequest request, String hash, boolean downAllowed, Optional<Duration> resync, DevTarget dev) {

    /** The database. */
    DatabaseUrl target() {
        return request.target();
    }

    /** Asks where the database stands. */
    MigrateStatusRequest statusRequest() {
        return new MigrateStatusRequest(request.target(), request.directory(), request.revisionsSchema());
    }

    /**
     * Asks to go back.
     *
     * @param directory the directory that the database was brought up to date with
     * @param version the version that stays
     */
    MigrateDownRequest downRequest(MigrationDirectory directory, String version) {
        return new MigrateDownRequest(
                request.target(),
                directory,
                dev.url(),
                request.revisionsSchema(),
                new DownGoal.ToVersion(version),
                false,
                request.lockName(),
                request.lockTimeout());
    }
}
