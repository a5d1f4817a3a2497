package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.PlanRejectedException;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.devpod.DevPodOwner;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.ReferenceIndex;
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
import io.atlasoperator.operator.target.TargetReconciler;
import io.atlasoperator.operator.target.TargetSlots;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Makes databases look as AtlasSchemas declare, and says in their statuses how that went. */
public final class AtlasSchemaReconciler extends TargetReconciler<AtlasSchema, AtlasSchemaStatus> {
    /** The controller's name. */
    public static final String NAME = "atlasschema";

    private static final String APPLIED = "The schema has been applied successfully.";

    private final SchemaEngine engine;
    private final SchemaInputReader inputs;
    private final Approvals approvals;
    private final Telemetry telemetry;
    private final StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper;
    private final Clock clock;

    /** The targets of resources whose status can't hold them: definitions of the reference know no such field, and drop it. */
    private final Map<String, String> targets = new ConcurrentHashMap<>();

    private final Predecessor predecessor = new Predecessor();

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
        super(NAME, atRest, references, slots, telemetry, keeper);
        this.engine = engine;
        this.inputs = new SchemaInputReader(objects, permissions, resync);
        this.approvals = approvals;
        this.telemetry = telemetry;
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    protected void forget(HasMetadata resource) {
        targets.remove(resource.getMetadata().getUid());
        predecessor.forget(resource);
        super.forget(resource);
    }

    /** To be kept for later runs too, once the status is ours. */
    @Override
    protected AtlasSchemaStatus inherited(AtlasSchema resource, AtlasSchemaStatus status) {
        if (!keeper.isReady(resource, status)) {
            return predecessor.guarded(resource, status);
        }
        if (predecessor.left(resource, status)) {
            predecessor.leftReady(resource);
        }
        return status;
    }

    @Override
    protected Optional<Duration> work(AtlasSchema resource, AtlasSchemaStatus status, Scrubber scrubber) {
        return switch (telemetry.during(resource, Telemetry.Phase.READ, () -> inputs.read(resource, scrubber))) {
            case Step.Failed<SchemaWork>(Failure failure) ->
                failed(resource, status, predecessor.guarded(resource, status), failure);
            case Step.Done<SchemaWork>(SchemaWork work) ->
                work.several()
                        ? applyAll(resource, status, work.targets(), scrubber)
                        : apply(resource, status, work.targets().getFirst(), scrubber);
        };
    }

    private Optional<Duration> apply(
            AtlasSchema resource, AtlasSchemaStatus status, SchemaInputs read, Scrubber scrubber) {
        Announcement announcement = announcement(resource, status);
        DriftRule rule = driftRule(read, resource, status);
        long lastApplied = predecessor.guarded(resource, status).lastApplied();
        boolean firstRun = lastApplied == 0;
        Review review = approvals.of(read, resource, false, lastApplied, engine::hash);
        SchemaOutcome outcome =
                turn(read, announcement, firstRun, rule, review, scrubber).orElse(null);
        if (outcome == null) {
            return Optional.empty();
        }
        switch (outcome) {
            case SchemaOutcome.Failed(Failure failure, boolean begun) -> {
                AtlasSchemaStatus known = announcement.status();
                AtlasSchemaStatus reached = known.withLastApplied(firstRun ? 0 : known.lastApplied());
                if (!begun) {
                    return failed(resource, known, reached, failure);
                }
                // What is left half done is no drift, even where the former state is wanted again.
                targets.remove(resource.getMetadata().getUid());
                return failed(resource, known, reached.withTarget(""), failure);
            }
            case SchemaOutcome.Applied(SchemaApplyReport report, Optional<String> undone) -> {
                finish(resource, announcement.status(), read, report, scrubber);
                undone.ifPresent(summary -> keeper.corrected(resource, summary));
            }
            case SchemaOutcome.Drifted(String summary, SchemaState desired) -> {
                AtlasSchemaStatus known = announcement.status();
                // To be careful of what another operator left is for later runs, too; what is asked for from now on is
                // not its.
                predecessor.isTold(resource);
                AtlasSchemaStatus seen = firstRun ? known.withLastApplied(0).withHash(engine.hash(desired)) : known;
                keeper.looked(resource, known, seen, APPLIED, new Drift.Found(summary));
            }
        }
        rest(resource);
        return read.resync();
    }

