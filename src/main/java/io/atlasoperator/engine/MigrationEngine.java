package io.atlasoperator.engine;

/**
 * The versioned use cases. Safe for use by several threads. All methods throw {@link EngineException} for what is
 * wrong before the first statement runs.
 */
public interface MigrationEngine {

    /** Where a database stands; locks nothing and changes nothing. */
    MigrateStatusReport status(MigrateStatusRequest request);

    /** Runs what is pending. */
    MigrateApplyReport apply(MigrateApplyRequest request);

    /** Undoes what ran, unless something would be lost with it. */
    MigrateDownReport down(MigrateDownRequest request);

    /** Says by hand which files are done; runs none of them. */
    MigrateSetReport set(MigrateSetRequest request);
}
