package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.project.TransactionHook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks to run what is pending.
 *
 * @param target the database
 * @param directory its migrations
 * @param revisionsSchema where the revisions table is, if not in its usual place
 * @param txMode how statements are grouped into transactions
 * @param execOrder what to do with files added in between
 * @param baseline the version a database without revisions is taken to be at
 * @param allowDirty whether a database without revisions may hold tables
 * @param amount at most so many files
 * @param toVersion the last version to run
 * @param dryRun whether to run nothing
 * @param lockName name of the advisory lock
 * @param lockTimeout how long to wait for it
 * @param hooks what runs in each of its transactions
 */
public record MigrateApplyRequest(
        DatabaseUrl target,
        MigrationDirectory directory,
        Optional<String> revisionsSchema,
        TxMode txMode,
        ExecOrder execOrder,
        Optional<String> baseline,
        boolean allowDirty,
        Optional<Integer> amount,
        Optional<String> toVersion,
        boolean dryRun,
        String lockName,
        Duration lockTimeout,
        List<TransactionHook> hooks) {

    public MigrateApplyRequest {
        hooks = List.copyOf(hooks);
    }

    /** A run without hooks. */
    public MigrateApplyRequest(
            DatabaseUrl target,
            MigrationDirectory directory,
            Optional<String> revisionsSchema,
            TxMode txMode,
            ExecOrder execOrder,
            Optional<String> baseline,
            boolean allowDirty,
            Optional<Integer> amount,
            Optional<String> toVersion,
            boolean dryRun,
            String lockName,
            Duration lockTimeout) {
        this(
                target,
                directory,
                revisionsSchema,
                txMode,
                execOrder,
                baseline,
                allowDirty,
                amount,
                toVersion,
                dryRun,
                lockName,
                lockTimeout,
                List.of());
    }

    /** The lock name that the reference uses, so that both never work on one database at a time. */
    public static final String DEFAULT_LOCK = "atlas_migrate_execute";

    /** All pending files, one transaction each, in strict order. */
    public static MigrateApplyRequest of(DatabaseUrl target, MigrationDirectory directory) {
        return new MigrateApplyRequest(
                target,
                directory,
                Optional.empty(),
                TxMode.FILE,
                ExecOrder.LINEAR,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                DEFAULT_LOCK,
                Duration.ofSeconds(10));
    }
}
