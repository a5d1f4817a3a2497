package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.PlanProposal;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.operator.status.PlanSummary;
import java.util.function.Predicate;

/**
 * What is done about a plan that comes from no change of the resource, so from a change that others made to the target.
 *
 * @param correction whether the plan runs
 * @param lossAllowed whether it runs too if it loses data or drops an object
 * @param settled tells whether the target has been brought to a state before
 */
record DriftRule(boolean correction, boolean lossAllowed, Predicate<SchemaState> settled) {

    /** Where nobody looks for drift: what differs is brought to the desired state, whoever changed it. */
    static final DriftRule UNWATCHED = new DriftRule(true, true, state -> false);

    /** Whether others made the changes that a plan undoes. */
    boolean isDrift(PlanProposal proposal) {
        return settled.test(proposal.desired());
    }

    /** Whether a plan that undoes changes of others may run. */
    boolean corrects(PlanProposal proposal) {
        return correction && (lossAllowed || !losesSomething(proposal));
    }

    /** What a plan would undo, for people. */
    String summary(PlanProposal proposal) {
        String held = correction && !corrects(proposal)
                ? " It is not undone by itself, for that would lose something: drop what is not wanted by hand, or set"
                        + " spec.policy.lint.destructive.error to false."
                : "";
        return PlanSummary.of(
                "the database was changed since the schema was applied." + held + " To undo it:", proposal.plan());
    }

    private static boolean losesSomething(PlanProposal proposal) {
        return !proposal.losses().isEmpty() || !proposal.drops().isEmpty();
    }
}
