package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.MigrationDirectory;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks to write down that the files up to a version are done, and those after it are not.
 *
 * @param target the database
 * @param directory its migrations
 * @param revisionsSchema where the revisions table is, if not in its usual place
 * @param version the version; without one it is that of the last file, and if there are no files all revisions go
 * @param lockTimeout how long to wait for others that work on the database
 */
public record MigrateSetRequest(
        DatabaseUrl target,
        MigrationDirectory directory,
        Optional<String> revisionsSchema,
        Optional<String> version,
        Duration lockTimeout) {}
