package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.operator.atlasmigration.AtlasMigrationReconciler.Reached;
import io.atlasoperator.operator.status.Drift;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Step;
import io.atlasoperator.operator.target.TargetReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How it went with each of several targets. For one reconcile. */
final class MigrationResults {
    private final TargetReport report = new TargetReport();
    private final TargetReport drifted = new TargetReport();
    private final TargetReport unknown = new TargetReport();
    private final List<Reached> reached = new ArrayList<>();
    private boolean watched;
    private boolean cutOff;

    void add(MigrationInputs read, Step<Reached> step, Drift drift) {
        String name = read.target().redacted();
        switch (step) {
            case Step.Failed<Reached>(Failure failure) -> report.failed(name, failure);
            case Step.Done<Reached>(Reached done) -> {
                report.reached(name, "version " + done.version());
                reached.add(done);
            }
        }
        switch (drift) {
            case Drift.Found(String summary) -> drifted.reached(name, TargetReport.brief(summary));
            case Drift.Unknown(String reason) -> unknown.reached(name, TargetReport.brief(reason));
            case Drift.None() -> watched = true;
            case Drift.Unlooked() -> cutOff = true;
            case Drift.Unwatched() -> {}
        }
    }

    /** What is wrong, if anything is. */
    Optional<Failure> failure() {
        return report.failure();
    }

    /** What was done. */
    String message() {
        return "The migrations have been applied successfully to " + report.text();
    }

    /** What others changed. */
    Drift drift() {
        if (cutOff) {
            return new Drift.Unlooked();
        }
        if (!drifted.isEmpty()) {
            return new Drift.Found(drifted.text());
        }
        if (!unknown.isEmpty()) {
            return new Drift.Unknown(unknown.text());
        }
        return watched ? new Drift.None() : new Drift.Unwatched();
    }

    /** Whether a file was run. */
    boolean ran() {
        return reached.stream().anyMatch(Reached::ran);
    }

    /** The version that all are at; empty if they are not at the same. */
    String version() {
        List<String> versions =
                reached.stream().map(Reached::version).distinct().toList();
        return versions.size() == 1 ? versions.getFirst() : "";
    }

    /** When a file ran last, in seconds since 1970. */
    long lastApplied() {
        return reached.stream().mapToLong(Reached::lastApplied).max().orElse(0);
    }
}
