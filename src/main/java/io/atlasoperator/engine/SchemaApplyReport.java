package io.atlasoperator.engine;

import io.atlasoperator.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an apply planned and did.
 *
 * @param driver name of the dialect
 * @param target the target, as reports show it
 * @param plan everything that was planned; empty if the target was as desired
 * @param applied texts of the statements that ran, the failing one not among them; after a rollback those that were
 *     undone are still listed
 * @param pending texts of the statements that did not run
 * @param failure what ended the run early, if something did
 * @param undone how many of the last statements in {@code applied} a failure undid
 * @param doubtful how many of the last statements in {@code applied} may have taken effect or not: the connection was lost
 *     while they were committed, or while the one ran that commits by itself
 * @param remaining what still leads to the desired state after a plan that somebody edited; empty if nothing does, and
 *     after any other plan
 * @param desired the desired state in canonical form
 * @param start when it began
 * @param end when it ended
 */
public record SchemaApplyReport(
        String driver,
        TargetUrl target,
        Plan plan,
        List<String> applied,
        List<String> pending,
        Optional<StatementFailure> failure,
        int undone,
        int doubtful,
        Plan remaining,
        SchemaState desired,
        Instant start,
        Instant end) {

    public SchemaApplyReport {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        Objects.requireNonNull(remaining);
    }

    /** The statements of which nobody knows whether their work stays. */
    public List<String> inDoubt() {
        return applied.subList(applied.size() - doubtful, applied.size());
    }

    /** The statements that ran and whose work stays. */
    public List<String> kept() {
        return applied.subList(0, applied.size() - undone - doubtful);
    }
}
