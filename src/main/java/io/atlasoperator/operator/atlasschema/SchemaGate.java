package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.PlanGate;
import io.atlasoperator.engine.PlanProposal;
import io.atlasoperator.engine.PlanRejectedException;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Reason;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses plans that lose data: always on the first run, later where the policy says so; and those in which there is what a
 * project file calls an error. What passes is announced before it runs. Used for one apply.
 */
final class SchemaGate implements PlanGate {
    private static final String FIRST_RUN_NOTE =
            "To prevent accidental drop of resources, first run of a schema must not"
                    + " contain destructive changes.\n"
                    + "Read more: https://atlasgo.io/integrations/kubernetes/#destructive-changes";

    /** What the planner marks in its statements. */
    private static final Set<String> DROPS = Set.of("DS101", "DS102", "DS103", "DS107", "DS108");

    private final boolean firstRun;
    private final boolean destructiveRefused;
    private final boolean errorsRefused;
    private final Runnable announce;
    private final BiConsumer<EventReason, String> warn;
    private final DriftRule drift;
    private final Review review;
    private boolean approved;
    private @Nullable Failure refusal;
    private Optional<String> drifted = Optional.empty();
    private @Nullable SchemaState desired;

    /**
     * @param firstRun whether nothing was ever applied for the resource
     * @param destructiveRefused whether the policy refuses what loses data
     * @param errorsRefused whether one in which a rule of a project file finds an error is refused, rather than shown to a person
     * @param drift what is done about a plan that undoes what others did
     * @param review has a person approve the plan
     * @param announce called before a plan runs
     * @param warn told what the owner of the resource should know and nothing fails for
     */
    SchemaGate(
            boolean firstRun,
            boolean destructiveRefused,
            boolean errorsRefused,
            DriftRule drift,
            Review review,
            Runnable announce,
            BiConsumer<EventReason, String> warn) {
        this.firstRun = firstRun;
        this.destructiveRefused = destructiveRefused;
        this.errorsRefused = errorsRefused;
        this.drift = drift;
        this.review = review;
        this.announce = announce;
        this.warn = warn;
    }

    @Override
    public void check(PlanProposal proposal) {
        desired = proposal.desired();
        if (drift.isDrift(proposal)) {
            drifted = Optional.of(drift.summary(proposal));
            if (!drift.corrects(proposal)) {
                throw new PlanRejectedException("what others changed is not undone");
            }
        }
        boolean spared = drift.spares(proposal);
        if (spared && (firstRun || !review.isNeeded(proposal))) {
            drifted = Optional.of(drift.spared(proposal));
            throw new PlanRejectedException("nobody has asked for what would be done");
        }
        List<Diagnostic> found = firstRun ? proposal.drops() : proposal.destructive();
        if (!found.isEmpty() && (firstRun || destructiveRefused)) {
            String message = "destructive changes detected:\n" + String.join("\n", lines(proposal, found));
            refusal = firstRun
                    ? new Failure(
                            Reason.FIRST_RUN_DESTRUCTIVE,
                            EventReason.FIRST_RUN_DESTRUCTIVE,
                            Failure.Retry.WAIT,
                            message + "\n" + FIRST_RUN_NOTE)
                    : new Failure(Reason.LINT_POLICY_ERROR, EventReason.ERROR, Failure.Retry.WAIT, message);
            throw new PlanRejectedException(message);
        }
        List<String> errors = proposal.findings().unsilencedErrors().stream()
                .filter(error -> !error.code().startsWith(PlanProposal.DESTRUCTIVE))
                .map(error -> "- " + error.text() + " (" + error.code() + ")")
                .toList();
        if (errorsRefused && !errors.isEmpty()) {
            String message = "the lint rules of the project file refuse:\n" + String.join("\n", errors);
            refusal = new Failure(Reason.LINT_POLICY_ERROR, EventReason.ERROR, Failure.Retry.WAIT, message);
            throw new PlanRejectedException(message);
        }
        Optional<Failure> undecided = review.refusal(proposal);
        if (undecided.isPresent()) {
            refusal = undecided.get();
            throw new PlanRejectedException(refusal.message());
        }
        approved = review.isNeeded(proposal);
        announce.run();
    }

    /** Whether the plan ran because a person let it. */
    boolean approved() {
        return approved;
    }

    @Override
    public void unmatched(List<String> patterns) {
        warn.accept(
                EventReason.EXCLUDE_UNMATCHED,
                "spec.exclude: no name matches "
                        + patterns.stream()
                                .map(pattern -> "\"" + pattern + "\"")
                                .collect(Collectors.joining(", "))
                        + ", so nothing is left alone by it (schema.object.part; where the URL names one schema, object.part)");
    }

    @Override
    public void hidden(List<String> sentences) {
        sentences.forEach(sentence -> warn.accept(EventReason.MAY_BE_HIDDEN, sentence));
    }

    @Override
    public void undecided(List<String> sentences) {
        sentences.forEach(sentence -> warn.accept(EventReason.COMPARED_AS_TEXT, sentence));
    }

    /** The statements that drop something with its data, and in words what else is found. */
    private static List<String> lines(PlanProposal proposal, List<Diagnostic> found) {
        List<String> statements =
                proposal.destructiveStatements().stream().map(Statement::text).toList();
        List<String> shown = new ArrayList<>();
        for (Diagnostic one : found) {
            if (!DROPS.contains(one.code()) || statements.isEmpty()) {
                shown.add(one.text());
            } else if (!shown.containsAll(statements)) {
                shown.addAll(statements);
            }
        }
        return shown.stream().map(line -> "- " + line).toList();
    }

    /** What others had changed, if they are who did; undone unless the plan was refused. */
    Optional<String> drifted() {
        return drifted;
    }

    /** The state that the plan leads to; null as long as there is none. */
    @Nullable
    SchemaState desired() {
        return desired;
    }

    /** Why the plan was refused, if it was for more than that. */
    @Nullable
    Failure refusal() {
        return refusal;
    }
}
