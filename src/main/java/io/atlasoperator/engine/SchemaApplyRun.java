package io.atlasoperator.engine;

import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.ObjectFilter;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One apply: the target is looked at, a plan is made, and run if the gate lets it. For one thread.
 *
 * @param target a session on the database
 * @param purpose what the desired state is read for
 * @param filter what is looked at, on both sides
 * @param state the desired state
 * @param progress is told what the run is at
 * @param clock tells when it ended
 * @param start when it began
 */
record SchemaApplyRun(
        SchemaApplyRequest request,
        PlanGate gate,
        Session target,
        StateLoader.Purpose purpose,
        ObjectFilter filter,
        DesiredState state,
        Progress progress,
        Clock clock,
        Instant start) {
    /** The indentation of what is shown to people and run on targets. */
    private static final String INDENT = "  ";

    /** With the lock in hand one look is enough: to look first without it, and then again, would take twice as long. */
    SchemaApplyReport withoutWaiting() {
        Realm desired = filter.apply(state.realm());
        Optional<TargetHold> hold = TargetHold.atOnce(target, request.lockName());
        if (hold.isEmpty()) {
            return lookFirst();
        }
        try (TargetHold held = hold.get()) {
            progress.doing("planning");
            Inspection now = look();
            Plan plan = plan(now, desired);
            tellUnmatched(now, state.realm(), plan);
            return plan.isEmpty() ? unchanged(plan, desired) : runLocked(now, desired, plan);
        }
    }

    /** Looks, tries the desired state out and plans; the lock is waited for only if there is something to do. */
    SchemaApplyReport lookFirst() {
        // Neither an unchanged target nor one that is only looked at needs a lock: looking often disturbs nobody.
        Optional<Inspection> seen = state.written().map(written -> look());
        Optional<Realm> held = seen.flatMap(current -> new TextualMatch(target, filter, request.policy())
                .find(current.realm(), untouched(current), state.written().orElseThrow()));
        if (held.isPresent()) {
            tellUnmatched(seen.orElseThrow(), state.written().orElseThrow(), Plan.EMPTY);
            return unchanged(Plan.EMPTY, held.get());
        }
        Realm desired;
        Inspection before;
        // The state is tried out on another database: the target is looked at in the meantime.
        try (Meanwhile<Inspection> looking = Meanwhile.begin(() -> seen.orElseGet(() -> look()))) {
            desired = filter.apply(state.realm());
            before = looking.get();
        }
        Plan plan = plan(before, desired);
        tellUnmatched(before, state.realm(), plan);
        if (plan.isEmpty() || request.dryRun()) {
            if (!plan.isEmpty()) {
                gate.planned(() -> proposal(before, desired, plan));
            }
            return unchanged(plan, desired);
        }
        progress.doing("waiting for the lock of the target");
        try (TargetHold hold = TargetHold.of(target, request.lockName(), request.lockTimeout())) {
            // Whoever held the lock before may have changed the target.
            Inspection now = look();
            Plan planned = planAgain(desired, before, now, plan);
            return planned.isEmpty() ? unchanged(planned, desired) : runLocked(now, desired, planned);
        }
    }

    private SchemaApplyReport runLocked(Inspection now, Realm desired, Plan planned) {
        PlanProposal proposal = proposal(now, desired, planned);
        progress.doing("");
        Optional<Plan> edited = gate.rewrite(proposal).map(text -> EditedPlan.of(planned, text, target.dialect()));
        Plan plan = edited.orElse(planned);
        gate.check(proposal.with(edited.isPresent() ? plan.shown() : plan));
        PlanRunner.Outcome outcome = new PlanRunner(target, LockPatience.USUAL, progress).run(plan, request.txMode());
        if (edited.isEmpty()) {
            if (outcome.failure().isEmpty()) {
                tellRepeated(desired, plan);
            }
            return report(plan, outcome, Plan.EMPTY, desired);
        }
        // Our own statements set no password; those that somebody typed may.
        Plan shown = plan.shown();
        PlanRunner.Outcome told = outcome.shown();
        if (outcome.failure().isPresent()) {
            return report(shown, told, Plan.EMPTY, desired);
        }
        try {
            return report(shown, told, planNow(desired), desired);
        } catch (EngineException e) {
            // What ran is to be told, whatever became of the second look.
            return report(shown, told.unseen(e), Plan.EMPTY, desired);
        }
    }

    private PlanProposal proposal(Inspection now, Realm desired, Plan plan) {
        return new PlanProposal(
                plan, PlanFindings.of(target, plan, request), state(filter.apply(now.realm())), state(desired));
    }

    /** Whoever applies the same again and again is told once that this changes something each time. */
    private void tellRepeated(Realm desired, Plan plan) {
        AsWritten written = new AsWritten(target, desired);
        if (!AsWritten.is(request.desired(), purpose, desired) || !written.mayRepeat(plan)) {
            return;
        }
        try {
            gate.undecided(AsWritten.repeated(planNow(desired)));
        } catch (EngineException e) {
            // What ran is told in any case; whatever fails here fails again at the next apply, and is told then.
        }
    }

    private SchemaState state(Realm realm) {
        return new SchemaState(target.dialect(), target.version(), target.scope(), realm);
    }

    private Inspection look() {
        return StateLoader.inspect(target, request.selection().schemas());
    }

    private Plan planAgain(Realm desired, Inspection before, Inspection now, Plan planned) {
        progress.doing("planning");
        if (!now.equals(before)) {
            return plan(now, desired);
        }
        // Others may have come to depend on a schema without a trace in what is looked at.
        DroppedSchemas.in(planned).requireNoDependents(target, planned);
        return planned;
    }

    private Plan planNow(Realm desired) {
        progress.doing("planning");
        return plan(look(), desired);
    }

    private Plan plan(Inspection current, Realm desired) {
        Untouched untouched = untouched(current);
        PlanOptions options = new PlanOptions(INDENT, StatePlanner.qualifier(target.scope()));
        Plan plan = StatePlanner.plan(target, current.realm(), untouched.in(desired), request.policy(), options);
        untouched.check(plan);
        EmptyStates.requireSomething(request.desired(), desired, plan);
        DroppedSchemas.in(plan).requireNoDependents(target, plan);
        return plan;
    }

    /** A pattern with a slip in it protects nothing, or lets nothing be looked at; what is hidden may lose what it needs. */
    private void tellUnmatched(Inspection current, Realm wanted, Plan plan) {
        List<String> unmatched = filter.unmatched(List.of(current.realm(), wanted), plan.isEmpty());
        if (!unmatched.isEmpty()) {
            gate.unmatched(unmatched);
        }
        if (!plan.isEmpty() && !current.hidden().isEmpty()) {
            gate.hidden(current.hidden());
        }
        if (!plan.isEmpty() && AsWritten.is(request.desired(), purpose, wanted)) {
            gate.undecided(new AsWritten(target, filter.apply(wanted)).undecided(current.realm()));
        }
    }

    private Untouched untouched(Inspection current) {
        return new Untouched(current, filter, !EmptyStates.isWanted(request.desired()));
    }

    private SchemaApplyReport unchanged(Plan plan, Realm desired) {
        return report(plan, PlanRunner.Outcome.NOTHING, Plan.EMPTY, desired);
    }

    private SchemaApplyReport report(Plan plan, PlanRunner.Outcome outcome, Plan remaining, Realm desired) {
        List<String> pending = plan.statements().stream()
                .map(Statement::text)
                .skip(outcome.applied().size())
                .toList();
        return new SchemaApplyReport(
                target.dialect().name(),
                target.target(),
                plan,
                outcome.applied(),
                pending,
                outcome.failure(),
                outcome.undone(),
                outcome.doubtful(),
                remaining,
                state(desired),
                start,
                clock.instant());
    }
}
