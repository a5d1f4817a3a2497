package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.Digest;
import io.atlasoperator.engine.PlanProposal;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.PlanSummary;
import io.atlasoperator.operator.status.Reason;
import io.atlasoperator.operator.status.Requests;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.project.LintPolicy;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has a person approve a plan before it runs: by an annotation that names the hash it is kept under. That covers the target,
 * the state that it is in, the statements, when something was applied last, and something random that goes when the plan has run: an
 * approval is good for one plan, one state and one time, whoever can write the status.
 *
 * @param level which plans need it; empty means none
 * @param resource whose annotations count
 * @param suffix tells the plans of several targets from each other; maybe empty
 * @param lastApplied when something was applied last, in seconds since 1970
 * @param shown the target, for people
 * @param target tells the target, and how a plan runs on it, from others
 * @param stateHash the hash of a state
 * @param plans where plans are kept for people to read
 */
record Review(
        Optional<LintPolicy.Review> level,
        AtlasSchema resource,
        String suffix,
        long lastApplied,
        String shown,
        String target,
        Function<SchemaState, String> stateHash,
        PlanStore plans) {
    /** Why a plan may not run, if it may not. */
    Optional<Failure> refusal(PlanProposal proposal) {
        if (!isNeeded(proposal)) {
            return Optional.empty();
        }
        PlanStore.Kept kept;
        try {
            kept = plans.keep(
                    resource,
                    suffix,
                    new ReviewedPlan(
                            shown,
                            digest(proposal),
                            proposal.plan().statements(),
                            proposal.findings().all()));
        } catch (ReferenceException e) {
            return Optional.of(new Failure(
                    Reason.APPROVAL_PENDING,
                    EventReason.ERROR,
                    e.isTransient() ? Failure.Retry.TRANSIENT : Failure.Retry.WAIT,
                    "the plan can't be kept for an approval: " + e.getMessage()));
        }
        if (names(Requests.REJECT, kept.hash())) {
            return Optional.of(new Failure(
                    Reason.PLAN_REJECTED,
                    EventReason.PLAN_REJECTED,
                    Failure.Retry.WAIT,
                    "the plan " + kept.hash() + " was rejected by the annotation " + Requests.REJECT
                            + ": change the desired state, or the database, or take the annotation away"));
        }
        return names(Requests.APPROVE, kept.hash()) ? Optional.empty() : Optional.of(pending(proposal, kept));
    }

    /** Says that an approved plan has run: it would need another approval to do so again. */
    void ran() {
        plans.remove(resource, suffix);
    }

    /** The same for nobody to be asked. */
    Review without() {
        return new Review(Optional.empty(), resource, suffix, lastApplied, shown, target, stateHash, plans);
    }

    /** Whether a person has to approve a plan. */
    boolean isNeeded(PlanProposal proposal) {
        return level.isPresent()
                && switch (level.get()) {
                    case ERROR ->
                        !proposal.losses().isEmpty()
                                || !proposal.findings().errors().isEmpty();
                    case WARNING -> !proposal.findings().all().isEmpty();
                    case ALWAYS -> true;
                };
    }

    /** Of several targets each has a plan of its own, so that there may be several hashes. */
    private boolean names(String annotation, String hash) {
        return Arrays.stream(Requests.of(resource, annotation).split(",", -1))
                .map(String::strip)
                .anyMatch(hash::equals);
    }

    private Failure pending(PlanProposal proposal, PlanStore.Kept kept) {
        String voided = Requests.of(resource, Requests.APPROVE).isEmpty()
                ? ""
                : " What was approved before is another plan, or was made for another state.";
        return new Failure(
                Reason.APPROVAL_PENDING,
                EventReason.APPROVAL_PENDING,
                Failure.Retry.DECISION,
                PlanSummary.of(
                        "Schema plan is waiting for approval: kubectl annotate atlasschema "
                                + resource.getMetadata().getName() + " -n "
                                + resource.getMetadata().getNamespace() + " --overwrite " + Requests.APPROVE + "="
                                + kept.hash() + " (or "
                                + Requests.REJECT + "); the whole plan is in " + kept.place() + "." + voided,
                        proposal.plan()));
    }

    private String digest(PlanProposal proposal) {
        Digest digest = new Digest()
                .field(target)
                .field(stateHash.apply(proposal.current()))
                .field(Long.toString(lastApplied));
        proposal.plan().statements().stream().map(Statement::text).forEach(digest::field);
        return digest.hex();
    }
}
