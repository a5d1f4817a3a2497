package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.MigrateApplyReport;
import io.atlasoperator.engine.MigrateStatusReport;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationStatus;
import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.ReferenceEventSource;
import io.atlasoperator.operator.ref.ReferenceException;
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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the migrations of AtlasMigrations, and says in their statuses how that went. */
public final class AtlasMigrationReconciler implements Reconciler<AtlasMigration> {
    /** The controller's name. */
    public static final String NAME = "atlasmigration";

    private static final String IN_PROGRESS = "Reconciling";

    private final MigrationEngine engine;
    private final Consumer<HasMetadata> atRest;
    private final DirectoryStore directories;
    private final WayBack wayBack;
    private final DriftLook driftLook;
    private final MigrationInputReader inputs;
    private final ReferenceIndex references;
    private final TargetSlots slots;
    private final Telemetry telemetry;
    private final StatusKeeper<AtlasMigration, AtlasMigrationStatus> keeper;

    /**
     * @param engine does the work
     * @param schemas looks for changes of others
     * @param atRest is told of each resource that is as wanted, or gone
     * @param directories keeps directories for the way back
     */
    public AtlasMigrationReconciler(
            MigrationEngine engine,
            SchemaEngine schemas,
            Consumer<HasMetadata> atRest,
            DirectoryStore directories,
            ObjectReader objects,
            ConfigPermissions permissions,
            ResyncInterval resync,
            ReferenceIndex references,
            TargetSlots slots,
            Telemetry telemetry,
            StatusKeeper<AtlasMigration, AtlasMigrationStatus> keeper) {
        this.engine = engine;
        this.atRest = atRest;
        this.directories = directories;
        this.driftLook = new DriftLook(schemas);
        this.wayBack = new WayBack(engine, directories);
        this.inputs = new MigrationInputReader(objects, permissions, resync);
        this.references = references;
        this.slots = slots;
        this.telemetry = telemetry;
        this.keeper = keeper;
    }

    @Override
    public List<EventSource<?, AtlasMigration>> prepareEventSources(EventSourceContext<AtlasMigration> context) {
        return List.of(new ReferenceEventSource<>(NAME, references, this::forget));
    }

    @Override
    public UpdateControl<AtlasMigration> reconcile(AtlasMigration resource, Context<AtlasMigration> context) {
        UpdateControl<AtlasMigration> control = UpdateControl.noUpdate();
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
        // Whoever tells of it has others to tell of, and the cluster may be slow.
        Thread.startVirtualThread(() -> atRest.accept(resource));
    }

    /** Where a run ended: what is known of the database. */
    record Reached(String version, long lastApplied, boolean ran) {}

    /** What became of a target, and what others changed of it. */
    private record Turn(Step<Reached> step, Drift drift) {}

    /**
     * Says that an AtlasMigration that was ready is not so any more, when there turns out to be something to run. Whoever finds that
     * may be one of several threads; the status is read by whoever waits for them.
     */
    private final class Announcement {
        private static final String DETAIL = "Current migration data has changed";

        private final AtlasMigration resource;
        private AtlasMigrationStatus status;

        Announcement(AtlasMigration resource, AtlasMigrationStatus status) {
            this.resource = resource;
            this.status = status;
        }

        synchronized Urgency urgency() {
            return keeper.isNew(resource, status) ? Urgency.NEW : Urgency.ROUTINE;
        }

        synchronized void work() {
            if (keeper.isReady(resource, status)) {
                status = keeper.progressing(resource, status, DETAIL, DETAIL);
            }
        }
    }

    /**
     * Reconciles one resource.
     *
     * @return when to do it again; empty means when something changes
     */
    Optional<Duration> reconcile(AtlasMigration resource) {
        if (resource.isMarkedForDeletion()) {
            return Optional.empty();
        }
        references.set(
                dependent(resource), SpecReferences.of(resource.getMetadata().getNamespace(), resource.getSpec()));
        Scrubber scrubber = new Scrubber();
        AtlasMigrationStatus status = announceGeneration(resource);
        return switch (telemetry.during(resource, Telemetry.Phase.READ, () -> inputs.read(resource, scrubber))) {
            case Step.Failed<MigrationWork>(Failure failure) -> fail(resource, status, failure);
            case Step.Done<MigrationWork>(MigrationWork work) ->
                work.several()
                        ? migrateAll(resource, status, work.targets(), scrubber)
                        : migrate(resource, status, work.targets().getFirst(), scrubber);
        };
    }

