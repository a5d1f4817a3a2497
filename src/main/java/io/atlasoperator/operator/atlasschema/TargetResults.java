package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.Digest;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.api.v1alpha1.TargetStatus;
import io.atlasoperator.operator.status.Drift;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.target.TargetReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How it went with each of several targets. For one reconcile. */
final class TargetResults {
    private static final String DRIFTED = "changed by others, and left like that";

    private final List<TargetStatus> before;
    private final long generation;
    private final Instant now;
    private final Function<SchemaState, String> hashes;
    private final List<TargetStatus> after = new ArrayList<>();
    private final TargetReport report = new TargetReport();
    private final TargetReport drifted = new TargetReport();
    private final TargetReport undone = new TargetReport();
    private boolean changed;

    /**
     * @param before what is known of targets from before
     * @param generation that of the resource
     * @param hashes tells desired states from each other
     */
    TargetResults(List<TargetStatus> before, long generation, Instant now, Function<SchemaState, String> hashes) {
        this.before = before;
        this.generation = generation;
        this.now = now;
        this.hashes = hashes;
    }

    private TargetStatus known(SchemaInputs read) {
        String name = read.target().redacted();
        return before.stream()
                .filter(known -> known.target().equals(name))
                .findFirst()
                .orElseGet(() -> TargetStatus.unknown(name));
    }

    /** Whether nothing was ever applied to a target: one that comes later has a first run of its own. */
    boolean isFirstRun(SchemaInputs read) {
        return known(read).lastApplied() == 0;
    }

    /** When something was applied to a target last, in seconds since 1970. */
    long lastApplied(SchemaInputs read) {
        return known(read).lastApplied();
    }

    /** What differs in a target that this very generation was applied to, somebody else did. */
    DriftRule driftRule(SchemaInputs read) {
        TargetStatus known = known(read);
        if (known.observedGeneration() != generation) {
            return DriftRule.ASKED;
        }
        if (!read.wantedHash().equals(known.observedTarget())) {
            return DriftRule.ASKED;
        }
        Predicate<SchemaState> settled =
                desired -> read.isWritten() || hashes.apply(desired).equals(known.observedHash());
        return read.resync().isEmpty()
                ? DriftRule.unwatched(read.lossAllowed(), settled)
                : DriftRule.watched(read.driftCorrected(), read.lossAllowed(), settled);
    }

    void add(SchemaInputs read, SchemaOutcome outcome) {
        String name = read.target().redacted();
        TargetStatus known = known(read);
        switch (outcome) {
            case SchemaOutcome.Failed(Failure failure, boolean begun) -> {
                report.failed(name, failure);
                TargetStatus failed = known.failed(TargetReport.brief(failure.message()));
                after.add(begun ? failed.undetermined() : failed);
            }
            case SchemaOutcome.Drifted(String summary, SchemaState desired) -> {
                report.reached(name, DRIFTED);
                drifted.reached(name, TargetReport.brief(summary));
                after.add(known.drifted(DRIFTED));
            }
            case SchemaOutcome.Applied(SchemaApplyReport done, Optional<String> corrected) -> {
                applied(read, known, done);
                corrected.ifPresent(summary -> undone.reached(name, TargetReport.brief(summary)));
            }
        }
    }

    private void applied(SchemaInputs read, TargetStatus known, SchemaApplyReport done) {
        int count = done.applied().size();
        String text = done.plan().isEmpty() ? "nothing to change" : count + (count == 1 ? " statement" : " statements");
        report.reached(known.target(), text);
        String hash = hashes.apply(done.desired());
        boolean isNews = !done.plan().isEmpty()
                || !known.ready()
                || !known.observedHash().equals(hash);
        changed |= isNews;
        after.add(new TargetStatus(
                known.target(),
                true,
                isNews || known.message().equals(DRIFTED) ? text : known.message(),
                isNews ? now.getEpochSecond() : known.lastApplied(),
                generation,
                hash,
                read.wantedHash()));
    }

    /** What is wrong, if anything is. */
    Optional<Failure> failure() {
        return report.failure();
    }

    /** What was done. */
    String message() {
        return "The schema has been applied successfully to " + report.text();
    }

    /** What others changed and stays. */
    Drift drift(boolean watched) {
        if (!drifted.isEmpty()) {
            return new Drift.Found(drifted.text());
        }
        return watched ? new Drift.None() : new Drift.Unwatched();
    }

    /** What others changed and is undone, if anything is. */
    Optional<String> undone() {
        return undone.isEmpty() ? Optional.empty() : Optional.of(undone.text());
    }

    /** Whether there is more to tell than that all is as it was. */
    boolean isNews(AtlasSchemaStatus status) {
        Set<String> gone = new TreeSet<>(names(before));
        gone.removeAll(names(after));
        return changed || !gone.isEmpty() || !hash().equals(status.observedHash());
    }

    private static Set<String> names(List<TargetStatus> targets) {
        return targets.stream().map(TargetStatus::target).collect(Collectors.toSet());
    }

    /** The status, without conditions: a failure leaves what was applied last as it was. */
    AtlasSchemaStatus reached(AtlasSchemaStatus status) {
        return failure().isPresent()
                ? status.withTargets(after)
                : new AtlasSchemaStatus(null, List.of(), hash(), now.getEpochSecond(), "", "", "", 0, after);
    }

    /** That of the desired state if all want the same, else one of all of them. */
    private String hash() {
        Set<String> all = after.stream().map(TargetStatus::observedHash).collect(Collectors.toCollection(TreeSet::new));
        if (all.size() == 1) {
            return all.iterator().next();
        }
        Digest digest = new Digest();
        all.forEach(digest::field);
        return digest.base64();
    }
}
