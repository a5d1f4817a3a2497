package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.PlanGate;
import io.atlasoperator.engine.PlanProposal;
import io.atlasoperator.engine.PlanRejectedException;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.api.v1alpha1.TargetStatus;
import io.atlasoperator.operator.preview.Preview;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.project.SpecConfig;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.status.StatusWriters;
import io.atlasoperator.operator.status.Step;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.project.LintPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what the operator would do with an AtlasSchema, by the operator's own rules, and does nothing. */
public final class SchemaPreview {
    private static final PlanStore NONE = new PlanStore() {
        @Override
        public Kept keep(AtlasSchema resource, String suffix, ReviewedPlan plan) {
            throw new IllegalStateException("a preview keeps no plan");
        }

        @Override
        public void remove(AtlasSchema resource, String suffix) {
            throw new IllegalStateException("a preview runs no plan");
        }
    };

    private final SchemaEngine engine;
    private final SchemaInputReader inputs;
    private final Approvals approvals;

    /**
     * @param engine plans
     * @param objects what resources refer to
     * @param permissions what their project files may do
     * @param minimum which plans need an approval whatever a resource says
     */
    public SchemaPreview(
            SchemaEngine engine,
            ObjectReader objects,
            ConfigPermissions permissions,
            Optional<LintPolicy.Review> minimum) {
        this.engine = engine;
        this.inputs = new SchemaInputReader(objects, permissions, new ResyncInterval(Duration.ZERO, () -> 0));
        this.approvals = new Approvals(minimum, NONE);
    }

    /**
     * What would be done to each of its databases.
     *
     * @param resource with the status that it has in the cluster, if it is there
     * @param isHistoryKnown whether the cluster was asked for that status
     */
    public List<Preview> of(AtlasSchema resource, boolean isHistoryKnown) {
        Scrubber scrubber = new Scrubber();
        return switch (inputs.read(resource, scrubber)) {
            case Step.Failed<SchemaWork>(Failure failure) ->
                List.of(Preview.failed("", scrubber.clean(failure.message())));
            case Step.Done<SchemaWork>(SchemaWork work) ->
                work.targets().stream()
                        .map(read -> preview(resource, read, work.several(), isHistoryKnown, scrubber))
                        .toList();
        };
    }

    private Preview preview(
            AtlasSchema resource, SchemaInputs read, boolean several, boolean isHistoryKnown, Scrubber scrubber) {
        String target = read.target().redacted();
        boolean firstRun = lastApplied(resource, read, several) == 0 || StatusWriters.isAnothers(resource);
        Look look = new Look(
                isHistoryKnown && firstRun,
                !isHistoryKnown,
                read.destructiveRefused(),
                Predecessor.isInherited(resource) ? DriftRule.inherited(state -> true) : DriftRule.ASKED,
                approvals.of(read, resource, several, 0, engine::hash));
        try {
            SchemaApplyReport report = engine.apply(read.request().asDryRun(), look);
            List<Preview.Part> parts = report.plan().isEmpty() || look.isSpared()
                    ? List.of()
                    : List.of(Preview.Part.of(report.plan(), scrubber));
            return new Preview(
                    target,
                    parts,
                    look.findings.stream().map(scrubber::clean).toList(),
                    Stream.concat(look.notes.stream(), SpecConfig.withoutEffect(resource.getSpec()).stream())
                            .map(scrubber::clean)
                            .toList(),
                    look.refusal().map(scrubber::clean));
        } catch (EngineException e) {
            boolean devNamed = read.request().dev().isPresent();
            return Preview.failed(
                    target, EngineFailure.of(e, firstRun, devNamed, scrubber).message());
        }
    }

    private static long lastApplied(AtlasSchema resource, SchemaInputs read, boolean several) {
        AtlasSchemaStatus status = resource.getStatus();
        if (status == null || !several) {
            return status == null ? 0 : status.lastApplied();
        }
        String name = read.target().redacted();
        return status.targets().stream()
                .filter(known -> known.target().equals(name))
                .mapToLong(TargetStatus::lastApplied)
                .findFirst()
                .orElse(0);
    }

    /** Asks the gate of the operator about a plan that does not run. */
    private static final class Look implements PlanGate {
        private final boolean isFirstRunPossible;
        private final Review review;
        private final List<String> findings = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final SchemaGate gate;

        Look(boolean firstRun, boolean isFirstRunPossible, boolean destructiveRefused, DriftRule rule, Review review) {
            this.isFirstRunPossible = isFirstRunPossible;
            this.review = review;
            this.gate = new SchemaGate(
                    firstRun,
                    destructiveRefused,
                    review.level().isEmpty(),
                    rule,
                    review.without(),
                    () -> {},
                    (reason, sentence) -> notes.add(sentence));
        }

        @Override
        public void check(PlanProposal proposal) {
            throw new PlanRejectedException("a preview runs nothing");
        }

        @Override
        public void planned(Supplier<PlanProposal> supplier) {
            PlanProposal proposal = supplier.get();
            proposal.findings().unsilenced().forEach(found -> findings.add(found.text() + " (" + found.code() + ")"));
            if (isFirstRunPossible && !proposal.drops().isEmpty()) {
                notes.add(
                        "Nothing may be dropped in the first run of a resource, and whether this is the first is not known.");
            }
            try {
                gate.check(proposal);
            } catch (PlanRejectedException e) {
                gate.drifted().ifPresent(notes::add);
                return;
            }
            if (review.isNeeded(proposal)) {
                notes.add("The plan will wait for an approval.");
            }
        }

        @Override
        public void unmatched(List<String> patterns) {
            gate.unmatched(patterns);
        }

        @Override
        public void hidden(List<String> sentences) {
            gate.hidden(sentences);
        }

        @Override
        public void undecided(List<String> sentences) {
            gate.undecided(sentences);
        }

        /** Whether the plan does not run, and nothing is wrong with that. */
        boolean isSpared() {
            return gate.drifted().isPresent() && gate.refusal() == null;
        }

        Optional<String> refusal() {
            @Nullable Failure refusal = gate.refusal();
            return Optional.ofNullable(refusal).map(Failure::message);
        }
    }
}