    /** All targets, whatever becomes of the others; then all of it is told at once. */
    private Optional<Duration> applyAll(
            AtlasSchema resource, AtlasSchemaStatus status, List<SchemaInputs> all, Scrubber scrubber) {
        Announcement announcement = announcement(resource, status);
        TargetResults results =
                new TargetResults(status.targets(), generation(resource), clock.instant(), engine::hash);
        Optional<List<SchemaOutcome>> outcomes = each(all, SchemaInputs::target, read -> {
            Review review = approvals.of(read, resource, true, results.lastApplied(read), engine::hash);
            return turn(read, announcement, results.isFirstRun(read), results.driftRule(read), review, scrubber);
        });
        if (outcomes.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < all.size(); i++) {
            results.add(all.get(i), outcomes.get().get(i));
        }
        AtlasSchemaStatus reached = results.reached(announcement.status());
        Optional<Failure> failure = results.failure();
        if (failure.isPresent()) {
            return failed(resource, announcement.status(), reached, failure.get());
        }
        Drift drift = results.drift(all.getFirst().resync().isPresent());
        if (keeper.isReady(resource, announcement.status()) && !results.isNews(announcement.status())) {
            keeper.looked(
                    resource,
                    announcement.status(),
                    announcement.status().withTargets(reached.targets()),
                    results.message(),
                    drift);
        } else {
            keeper.ready(resource, announcement.status(), reached, results.message(), "Applied schema", drift);
        }
        results.undone().ifPresent(summary -> keeper.corrected(resource, summary));
        rest(resource);
        return all.getFirst().resync();
    }

    private Announcement announcement(AtlasSchema resource, AtlasSchemaStatus status) {
        return new Announcement(resource, status, IN_PROGRESS, "current schema does not match last applied");
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
        return turn(
                read.target(),
                announcement,
                () -> run(read, announcement, firstRun, rule, review, scrubber),
                SchemaOutcome.Failed.class::isInstance);
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
            DevPodOwner owner = new DevPodOwner(announcement.resource(), read.devPod());
            SchemaApplyReport report = DevPods.during(owner, () -> engine.apply(read.request(), gate));
            telemetry.ran(announcement.resource(), report.applied().size());
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
                    ? new SchemaOutcome.Drifted(
                            scrubber.clean(gate.drifted().orElseThrow()), Objects.requireNonNull(gate.desired()))
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
        Predicate<SchemaState> isSame = desired -> engine.hash(desired).equals(status.observedHash());
        if (predecessor.guarded(resource, status).lastApplied() == 0) {
            if (predecessor.hasLeftReady(resource)) {
                return DriftRule.inherited(desired -> true);
            }
            return keeper.wasSettled(resource, status) ? DriftRule.inherited(isSame) : DriftRule.ASKED;
        }
        String target = settledTarget(resource, status);
        if (target.isEmpty()) {
            return keeper.isReady(resource, status) ? DriftRule.unwatched(read.lossAllowed(), isSame) : DriftRule.ASKED;
        }
        if (!isSettled(resource, status) || !read.wantedHash().equals(target)) {
            return DriftRule.ASKED;
        }
        // The same text may come out as another state: a target has an order of its own.
        Predicate<SchemaState> settled = desired -> read.isWritten() || isSame.test(desired);
        return read.resync().isEmpty()
                ? DriftRule.unwatched(read.lossAllowed(), settled)
                : DriftRule.watched(read.driftCorrected(), read.lossAllowed(), settled);
    }

    /**
     * Whether this generation has been as wanted, as far as is known: where it has failed since, a target that is kept tells that
     * nothing ran.
     */
    private boolean isSettled(AtlasSchema resource, AtlasSchemaStatus status) {
        return keeper.wasSettled(resource, status) || status.failed() > 0;
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
        String target = read.wantedHash();
        targets.put(resource.getMetadata().getUid(), target);
        predecessor.isAsDeclared(resource);
        String hash = engine.hash(report.desired());
        if (keeper.isReady(resource, status) && report.plan().isEmpty()) {
            // Nothing ran, so there is nothing to tell: another hash is what another operator left, or another text for
            // the same.
            AtlasSchemaStatus seen = status.lastApplied() == 0
                    ? status.withLastApplied(clock.instant().getEpochSecond())
                    : status;
            // What another operator has left is not written for that alone.
            boolean isKept =
                    read.resync().isPresent() || !status.observedTarget().isEmpty();
            String kept = isKept ? target : "";
            keeper.looked(resource, status, seen.withHash(hash).withTarget(kept), APPLIED, drift);
            return;
        }
        AtlasSchemaStatus reached = new AtlasSchemaStatus(
                null, List.of(), hash, clock.instant().getEpochSecond(), "", "", target, 0, List.of());
        String message = APPLIED + " Apply response: " + ApplyResponse.of(report, scrubber::clean);
        keeper.ready(resource, status, reached, message, "Applied schema", drift);
    }
}
