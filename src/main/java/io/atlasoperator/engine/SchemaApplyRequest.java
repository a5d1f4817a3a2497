package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.plan.TxMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks to make a database look as desired.
 *
 * @param target the database
 * @param desired the state wanted
 * @param dev the user's dev database
 * @param schemas the only schemas looked at; empty means all
 * @param exclude patterns of what to leave alone
 * @param policy which changes to leave out
 * @param txMode how statements are grouped into transactions
 * @param dryRun whether to stop before the first statement
 * @param lockTimeout how long to wait for whoever works on the same target
 */
public record SchemaApplyRequest(
        DatabaseUrl target,
        StateSource desired,
        Optional<DatabaseUrl> dev,
        List<String> schemas,
        List<String> exclude,
        DiffPolicy policy,
        TxMode txMode,
        boolean dryRun,
        Duration lockTimeout) {

    public SchemaApplyRequest {
        schemas = List.copyOf(schemas);
        exclude = List.copyOf(exclude);
    }
}
