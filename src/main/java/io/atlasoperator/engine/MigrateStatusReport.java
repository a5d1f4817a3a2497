package io.atlasoperator.engine;

import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import java.util.List;
import java.util.Optional;

/**
 * Where a database stands.
 *
 * @param driver name of the dialect
 * @param target the database
 * @param available all files, in order
 * @param outOfOrder files added between files already applied
 * @param pending files that the next apply runs
 * @param applied the revisions, in order of their versions
 * @param current current version, or empty
 * @param next next version, or empty
 * @param count statements of the current version that ran
 * @param total statements of the current version
 * @param status {@code OK} or {@code PENDING}
 * @param error what the last attempt failed with, if it did, or what is out of order
 * @param sql the statement it failed at
 */
public record MigrateStatusReport(
        String driver,
        TargetUrl target,
        List<MigrationFile> available,
        List<MigrationFile> outOfOrder,
        List<MigrationFile> pending,
        List<Revision> applied,
        String current,
        String next,
        int count,
        int total,
        String status,
        Optional<String> error,
        Optional<String> sql) {

    public MigrateStatusReport {
        available = List.copyOf(available);
        outOfOrder = List.copyOf(outOfOrder);
        pending = List.copyOf(pending);
        applied = List.copyOf(applied);
    }
}
