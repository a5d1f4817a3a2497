package io.atlasoperator.project;

import io.atlasoperator.migrate.ExecOrder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code migration} block of an environment.
 *
 * @param dir URL of the directory
 * @param exclude patterns of objects that migrations do not manage
 * @param format format of the directory: {@code atlas}, {@code flyway} …
 * @param baseline version the target is at when there is no history yet
 * @param execOrder what to do with files out of order
 * @param lockTimeout how long to wait for the lock
 * @param revisionsSchema schema of the table of revisions
 */
public record MigrationSettings(
        Optional<String> dir,
        List<String> exclude,
        Optional<String> format,
        Optional<String> baseline,
        Optional<ExecOrder> execOrder,
        Optional<Duration> lockTimeout,
        Optional<String> revisionsSchema) {

    /** Nothing is said. */
    public static final MigrationSettings NONE = new MigrationSettings(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public MigrationSettings {
        Objects.requireNonNull(dir);
        exclude = List.copyOf(exclude);
        Objects.requireNonNull(format);
        Objects.requireNonNull(baseline);
        Objects.requireNonNull(execOrder);
        Objects.requireNonNull(lockTimeout);
        Objects.requireNonNull(revisionsSchema);
    }
}
