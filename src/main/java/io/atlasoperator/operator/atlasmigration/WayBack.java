package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.MigrateDownReport;
import io.atlasoperator.engine.MigrateStatusReport;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.atlasmigration.AtlasMigrationReconciler.Reached;
import io.atlasoperator.operator.devpod.DevPodOwner;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Reason;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.status.Step;
import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes a database back to the last version that a resource still has. */
final class WayBack {
    private final MigrationEngine engine;
    private final DirectoryStore directories;

    WayBack(MigrationEngine engine, DirectoryStore directories) {
        this.engine = engine;
        this.directories = directories;
    }

    /** Whether more was applied than the directory has: that it is an earlier one is the only way to say that one wants to go back. */
    static boolean isWanted(MigrateStatusReport before) {
        return before.pending().isEmpty()
                && !before.applied().isEmpty()
                && before.available().size() < before.applied().size();
    }

    /** Why there is no going back, or not to there. */
    static Optional<Failure> refusal(MigrateStatusReport before, MigrationInputs read) {
        Optional<String> message = Optional.empty();
        if (!read.downAllowed()) {
            message = Optional.of("migrate down is not allowed, set `migrateDown.allow` to true to allow downgrade");
        } else if (before.available().isEmpty()) {
            message = Optional.of("the directory has no file any more: to undo everything, down to nothing, run"
                    + " \"atlas migrate down\"; else put the files back");
        } else {
            message = missingInBetween(before)
                    .map(version -> "version " + version + " was applied, and its file is gone from between others that"
                            + " stay: only the last versions can be undone; put the file back");
        }
        return message.map(text -> new Failure(
                Reason.PROTECTED_FLOW_ERROR, EventReason.PROTECTED_FLOW_ERROR, Failure.Retry.PERMANENT, text));
    }

    /** To go back to the last file would leave what such a version has done, without a file that tells of it. */
    private static Optional<String> missingInBetween(MigrateStatusReport before) {
        Set<String> available =
                before.available().stream().map(MigrationFile::version).collect(Collectors.toSet());
        String last = before.available().getLast().version();
        List<String> applied = before.applied().stream()
                .map(Revision::version)
                .filter(version -> !version.isEmpty())
                .toList();
        return applied.subList(0, applied.lastIndexOf(last) + 1).stream()
                .filter(version -> !available.contains(version))
                .findFirst();
    }

    /** Goes back; nothing has refused it. */
    Step<Reached> take(AtlasMigration resource, MigrateStatusReport before, MigrationInputs read, Scrubber scrubber) {
        try {
            Optional<List<SourceFile>> kept = directories.kept(resource);
            if (kept.isEmpty()) {
                return copying(
                        "unable to downgrade, no dir-state found: put the missing files back, or go back with"
                                + " \"atlas migrate down\"",
                        Failure.Retry.PERMANENT);
            }
            MigrationDirectory directory = MigrationDirectory.of(
                    "file://migrations-" + before.current(),
                    read.request().directory().format(),
                    kept.get());
            String version = before.available().getLast().version();
            MigrateDownReport report = DevPods.during(
                    new DevPodOwner(resource, read.dev().pod()),
                    () -> engine.down(read.downRequest(directory, version)));
            return MigrationFailure.of(report.error(), report.transientFailure(), scrubber)
                    .<Step<Reached>>map(Step.Failed::new)
                    .orElseGet(() -> new Step.Done<>(
                            new Reached(report.targetVersion(), report.start().getEpochSecond(), true)));
        } catch (ReferenceException e) {
            return copying(
                    scrubber.clean(String.valueOf(e.getMessage())),
                    e.isTransient() ? Failure.Retry.TRANSIENT : Failure.Retry.PERMANENT);
        } catch (EngineException e) {
            return new Step.Failed<>(MigrationFailure.of(e, read, scrubber));
        }
    }

    private static Step<Reached> copying(String message, Failure.Retry retry) {
        return new Step.Failed<>(new Failure(Reason.COPYING_DIR_STATE, EventReason.TRANSIENT_ERR, retry, message));
    }
}
