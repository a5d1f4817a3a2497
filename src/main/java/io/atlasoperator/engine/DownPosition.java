package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.migrate.DownMark;
import io.atlasoperator.migrate.DownRange;
import io.atlasoperator.migrate.GoText;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.sql.StatementKind;
import io.atlasoperator.sql.StatementText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where a database is that an earlier run has left on its way: found by comparing it with the states on that way, as a dev
 * database passes through them.
 *
 * @param done how many statements of the way back are done
 * @param checks what is to be asked before the others
 */
record DownPosition(int done, DownChecks checks) {

    /**
     * Finds it.
     *
     * @throws EngineException if the database is in none of the states, or if nobody can tell whether the statement that ran
     *     last is done
     */
    static DownPosition of(DownLook look, Session target, DownStates states, DownLeg leg) {
        Revision row = leg.rows().getFirst();
        int begun = Math.min(
                DownMark.of(row).orElseThrow().begun(), leg.statements().size());
        // What somebody wrote may work on the rows of the database alone: no more of it is tried out than has to be.
        List<Realm> way =
                states.back(leg.before(), leg.written() ? leg.statements().subList(0, begun) : leg.statements());
        Realm now = look.now().realm();
        OptionalInt found = look.find(now, way, Math.max(begun - 1, 0), begun);
        if (found.isEmpty() && !leg.written()) {
            found = look.find(now, way, 0, way.size() - 1);
        }
        int done = found.orElseThrow(() -> lost(look, now, way, begun, row));
        String running = begun > 0 ? leg.statements().get(begun - 1) : "";
        // What changes rows was noted along with its change, so it is not done.
        boolean leavesNoTrace = done == begun - 1
                && look.differences(way.get(begun - 1), way.get(begun)).isEmpty()
                && StatementKind.of(running) != StatementKind.DATA;
        if (leg.written() && leavesNoTrace) {
            throw inDoubt(row, running, begun);
        }
        List<Change> rest = leg.written() ? List.of() : look.differences(way.get(done), way.getLast());
        return new DownPosition(done, DownChecks.of(target, rest));
    }

    private static EngineException lost(DownLook look, Realm now, List<Realm> way, int begun, Revision row) {
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i < way.size(); i++) {
            changes.addAll(look.differences(way.get(i - 1), way.get(i)));
        }
        List<String> drift = new DownTouch(changes).among(look.differences(now, way.get(begun)));
        return EngineException.permanent(
                Reason.PLAN,
                "sql/migrate: version " + row.version() + " was being reverted when an earlier run was cut off, and the"
                        + " database is in no state on that way by now: " + String.join("; ", drift)
                        + ". Put that right by hand, then run this again");
    }

    private static EngineException inDoubt(Revision row, String statement, int begun) {
        return EngineException.permanent(
                Reason.REVISIONS,
                "sql/migrate: statement " + begun + " of the down.sql of version " + row.version()
                        + " was running when the last attempt was cut off, and it is not known whether it was executed: "
                        + GoText.quote(StatementText.withoutPasswords(statement))
                        + ". Look into the database, do by hand what is left of down.sql, and then remove the row with"
                        + " \"atlas migrate set\"");
    }

    /**
     * The range with the newest row settled, if a statement of its file was running when an earlier run was cut off: whether
     * it is done, the database tells.
     */
    static DownRange settled(
            DownRange range, List<Revision> repeated, DownStates states, DownLook look, Inspection now) {
        Revision row = range.reverted().getFirst();
        if (!row.inDoubt()) {
            return range;
        }
        List<DownRange> both = List.of(with(range, row.applied()), with(range, row.applied() + 1));
        List<Realm> realms = states.after(both.stream()
                .map(one -> {
                    List<Revision> history = new ArrayList<>(one.kept());
                    history.addAll(one.reverted().reversed());
                    history.addAll(repeated);
                    return history;
                })
                .toList());
        OptionalInt found = look.find(now.realm(), realms, 0, 1);
        // In neither, what differs is told of the objects that are to be changed.
        return both.get(found.orElse(0));
    }

    private static DownRange with(DownRange range, int applied) {
        Revision row = range.reverted().getFirst();
        List<Revision> reverted = new ArrayList<>(range.reverted());
        reverted.set(
                0,
                new Revision(
                        row.version(),
                        row.description(),
                        row.type(),
                        applied,
                        row.total(),
                        row.executedAt(),
                        row.executionTime(),
                        "",
                        row.errorStatement(),
                        row.hash(),
                        row.partialHashes(),
                        row.operatorVersion()));
        return new DownRange(reverted, range.kept(), range.target());
    }
}
