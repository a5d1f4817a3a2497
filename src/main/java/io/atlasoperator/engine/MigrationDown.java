package io.atlasoperator.engine;

import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.engine.MigrateDownReport.Outcome;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.migrate.DownMark;
import io.atlasoperator.migrate.DownRange;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.PendingPlan;
import io.atlasoperator.migrate.RanFiles;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Undoes migrations on a target whose lock is held. For one thread, once. */
final class MigrationDown {
    private final MigrateDownRequest request;
    private final Session session;
    private final RevisionStore store;
    private final StateLoader.Purpose purpose;
    private final StateTrial trial;
    private final Clock clock;
    private final LockPatience patience;
    private final Instant start;
    private final List<MigrateDownReport.Leg> legs = new ArrayList<>();
    private Optional<StatementFailure> failure = Optional.empty();

    /**
     * @param purpose what states are tried out for
     * @param trial tries them out
     * @param start when the run began
     */
    MigrationDown(
            MigrateDownRequest request,
            Session session,
            StateLoader.Purpose purpose,
            StateTrial trial,
            Clock clock,
            LockPatience patience,
            Instant start) {
        this.request = request;
        this.session = session;
        this.store = RevisionStore.of(session, request.revisionsSchema());
        this.purpose = purpose;
        this.trial = trial;
        this.clock = clock;
        this.patience = patience;
        this.start = start;
    }

    MigrateDownReport run() {
        List<MigrationFile> files = request.directory().files();
        List<Revision> rows = PendingPlan.ordered(files, store.read());
        List<Revision> repeated =
                rows.stream().filter(row -> row.version().isEmpty()).toList();
        DownRange range = range(files, rows);
        requireUnchanged(files, range.reverted());
        try {
            DownRange left = range;
            if (!request.dryRun() && isBegun(left)) {
                left = finish(left, repeated);
            }
            if (failure.isEmpty() && !left.reverted().isEmpty()) {
                all(left, repeated);
            }
            if (failure.isEmpty() && !request.dryRun() && range.kept().isEmpty()) {
                for (Revision row : repeated) {
                    store.revisions().delete(row.version());
                }
            }
        } catch (SQLException e) {
            throw session.failure(Reason.CONNECT, "", e);
        }
        return report(range);
    }

    private DownRange range(List<MigrationFile> files, List<Revision> rows) {
        try {
            return DownRange.of(files, rows, request.goal());
        } catch (RevisionException e) {
            throw new EngineException(Reason.REVISIONS, false, String.valueOf(e.getMessage()), e);
        }
    }

    private void requireUnchanged(List<MigrationFile> files, List<Revision> reverted) {
        try {
            RanFiles.requireUnchanged(
                    files,
                    reverted,
                    new StatementScanner(session.dialect().syntax().scanner()));
        } catch (RevisionException | SqlScanException e) {
            throw new EngineException(Reason.REVISIONS, false, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isBegun(DownRange range) {
        return !range.reverted().isEmpty()
                && DownMark.of(range.reverted().getFirst()).isPresent();
    }

    private DownStates states() {
        return new DownStates(trial, purpose, request.directory().files());
    }

    private DownRoute route(DownStates states) {
        return new DownRoute(session, request.directory().files(), states);
    }

    /** Finishes what an earlier run has begun; says what is left. */
    private DownRange finish(DownRange range, List<Revision> repeated) throws SQLException {
        Revision row = range.reverted().getFirst();
        List<Revision> rest = range.reverted().subList(1, range.reverted().size());
        List<Revision> others = new ArrayList<>(range.kept());
        others.addAll(rest.reversed());
        DownStates states = states();
        DownLeg leg = route(states)
                .plan(new DownRange(List.of(row), others, ""), repeated)
                .legs()
                .getFirst();
        DownPosition position = DownPosition.of(new DownLook(session), session, states, leg);
        limit();
        step(leg, position.done(), position.checks(), leg.files(), row.applied());
        return new DownRange(rest, range.kept(), range.target());
    }

    private void limit() throws SQLException {
        session.dialect().tableLocks().limit(session.connection(), patience.limit());
    }

    private void step(DownLeg leg, int done, DownChecks checks, List<MigrationFile> files, int noted) {
        DownSteps steps = new DownSteps(session, store.revisions(), clock, patience, leg, noted);
        steps.run(done, checks, files);
        legs.add(steps.report(done));
        failure = steps.failure();
    }

    private void all(DownRange range, List<Revision> repeated) throws SQLException {
        DownStates states = states();
        DownLook look = new DownLook(session);
        Inspection now = look.now();
        DownRange known = DownPosition.settled(range, repeated, states, look, now);
        DownRoute.Planned planned = route(states).plan(known, repeated);
        List<DownLeg> route = planned.legs();
        Optional<DownPosition> begun = isBegun(known)
                ? Optional.of(DownPosition.of(look, session, states, route.getFirst()))
                : Optional.empty();
        if (begun.isEmpty() && planned.before().isPresent()) {
            look.requireAsExpected(
                    now,
                    planned.before().get(),
                    route.stream().flatMap(leg -> leg.changes().stream()).toList());
        }
        DownRun run = new DownRun(session, store.revisions(), clock, patience);
        if (request.dryRun()) {
            run.pretend(
                    route,
                    begun.map(DownPosition::done).orElse(0),
                    begun.map(DownPosition::checks)
                            .orElseGet(() -> route.size() == 1
                                    ? route.getFirst().checks()
                                    : route.getFirst().checks().and(everything(planned))),
                    begun.isEmpty() && planned.after().isPresent());
        } else if (route.stream().allMatch(DownLeg::inTransaction)) {
            run.run(route);
        } else {
            limit();
            steps(route, range, everything(planned));
            return;
        }
        legs.addAll(run.legs());
        failure = run.failure();
    }

    /** What would be lost on the whole way is asked before its first step: there is no way back up. */
    private DownChecks everything(DownRoute.Planned planned) {
        return planned.before().isPresent() && planned.after().isPresent()
                ? DownChecks.of(
                        session,
                        DownRoute.plan(
                                        session,
                                        planned.before().get(),
                                        planned.after().get())
                                .changes())
                : DownChecks.of(session, List.of());
    }

    private void steps(List<DownLeg> route, DownRange range, DownChecks everything) {
        List<MigrationFile> all =
                route.stream().flatMap(leg -> leg.files().stream()).toList();
        boolean isFirst = true;
        for (DownLeg leg : route) {
            String version = leg.rows().getFirst().version();
            int noted = range.reverted().stream()
                    .filter(row -> row.version().equals(version))
                    .findFirst()
                    .orElseThrow()
                    .applied();
            step(leg, 0, isFirst ? leg.checks().and(everything) : leg.checks(), isFirst ? all : leg.files(), noted);
            if (failure.isPresent()) {
                return;
            }
            isFirst = false;
        }
    }

    private MigrateDownReport report(DownRange range) {
        List<MigrationFile> files = request.directory().files();
        Outcome outcome = failure.isPresent() ? Outcome.FAILED : request.dryRun() ? Outcome.PLANNED : Outcome.APPLIED;
        return new MigrateDownReport(
                session.dialect().name(),
                session.target(),
                request.directory().location(),
                range.reverted().stream()
                        .map(row -> PendingPlan.find(files, row.version()).orElseThrow())
                        .toList(),
                legs,
                range.current(),
                range.target(),
                outcome,
                failure.map(StatementFailure::message),
                failure.map(StatementFailure::transientFailure).orElse(false),
                start,
                clock.instant());
    }
}
