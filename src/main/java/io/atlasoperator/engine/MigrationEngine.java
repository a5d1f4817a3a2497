package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import java.time.Duration;

/**
 * The versioned use cases. Safe for use by several threads. All methods throw {@link EngineException} for what is
 * wrong before the first statement runs.
 */
public interface MigrationEngine {

    /** Where a database stands; locks nothing and changes nothing. */
    MigrateStatusReport status(MigrateStatusRequest request);

    /** Runs what is pending. What is wrong with a file or its revision is in the report, and then nothing is begun. */
    MigrateApplyReport apply(MigrateApplyRequest request);

    /** Undoes what ran, unless something would be lost with it. */
    MigrateDownReport down(MigrateDownRequest request);

    /**
     * Keeps others who write to a migration directory with the same dev database out, until what is returned is closed.
     *
     * @param dev the dev database, on whose server the lock is
     * @param timeout how long to wait for others
     */
    Held hold(DatabaseUrl dev, Duration timeout);

    /** Something that is held for a while. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Says by hand which files are done; runs none of them. */
    MigrateSetReport set(MigrateSetRequest request);
}
