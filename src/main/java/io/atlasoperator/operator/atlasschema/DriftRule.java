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
 * @param sparing which plans do not run though nobody looks for changes of others
 */
record DriftRule(
        boolean watched, boolean correction, boolean lossAllowed, Predicate<SchemaState> settled, Sparing sparing) {

    /** Which plans do not run, and why. */
    private record Sparing(Predicate<PlanProposal> plans, String reason) {
        static final Sparing NONE = new Sparing(plan -> false, "");
    }

    /** Somebody has asked for something: what differs is brought to the desired state, whoever changed it. */
    static final DriftRule ASKED = new DriftRule(false, true, true, state -> false, Sparing.NONE);

    /**
     * Nobody has asked for anything, and nobody looks for drift. What is missing is brought back, but a restart of the operator is no
     * reason to drop what came meanwhile.
     */
    static DriftRule unwatched(boolean lossAllowed, Predicate<SchemaState> settled) {
        return new DriftRule(
                false,
                true,
                lossAllowed,
                settled,
                new Sparing(
                        proposal -> !lossAllowed
                                && (losesSomething(proposal) || drops(proposal))
                                && settled.test(proposal.desired()),
                        "the database is not as declared, nothing that was asked for has changed, and to bring it back would drop"
                                + " something: nothing runs for now. The next change of the resource does it; what is to stay, put into the"
                                + " desired state or into spec.exclude. What would run:"));
    }

    /** The same where an operator that may not look at everything has left the target. */
    static DriftRule inherited(Predicate<SchemaState> settled) {
        return new DriftRule(
                false,
                true,
                false,
                settled,
                new Sparing(
                        proposal -> Predecessor.mayHaveMissed(proposal) && settled.test(proposal.desired()),
                        "the database differs from what is declared in what the operator before this one did not look at: nothing"
                                + " runs for now. Put what is to stay into the desired state or into spec.exclude. When the resource"
                                + " changes the rest runs, but what drops something is refused until then as in a first run."
                                + " What would run:"));
    }

    /** Where somebody looks for what others change. */
    static DriftRule watched(boolean correction, boolean lossAllowed, Predicate<SchemaState> settled) {
        return new DriftRule(true, correction, lossAllowed, settled, Sparing.NONE);
    }

    /** Whether others made the changes that a plan undoes, and somebody wants to know. */
    boolean isDrift(PlanProposal proposal) {
        return watched && settled.test(proposal.desired());
    }

    /** Whether nobody has asked for what a plan does, so that it does not run. */
    boolean spares(PlanProposal proposal) {
        return sparing.plans().test(proposal);
    }

    private static boolean drops(PlanProposal proposal) {
        return proposal.plan().changes().stream().anyMatch(DriftRule::drops);
    }

    private static boolean drops(Change change) {
        return switch (change) {
            case Change.DropSchema drop -> true;
            case Change.DropTable drop -> true;
            case Change.DropObject drop -> true;
            case Change.ModifyTable modify -> modify.changes().stream().anyMatch(DriftRule::isDrop);
            case Change.AddSchema other -> false;
            case Change.ModifySchema other -> false;
            case Change.AddObject other -> false;
            case Change.ModifyObject other -> false;
            case Change.RenameObject other -> false;
            case Change.AddTable other -> false;
            case Change.RenameTable other -> false;
        };
    }

    /** Whether a part of a table is dropped. */
    static boolean isDrop(TableChange change) {
        return change instanceof TableChange.DropColumn
                || change instanceof TableChange.DropIndex
                || change instanceof TableChange.DropForeignKey
                || change instanceof TableChange.DropCheck;
    }

    /** What such a plan would do, for people. */
    String spared(PlanProposal proposal) {
        return PlanSummary.of(sparing.reason(), proposal.plan());
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
