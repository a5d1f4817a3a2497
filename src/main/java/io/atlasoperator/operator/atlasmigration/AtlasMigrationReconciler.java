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
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.Reference;
import io.atlasoperator.operator.ref.ReferenceException;
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
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the migrations of AtlasMigrations, and says in their statuses how that went. */
public final class AtlasMigrationReconciler extends TargetReconciler<AtlasMigration, AtlasMigrationStatus> {
    /** The controller's name. */
    public static final String NAME = "atlasmigration";

    private static final String WORK = "Current migration data has changed";

    private final MigrationEngine engine;
    private final DirectoryStore directories;
    private final WayBack wayBack;
    private final DriftLook driftLook;
    private final MigrationInputReader inputs;
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
        super(NAME, atRest, references, slots, telemetry, keeper);
        this.engine = engine;
        this.directories = directories;
        this.driftLook = new DriftLook(schemas);
        this.wayBack = new WayBack(engine, directories);
        this.inputs = new MigrationInputReader(objects, permissions, resync);
        this.telemetry = telemetry;
        this.keeper = keeper;
    }

    /** Where a run ended: what is known of the database. */
    record Reached(String version, long lastApplied, boolean ran) {}

    /** What became of a target, and what others changed of it. */
    private record Turn(Step<Reached> step, Drift drift) {}

    /** Beside what its spec refers to, the Secret with its directory: it is written anew where somebody deletes it. */
    @Override
    protected Set<Reference> references(AtlasMigration resource) {
        Set<Reference> all = new HashSet<>(super.references(resource));
        all.add(new Reference(
                Reference.Kind.KEPT_SECRET, resource.getMetadata().getNamespace(), directories.name(resource)));
        return all;
    }

    @Override
    protected Optional<Duration> work(AtlasMigration resource, AtlasMigrationStatus status, Scrubber scrubber) {
        return switch (telemetry.during(resource, Telemetry.Phase.READ, () -> inputs.read(resource, scrubber))) {
            case Step.Failed<MigrationWork>(Failure failure) -> failed(resource, status, failure);
            case Step.Done<MigrationWork>(MigrationWork work) ->
                work.several()
                        ? migrateAll(resource, status, work.targets(), scrubber)
                        : migrate(resource, status, work.targets().getFirst(), scrubber);
        };
    }

    private Announcement announcement(AtlasMigration resource, AtlasMigrationStatus status) {
        return new Announcement(resource, status, WORK, WORK);
    }

    private Optional<Duration> migrate(
            AtlasMigration resource, AtlasMigrationStatus status, MigrationInputs read, Scrubber scrubber) {
        Announcement announcement = announcement(resource, status);
        return turn(announcement, read, scrubber).flatMap(turn -> switch (turn.step()) {
            case Step.Failed<Reached>(Failure failure) -> failed(resource, announcement.status(), failure);
            case Step.Done<Reached>(Reached reached) ->
                finish(resource, announcement.status(), read, reached, turn.drift());
        });
    }

    /** All targets, whatever becomes of the others; then all of it is told at once. */
    private Optional<Duration> migrateAll(
            AtlasMigration resource, AtlasMigrationStatus before, List<MigrationInputs> all, Scrubber scrubber) {
        Announcement announcement = announcement(resource, before);
        Optional<List<Turn>> turns = each(all, MigrationInputs::target, read -> turn(announcement, read, scrubber));
        if (turns.isEmpty()) {
            return Optional.empty();
        }
        MigrationResults results = new MigrationResults();
        for (int i = 0; i < all.size(); i++) {
            Turn turn = turns.get().get(i);
            results.add(all.get(i), turn.step(), turn.drift());
        }
        AtlasMigrationStatus status = announcement.status();
        Optional<Failure> failure = results.failure();
        return failure.isPresent()
                ? failed(resource, status, failure.get())
                : finishAll(resource, status, all, results);
    }

    /** Waits for the turn of a target and migrates; empty if the operator stops. */
    private Optional<Turn> turn(Announcement announcement, MigrationInputs read, Scrubber scrubber) {
        AtlasMigration resource = announcement.resource();
        return turn(
                read.target(),
                announcement,
                () -> {
                    Step<Reached> step = guarded(announcement, read, scrubber);
                    return new Turn(step, whole(drift(resource, read, step, scrubber)));
                },
                turn -> turn.step() instanceof Step.Failed);
    }

    /** A look that the stop of the operator cut off tells nothing. */
    private Drift whole(Drift seen) {
        return isStopping() && seen instanceof Drift.Unknown ? new Drift.Unlooked() : seen;
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
            announcement.run();
            return run(announcement.resource(), read, scrubber);
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
        announcement.run();
        return wayBack.take(announcement.resource(), before, read, scrubber);
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
            String event =
                    reached.version().isEmpty() ? "No migration to apply" : "Version " + reached.version() + " applied";
            keeper.ready(resource, status, next, "", event, drift);
        } else {
            // Another hash is of another address, or was left by another operator: the database is where it was said to
            // be.
            keeper.looked(resource, status, status.withHash(read.hash()), "", drift);
        }
        keep(resource, read, unchanged);
        rest(resource);
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
        rest(resource);
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
}
