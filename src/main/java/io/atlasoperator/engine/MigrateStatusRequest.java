package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.MigrationDirectory;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks where a database stands.
 *
 * @param target the database
 * @param directory its migrations
 * @param revisionsSchema where the revisions table is, if not in its usual place
 */
public record MigrateStatusRequest(DatabaseUrl target, MigrationDirectory directory, Optional<String> revisionsSchema) {

    public MigrateStatusRequest {
        Objects.requireNonNull(target);
        Objects.requireNonNull(directory);
        Objects.requireNonNull(revisionsSchema);
    }
}
