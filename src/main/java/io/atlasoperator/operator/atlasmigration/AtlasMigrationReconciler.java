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

    /** A step, and the resource's status after it. */
    private record Progress(AtlasMigrationStatus status, Step<Reached> step) {}

    /** The same, and what others changed. */
    private record Turn(Progress progress, Drift drift) {}

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
        return turn(resource, status, read, scrubber)
                .flatMap(turn -> switch (turn.progress().step()) {
                    case Step.Failed<Reached>(Failure failure) ->
                        fail(resource, turn.progress().status(), failure);
                    case Step.Done<Reached>(Reached reached) ->
                        finish(resource, turn.progress().status(), read, reached, turn.drift());
                });
    }

    /** One target after the other, whatever became of those before it; then all of it is told at once. */
    private Optional<Duration> migrateAll(
            AtlasMigration resource, AtlasMigrationStatus before, List<MigrationInputs> all, Scrubber scrubber) {
        AtlasMigrationStatus status = before;
        MigrationResults results = new MigrationResults();
        for (MigrationInputs read : all) {
            Optional<Turn> turn = turn(resource, status, read, scrubber);
            if (turn.isEmpty()) {
                return Optional.empty();
            }
            status = turn.get().progress().status();
            results.add(read, turn.get().progress().step(), turn.get().drift());
        }
        Optional<Failure> failure = results.failure();
        return failure.isPresent() ? fail(resource, status, failure.get()) : finishAll(resource, status, all, results);
    }

    /** Waits for the turn of a target and migrates; empty if the operator stops. */
    private Optional<Turn> turn(
            AtlasMigration resource, AtlasMigrationStatus status, MigrationInputs read, Scrubber scrubber) {
        Progress progress;
        Drift drift;
        Urgency urgency = keeper.isNew(resource, status) ? Urgency.NEW : Urgency.ROUTINE;
        try (TargetSlots.Slot slot = slots.enter(read.target(), urgency)) {
            Objects.requireNonNull(slot);
            progress =
                    telemetry.during(resource, Telemetry.Phase.WORK, () -> guarded(resource, status, read, scrubber));
            drift = drift(resource, read, progress.step(), scrubber);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        // The stop of the operator may be what failed it: whoever starts next looks again.
        boolean isStopped = slots.isClosed() && progress.step() instanceof Step.Failed;
        return isStopped ? Optional.empty() : Optional.of(new Turn(progress, drift));
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

    private Progress guarded(
            AtlasMigration resource, AtlasMigrationStatus status, MigrationInputs read, Scrubber scrubber) {
        try {
            MigrateStatusReport before = engine.status(read.statusRequest());
            if (WayBack.isWanted(before)) {
                return goBack(resource, status, before, read, scrubber);
            }
            if (!hasWork(before, read)) {
                return new Progress(status, new Step.Done<>(upToDate(before)));
            }
            AtlasMigrationStatus announced = announceWork(resource, status);
            return new Progress(announced, run(resource, read, scrubber));
        } catch (EngineException e) {
            return new Progress(status, new Step.Failed<>(MigrationFailure.of(e, read, scrubber)));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new Progress(status, new Step.Failed<>(UnexpectedFailure.of(Reason.MIGRATING, e, scrubber)));
        }
    }

    /** Files added in between are work too, or an error that the engine words, unless they are to be left out. */
    private static boolean hasWork(MigrateStatusReport before, MigrationInputs read) {
        boolean inBetween = read.request().execOrder() != ExecOrder.LINEAR_SKIP
                && !before.outOfOrder().isEmpty();
        return !before.pending().isEmpty() || inBetween;
    }

    private Progress goBack(
            AtlasMigration resource,
            AtlasMigrationStatus status,
            MigrateStatusReport before,
            MigrationInputs read,
            Scrubber scrubber) {
        Optional<Failure> refusal = WayBack.refusal(before, read);
        if (refusal.isPresent()) {
            return new Progress(status, new Step.Failed<>(refusal.get()));
        }
        return new Progress(announceWork(resource, status), wayBack.take(resource, before, read, scrubber));
    }

    private static Reached upToDate(MigrateStatusReport report) {
        List<Revision> applied = report.applied();
        long last = applied.isEmpty() ? 0 : applied.getLast().executedAt().getEpochSecond();
        return new Reached(report.current(), last, false);
    }

    /** Says that an AtlasMigration that was ready is not so any more, now that there is something to run. */
    private AtlasMigrationStatus announceWork(AtlasMigration resource, AtlasMigrationStatus status) {
        String detail = "Current migration data has changed";
        return keeper.isReady(resource, status) ? keeper.progressing(resource, status, detail, detail) : status;
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
