package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.PlanRejectedException;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.devpod.DevPodOwner;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.ReferenceEventSource;
import io.atlasoperator.operator.ref.ReferenceIndex;
import io.atlasoperator.operator.ref.SpecReferences;
import io.atlasoperator.operator.status.Drift;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Reason;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.status.StatusKeeper;
import io.atlasoperator.operator.status.Step;
import io.atlasoperator.operator.status.Telemetry;
import io.atlasoperator.operator.status.UnexpectedFailure;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.SideBySide;
import io.atlasoperator.operator.target.TargetSlots;
import io.atlasoperator.operator.target.Urgency;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes databases look as AtlasSchemas declare, and says in their statuses how that went. */
public final class AtlasSchemaReconciler implements Reconciler<AtlasSchema> {
    /** The controller's name. */
    public static final String NAME = "atlasschema";

    /** The Ready message that Argo CD reads as progress. */
    private static final String IN_PROGRESS = "Reconciling";

    private static final String APPLIED = "The schema has been applied successfully.";

    private final SchemaEngine engine;
    private final Consumer<HasMetadata> atRest;
    private final SchemaInputReader inputs;
    private final Approvals approvals;
    private final ReferenceIndex references;
    private final TargetSlots slots;
    private final Telemetry telemetry;
    private final StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper;
    private final Clock clock;

    /** The targets of resources whose status can't hold them: definitions of the reference know no such field, and drop it. */
    private final Map<String, String> targets = new ConcurrentHashMap<>();