    /** Says at once that a generation is being worked on which was not looked at before. */
    private AtlasMigrationStatus announceGeneration(AtlasMigration resource) {
        AtlasMigrationStatus status = keeper.current(resource);
        return keeper.isKnown(resource, status) ? status : keeper.begun(resource, status, IN_PROGRESS);
    }

    private Optional<Duration> migrate(
            AtlasMigration resource, AtlasMigrationStatus status, MigrationInputs read, Scrubber scrubber) {
        Announcement announcement = new Announcement(resource, status);
        return turn(announcement, read, scrubber).flatMap(turn -> switch (turn.step()) {
            case Step.Failed<Reached>(Failure failure) -> fail(resource, announcement.status, failure);
            case Step.Done<Reached>(Reached reached) ->
                finish(resource, announcement.status, read, reached, turn.drift());
        });
    }

    /** All targets, whatever becomes of the others; then all of it is told at once. */
    private Optional<Duration> migrateAll(
            AtlasMigration resource, AtlasMigrationStatus before, List<MigrationInputs> all, Scrubber scrubber) {
        Announcement announcement = new Announcement(resource, before);
        Optional<List<Turn>> turns = new SideBySide<>(all, MigrationInputs::target)
                .each(Telemetry::elsewhere, read -> turn(announcement, read, scrubber));
        if (turns.isEmpty()) {
            return Optional.empty();
        }
        MigrationResults results = new MigrationResults();
        for (int i = 0; i < all.size(); i++) {
            Turn turn = turns.get().get(i);
            results.add(all.get(i), turn.step(), turn.drift());
        }
        AtlasMigrationStatus status = announcement.status;
        Optional<Failure> failure = results.failure();
        return failure.isPresent() ? fail(resource, status, failure.get()) : finishAll(resource, status, all, results);
    }

