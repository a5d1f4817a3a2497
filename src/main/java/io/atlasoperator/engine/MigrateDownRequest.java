package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.DownGoal;
import io.atlasoperator.migrate.MigrationDirectory;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks to undo migrations.
 *
 * @param target the database
 * @param directory its migrations, those that are to be undone among them
 * @param dev where the states before and after are tried out, if the user named a place
 * @param revisionsSchema where the revisions table is, if not in its usual place
 * @param goal how far back to go
 * @param dryRun whether to change nothing
 * @param lockName name of the advisory lock
 * @param lockTimeout how long to wait for it
 */
public record MigrateDownRequest(
        DatabaseUrl target,
        MigrationDirectory directory,
        Optional<DatabaseUrl> dev,
        Optional<String> revisionsSchema,
        DownGoal goal,
        boolean dryRun,
        String lockName,
        Duration lockTimeout) {}
