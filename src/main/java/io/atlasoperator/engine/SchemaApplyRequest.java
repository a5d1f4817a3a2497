package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.plan.TxMode;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks to make a database look as desired.
 *
 * @param target the database
 * @param desired the state wanted
 * @param dev the user's dev database
 * @param selection what is looked at, on both sides
 * @param policy which changes to leave out
 * @param txMode how statements are grouped into transactions
 * @param dryRun whether to stop before the first statement
 * @param lockTimeout how long to wait for whoever works on the same target
 * @param lockName what the lock is called that keeps others off
 * @param rules which findings of the analyzers are errors, and what else they look for
 */
public record SchemaApplyRequest(
        DatabaseUrl target,
        StateSource desired,
        Optional<DatabaseUrl> dev,
        Selection selection,
        DiffPolicy policy,
        TxMode txMode,
        boolean dryRun,
        Duration lockTimeout,
        String lockName,
        LintRules rules) {

    /** One under the lock that all others take, judged by the usual rules. */
    public SchemaApplyRequest(
            DatabaseUrl target,
            StateSource desired,
            Optional<DatabaseUrl> dev,
            Selection selection,
            DiffPolicy policy,
            TxMode txMode,
            boolean dryRun,
            Duration lockTimeout) {
        this(
                target,
                desired,
                dev,
                selection,
                policy,
                txMode,
                dryRun,
                lockTimeout,
                MigrateApplyRequest.DEFAULT_LOCK,
                LintRules.DEFAULT);
    }

    /** The same by other rules. */
    public SchemaApplyRequest judgedBy(LintRules other) {
        return new SchemaApplyRequest(
                target, desired, dev, selection, policy, txMode, dryRun, lockTimeout, lockName, other);
    }

    /** The same without its statements. */
    public SchemaApplyRequest asDryRun() {
        return new SchemaApplyRequest(
                target, desired, dev, selection, policy, txMode, true, lockTimeout, lockName, rules);
    }
}