    /**
     * @param engine does the work
     * @param atRest is told of each resource that is as wanted, or gone
     */
    public AtlasSchemaReconciler(
            SchemaEngine engine,
            Consumer<HasMetadata> atRest,
            ObjectReader objects,
            ConfigPermissions permissions,
            ResyncInterval resync,
            Approvals approvals,
            ReferenceIndex references,
            TargetSlots slots,
            Telemetry telemetry,
            StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper,
            Clock clock) {
        this.engine = engine;
        this.atRest = atRest;
        this.inputs = new SchemaInputReader(objects, permissions, resync);
        this.approvals = approvals;
        this.references = references;
        this.slots = slots;
        this.telemetry = telemetry;
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, AtlasSchema>> prepareEventSources(EventSourceContext<AtlasSchema> context) {
        return List.of(new ReferenceEventSource<>(NAME, references, this::forget));
    }

    @Override
    public UpdateControl<AtlasSchema> reconcile(AtlasSchema resource, Context<AtlasSchema> context) {
        UpdateControl<AtlasSchema> control = UpdateControl.noUpdate();
        try {
            telemetry.reconciling(resource, () -> reconcile(resource)).ifPresent(control::rescheduleAfter);
        } catch (LinkageError | StackOverflowError e) {
            // The framework takes only exceptions for failures and would never come back to the resource.
            throw new IllegalStateException("reconciling failed: " + e, e);
        } finally {
            keeper.over(resource);
        }
        return control;
    }

    private void forget(HasMetadata resource) {
        keeper.forget(resource);
        targets.remove(resource.getMetadata().getUid());
        // Whoever tells of it has others to tell of, and the cluster may be slow.
        Thread.startVirtualThread(() -> atRest.accept(resource));
    }

    /**
     * Reconciles one resource.
     *
     * @return when to do it again; empty means when something changes
     */
    Optional<Duration> reconcile(AtlasSchema resource) {
        if (resource.isMarkedForDeletion()) {
            return Optional.empty();
        }
        references.set(
                dependent(resource), SpecReferences.of(resource.getMetadata().getNamespace(), resource.getSpec()));
        Scrubber scrubber = new Scrubber();
        AtlasSchemaStatus status = announceGeneration(resource);
        return switch (telemetry.during(resource, Telemetry.Phase.READ, () -> inputs.read(resource, scrubber))) {
            case Step.Failed<SchemaWork>(Failure failure) -> fail(resource, status, failure);
            case Step.Done<SchemaWork>(SchemaWork work) ->
                work.several()
                        ? applyAll(resource, status, work.targets(), scrubber)
                        : apply(resource, status, work.targets().getFirst(), scrubber);
        };
    }

    /** Says at once that a generation is being worked on which was not looked at before. */
    private AtlasSchemaStatus announceGeneration(AtlasSchema resource) {
        AtlasSchemaStatus status = keeper.current(resource);
        return keeper.isKnown(resource, status) ? status : keeper.begun(resource, status, IN_PROGRESS);
    }

    private Optional<Duration> apply(
            AtlasSchema resource, AtlasSchemaStatus status, SchemaInputs read, Scrubber scrubber) {
        Announcement announcement = new Announcement(resource, status);
        DriftRule rule = driftRule(read, resource, status);
        Review review = approvals.of(read, resource, false, status.lastApplied(), engine::hash);
        SchemaOutcome outcome = turn(read, announcement, status.lastApplied() == 0, rule, review, scrubber)
                .orElse(null);
        if (outcome == null) {
            return Optional.empty();
        }
        switch (outcome) {
            case SchemaOutcome.Failed(Failure failure, boolean begun) -> {
                if (!begun) {
                    return fail(resource, announcement.status, failure);
                }
                // What is left half done is no drift, even where the former state is wanted again.
                targets.remove(resource.getMetadata().getUid());
                return keeper.failed(
                        resource, announcement.status, announcement.status.withTarget(""), failure, limit(resource));
            }
            case SchemaOutcome.Applied(SchemaApplyReport report, Optional<String> undone) -> {
                finish(resource, announcement.status, read, report, scrubber);
                undone.ifPresent(summary -> keeper.corrected(resource, summary));
            }
            case SchemaOutcome.Drifted(String summary) ->
                keeper.looked(resource, announcement.status, announcement.status, APPLIED, new Drift.Found(summary));
        }
        atRest.accept(resource);
        return read.resync();
    }

    /** All targets, whatever becomes of the others; then all of it is told at once. */
    private Optional<Duration> applyAll(
            AtlasSchema resource, AtlasSchemaStatus status, List<SchemaInputs> all, Scrubber scrubber) {
        Announcement announcement = new Announcement(resource, status);
        TargetResults results =
                new TargetResults(status.targets(), generation(resource), clock.instant(), engine::hash);
        Optional<List<SchemaOutcome>> outcomes = new SideBySide<>(all, SchemaInputs::target)
                .each(Telemetry::elsewhere, read -> {
                    Review review = approvals.of(read, resource, true, results.lastApplied(read), engine::hash);
                    return turn(
                            read, announcement, results.isFirstRun(read), results.driftRule(read), review, scrubber);
                });
        if (outcomes.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < all.size(); i++) {
            results.add(all.get(i), outcomes.get().get(i));
        }
        AtlasSchemaStatus reached = results.reached(announcement.status);
        Optional<Failure> failure = results.failure();
        if (failure.isPresent()) {
            return keeper.failed(resource, announcement.status, reached, failure.get(), limit(resource));
        }
        Drift drift = all.getFirst().resync().isEmpty() ? new Drift.Unwatched() : results.drift();
        if (keeper.isReady(resource, announcement.status) && !results.isNews(announcement.status)) {
            keeper.looked(
                    resource,
                    announcement.status,
                    announcement.status.withTargets(reached.targets()),
                    results.message(),
                    drift);
        } else {
            keeper.ready(resource, announcement.status, reached, results.message(), "Applied schema", drift);
        }
        results.undone().ifPresent(summary -> keeper.corrected(resource, summary));
        atRest.accept(resource);
        return all.getFirst().resync();
    }

    private static long generation(AtlasSchema resource) {
        Long generation = resource.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    /** Waits for the turn of a target and applies; empty if the operator stops. */
    private Optional<SchemaOutcome> turn(
            SchemaInputs read,
            Announcement announcement,
            boolean firstRun,
            DriftRule rule,
            Review review,
            Scrubber scrubber) {
        SchemaOutcome outcome;
        try (TargetSlots.Slot slot = slots.enter(read.target(), announcement.urgency())) {
            Objects.requireNonNull(slot);
            outcome = telemetry.during(
                    announcement.resource,
                    Telemetry.Phase.WORK,
                    () -> run(read, announcement, firstRun, rule, review, scrubber));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        // The stop of the operator may be what failed it: whoever starts next looks again.
        return slots.isClosed() && outcome instanceof SchemaOutcome.Failed ? Optional.empty() : Optional.of(outcome);
    }

    /**
     * Says that an AtlasSchema that was ready is not so any more, when its plan turns out not to be empty. Whoever finds that may be
     * one of several threads; the status is read by whoever waits for them.
     */
    private final class Announcement implements Runnable {
        private final AtlasSchema resource;
        private AtlasSchemaStatus status;

        Announcement(AtlasSchema resource, AtlasSchemaStatus status) {
            this.resource = resource;
            this.status = status;
        }

        synchronized Urgency urgency() {
            return keeper.isNew(resource, status) ? Urgency.NEW : Urgency.ROUTINE;
        }

        void warn(EventReason reason, String message) {
            keeper.warn(resource, reason, message);
        }

        @Override
        public synchronized void run() {
            if (keeper.isReady(resource, status)) {
                status =
                        keeper.progressing(resource, status, IN_PROGRESS, "current schema does not match last applied");
            }
        }
    }

    private SchemaOutcome run(
            SchemaInputs read,
            Announcement announcement,
            boolean firstRun,
            DriftRule rule,
            Review review,
            Scrubber scrubber) {
        SchemaGate gate = new SchemaGate(
                firstRun,
                read.destructiveRefused(),
                review.level().isEmpty(),
                rule,
                review,
                announcement,
                announcement::warn);
        try {
            DevPodOwner owner = new DevPodOwner(announcement.resource, read.devPod());
            SchemaApplyReport report = DevPods.during(owner, () -> engine.apply(read.request(), gate));
            telemetry.ran(announcement.resource, report.applied().size());
            if (gate.approved() && report.failure().isEmpty()) {
                review.ran();
            }
            boolean begun = !report.applied().isEmpty();
            return report.failure()
                    .<SchemaOutcome>map(failure -> new SchemaOutcome.Failed(
                            new Failure(
                                    Reason.APPLYING_SCHEMA,
                                    EventReason.ERROR,
                                    failure.transientFailure() ? Failure.Retry.TRANSIENT : Failure.Retry.WAIT,
                                    scrubber.clean(failure.message())),
                            begun))
                    .orElseGet(() ->
                            new SchemaOutcome.Applied(report, gate.drifted().map(scrubber::clean)));
        } catch (PlanRejectedException e) {
            Failure refusal = gate.refusal();
            return refusal == null
                    ? new SchemaOutcome.Drifted(scrubber.clean(gate.drifted().orElseThrow()))
                    : SchemaOutcome.Failed.before(new Failure(
                            refusal.reason(), refusal.event(), refusal.retry(), scrubber.clean(refusal.message())));
        } catch (EngineException e) {
            return SchemaOutcome.Failed.before(
                    EngineFailure.of(e, firstRun, read.request().dev().isPresent(), scrubber));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return SchemaOutcome.Failed.before(UnexpectedFailure.of(Reason.APPLYING_SCHEMA, e, scrubber));
        }
    }

    /** What is desired of which target is what it was when this very generation was applied: whatever differs now, somebody else did. */
    private DriftRule driftRule(SchemaInputs read, AtlasSchema resource, AtlasSchemaStatus status) {
        return read.resync().isEmpty()
                        || !keeper.wasSettled(resource, status)
                        || !read.wantedHash().equals(settledTarget(resource, status))
                ? DriftRule.UNWATCHED
                : new DriftRule(
                        read.driftCorrected(),
                        read.lossAllowed(),
                        // The same text may come out as another state: a target has an order of its own.
                        desired -> read.isWritten() || engine.hash(desired).equals(status.observedHash()));
    }

    private String settledTarget(AtlasSchema resource, AtlasSchemaStatus status) {
        return status.observedTarget().isEmpty()
                ? targets.getOrDefault(resource.getMetadata().getUid(), "")
                : status.observedTarget();
    }

    private void finish(
            AtlasSchema resource,
            AtlasSchemaStatus status,
            SchemaInputs read,
            SchemaApplyReport report,
            Scrubber scrubber) {
        Drift drift = read.resync().isEmpty() ? new Drift.Unwatched() : new Drift.None();
        String target = read.resync().isEmpty() ? "" : read.wantedHash();
        targets.put(resource.getMetadata().getUid(), target);
        String hash = engine.hash(report.desired());
        if (keeper.isReady(resource, status) && report.plan().isEmpty()) {
            // Nothing ran, so there is nothing to tell: another hash is what another operator left, or another text for
            // the same.
            keeper.looked(resource, status, status.withHash(hash).withTarget(target), APPLIED, drift);
            return;
        }
        AtlasSchemaStatus reached = new AtlasSchemaStatus(
                null, List.of(), hash, clock.instant().getEpochSecond(), "", "", target, 0, List.of());
        String message = APPLIED + " Apply response: " + ApplyResponse.of(report, scrubber::clean);
        keeper.ready(resource, status, reached, message, "Applied schema", drift);
    }

    private Optional<Duration> fail(AtlasSchema resource, AtlasSchemaStatus status, Failure failure) {
        return keeper.failed(resource, status, failure, limit(resource));
    }

    private static int limit(AtlasSchema resource) {
        return resource.getSpec() == null
                ? TargetSpec.DEFAULT_BACKOFF_LIMIT
                : TargetSpec.backoffLimit(resource.getSpec());
    }

    private static ReferenceIndex.Dependent dependent(AtlasSchema resource) {
        return new ReferenceIndex.Dependent(
                NAME,
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName());
    }
}