    /** Waits for the turn of a target and migrates; empty if the operator stops. */
    private Optional<Turn> turn(Announcement announcement, MigrationInputs read, Scrubber scrubber) {
        AtlasMigration resource = announcement.resource;
        Step<Reached> step;
        Drift drift;
        try (TargetSlots.Slot slot = slots.enter(read.target(), announcement.urgency())) {
            Objects.requireNonNull(slot);
            step = telemetry.during(resource, Telemetry.Phase.WORK, () -> guarded(announcement, read, scrubber));
            drift = drift(resource, read, step, scrubber);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        // The stop of the operator may be what failed it: whoever starts next looks again.
        boolean isStopped = slots.isClosed() && step instanceof Step.Failed;
        return isStopped ? Optional.empty() : Optional.of(new Turn(step, drift));
    }

    private Drift drift(AtlasMigration resource, MigrationInputs read, Step<Reached> step, Scrubber scrubber) {
        try {
            return step instanceof Step.Done<Reached>(Reached reached)
                    ? driftLook.at(resource, read, reached.version(), scrubber)
                    : new Drift.Unwatched();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new Drift.Unknown(
                    UnexpectedFailure.of(Reason.MIGRATING, e, scrubber).message());
        }
    }

    private Step<Reached> guarded(Announcement announcement, MigrationInputs read, Scrubber scrubber) {
        try {
            MigrateStatusReport before = engine.status(read.statusRequest());
            if (WayBack.isWanted(before)) {
                return goBack(announcement, before, read, scrubber);
            }
            if (!hasWork(before, read)) {
                return new Step.Done<>(upToDate(before));
            }
            announcement.work();
            return run(announcement.resource, read, scrubber);
        } catch (EngineException e) {
            return new Step.Failed<>(MigrationFailure.of(e, read, scrubber));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new Step.Failed<>(UnexpectedFailure.of(Reason.MIGRATING, e, scrubber));
        }
    }

    /** Files added in between are work too, or an error that the engine words, unless they are to be left out. */
    private static boolean hasWork(MigrateStatusReport before, MigrationInputs read) {
        boolean inBetween = read.request().execOrder() != ExecOrder.LINEAR_SKIP
                && !before.outOfOrder().isEmpty();
        return !before.pending().isEmpty() || inBetween;
    }

    private Step<Reached> goBack(
            Announcement announcement, MigrateStatusReport before, MigrationInputs read, Scrubber scrubber) {
        Optional<Failure> refusal = WayBack.refusal(before, read);
        if (refusal.isPresent()) {
            return new Step.Failed<>(refusal.get());
        }
        announcement.work();
        return wayBack.take(announcement.resource, before, read, scrubber);
    }

    private static Reached upToDate(MigrateStatusReport report) {
        List<Revision> applied = report.applied();
        long last = applied.isEmpty() ? 0 : applied.getLast().executedAt().getEpochSecond();
        return new Reached(report.current(), last, false);
    }

    private Step<Reached> run(AtlasMigration resource, MigrationInputs read, Scrubber scrubber) {
        MigrateApplyReport report = engine.apply(read.request());
        telemetry.ran(
                resource,
                report.applied().stream()
                        .mapToInt(file -> file.statements().size())
                        .sum());
        Optional<Failure> failure = MigrationFailure.of(report.error(), report.transientFailure(), scrubber);
        if (failure.isPresent()) {
            return new Step.Failed<>(failure.get());
        }
        if (report.pending().isEmpty()) {
            // The run may have written the baseline, or have waited for another one that had done the work.
            return new Step.Done<>(upToDate(engine.status(read.statusRequest())));
        }
        return new Step.Done<>(new Reached(report.targetVersion(), report.end().getEpochSecond(), true));
    }

    private Optional<Duration> finish(
            AtlasMigration resource, AtlasMigrationStatus status, MigrationInputs read, Reached reached, Drift drift) {
        boolean unchanged = !reached.ran()
                && keeper.isReady(resource, status)
                && reached.version().equals(status.lastAppliedVersion());
        if (!unchanged) {
            AtlasMigrationStatus next = new AtlasMigrationStatus(
                    null, List.of(), read.hash(), reached.lastApplied(), reached.version(), "", "", 0);
            keeper.ready(resource, status, next, "", "Version " + reached.version() + " applied", drift);
        } else {
            // Another hash is of another address, or was left by another operator: the database is where it was said to
            // be.
            keeper.looked(resource, status, status.withHash(read.hash()), "", drift);
        }
        keep(resource, read, unchanged);
        atRest.accept(resource);
        return read.resync();
    }

    private Optional<Duration> finishAll(
            AtlasMigration resource, AtlasMigrationStatus status, List<MigrationInputs> all, MigrationResults results) {
        String hash = all.getFirst().hash();
        String message = results.message();
        boolean unchanged = !results.ran()
                && keeper.isReady(resource, status)
                && hash.equals(status.observedHash())
                && keeper.says(status, message);
        if (!unchanged) {
            AtlasMigrationStatus next = new AtlasMigrationStatus(
                    null, List.of(), hash, results.lastApplied(), results.version(), "", "", 0);
            keeper.ready(resource, status, next, message, message, results.drift());
        } else {
            keeper.looked(resource, status, status, message, results.drift());
        }
        boolean isOneDirectory =
                all.stream().map(read -> read.request().directory()).distinct().count() == 1;
        if (isOneDirectory) {
            keep(resource, all.getFirst(), unchanged);
        } else if (!unchanged) {
            keeper.warn(
                    resource,
                    EventReason.STORING_DIR_STATE,
                    "the directories are not kept, so that the operator can't go back from them: the project file gives"
                            + " targets different ones");
        }
        atRest.accept(resource);
        return all.getFirst().resync();
    }

    /** The database is as wanted, whether or not there will be a way back. */
    private void keep(AtlasMigration resource, MigrationInputs read, boolean unchanged) {
        try {
            directories.keep(resource, read.request().directory());
        } catch (ReferenceException e) {
            if (!unchanged) {
                keeper.warn(
                        resource,
                        EventReason.STORING_DIR_STATE,
                        "the directory is not kept, so that the operator can't go back from it: " + e.getMessage());
            }
        }
    }

    private Optional<Duration> fail(AtlasMigration resource, AtlasMigrationStatus status, Failure failure) {
        int limit = resource.getSpec() == null
                ? TargetSpec.DEFAULT_BACKOFF_LIMIT
                : TargetSpec.backoffLimit(resource.getSpec());
        return keeper.failed(resource, status, failure, limit);
    }

    private static ReferenceIndex.Dependent dependent(AtlasMigration resource) {
        return new ReferenceIndex.Dependent(
                NAME,
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName());
    }
}
