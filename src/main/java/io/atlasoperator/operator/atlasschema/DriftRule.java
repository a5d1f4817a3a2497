package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.engine.PlanProposal;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.operator.status.PlanSummary;
import java.util.function.Predicate;

/**
 * What is done about a plan that comes from no change of the resource, so from a change that others made to the target.
 *
 * @param watched whether anybody looks for such changes
 * @param correction whether the plan runs
 * @param lossAllowed whether it runs too if it loses data or drops an object
 * @param settled tells whether the target has been brought to a state before
 */
record DriftRule(boolean watched, boolean correction, boolean lossAllowed, Predicate<SchemaState> settled) {

    /** Somebody has asked for something: what differs is brought to the desired state, whoever changed it. */
    static final DriftRule ASKED = new DriftRule(false, true, true, state -> false);

    /**
     * Nobody has asked for anything, and nobody looks for drift. What differs is brought back, but a restart of the operator is no
     * reason to drop what came beside it.
     */
    static DriftRule unwatched(boolean lossAllowed, Predicate<SchemaState> settled) {
        return new DriftRule(false, true, lossAllowed, settled);
    }

    /** Whether others made the changes that a plan undoes, and somebody wants to know. */
    boolean isDrift(PlanProposal proposal) {
        return watched && settled.test(proposal.desired());
    }

    /** Whether all that a plan does is to drop, though nobody has asked for it: what is declared is there, beside more. */
    boolean spares(PlanProposal proposal) {
        return !watched
                && !lossAllowed
                && losesSomething(proposal)
                && !proposal.plan().changes().isEmpty()
                && proposal.plan().changes().stream().allMatch(DriftRule::isDrop)
                && settled.test(proposal.desired());
    }

    private static boolean isDrop(Change change) {
        return switch (change) {
            case Change.DropSchema drop -> true;
            case Change.DropTable drop -> true;
            case Change.DropObject drop -> true;
            case Change.ModifyTable modify -> modify.changes().stream().allMatch(DriftRule::isDrop);
            case Change.AddSchema other -> false;
            case Change.ModifySchema other -> false;
            case Change.AddObject other -> false;
            case Change.ModifyObject other -> false;
            case Change.RenameObject other -> false;
            case Change.AddTable other -> false;
            case Change.RenameTable other -> false;
        };
    }

    private static boolean isDrop(TableChange change) {
        return change instanceof TableChange.DropColumn
                || change instanceof TableChange.DropIndex
                || change instanceof TableChange.DropForeignKey
                || change instanceof TableChange.DropCheck;
    }

    /** What such a plan would do, for people. */
    static String spared(PlanProposal proposal) {
        return PlanSummary.of(
                "the database has more than is declared, and nothing that was asked for has changed: nothing is dropped for"
                        + " now. The next change of the resource drops it; if it is to stay, put it into the desired state"
                        + " or into spec.exclude. What would run:",
                proposal.plan());
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
