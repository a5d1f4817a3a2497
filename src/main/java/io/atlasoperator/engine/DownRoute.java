package io.atlasoperator.engine;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.migrate.DownMark;
import io.atlasoperator.migrate.DownRange;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.PendingPlan;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementKind;
import io.atlasoperator.sql.StatementScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans the way back: what leads from the state that each version left to the one before it. For one thread. */
final class DownRoute {
    private static final String INDENT = "  ";

    private final Session target;
    private final List<MigrationFile> files;
    private final DownStates states;
    private final StatementScanner scanner;

    /** @param files the directory's files, in order */
    DownRoute(Session target, List<MigrationFile> files, DownStates states) {
        this.target = target;
        this.files = files;
        this.states = states;
        this.scanner = new StatementScanner(target.dialect().syntax().scanner());
    }

    /**
     * The stretches, in order.
     *
     * @param before what the database holds before, as the directory makes it; nothing if no stretch was computed
     * @param after what it holds after all of them; nothing if a stretch was not computed
     */
    record Planned(List<DownLeg> legs, Optional<Realm> before, Optional<Realm> after) {}

    /** @param repeated the row of what is repeated, which takes part in every state */
    Planned plan(DownRange range, List<Revision> repeated) {
        boolean together = target.dialect().transactions().ddlIsTransactional()
                && DownMark.of(range.reverted().getFirst()).isEmpty();
        Planned planned = plan(range, repeated, together);
        // What can't be rolled back goes version by version, so that the rows tell how far it went.
        return together && !planned.legs.stream().allMatch(DownLeg::inTransaction)
                ? plan(range, repeated, false)
                : planned;
    }

    private Planned plan(DownRange range, List<Revision> repeated, boolean together) {
        List<List<Revision>> groups = groups(range, together);
        List<List<Revision>> histories = histories(range, groups, repeated);
        List<Optional<List<ScannedStatement>>> written =
                groups.stream().map(this::written).toList();
        List<Integer> needed = new ArrayList<>();
        for (int i = 0; i <= groups.size(); i++) {
            boolean before = i < groups.size() && written.get(i).isEmpty();
            boolean after = i > 0 && written.get(i - 1).isEmpty();
            if (before || after || i == 0 && written.stream().anyMatch(Optional::isEmpty)) {
                needed.add(i);
            }
        }
        List<Realm> realms = states.after(needed.stream().map(histories::get).toList());
        List<DownLeg> legs = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Revision> history = histories.get(i);
            List<Revision> rows = groups.get(i);
            legs.add(
                    written.get(i).isPresent()
                            ? written(history, rows, written.get(i).get())
                            : computed(
                                    history,
                                    rows,
                                    realms.get(needed.indexOf(i)),
                                    realms.get(needed.indexOf(i + 1))
                                            .withRenames(renames(history, histories.get(i + 1)))));
        }
        boolean isComputed = written.stream().allMatch(Optional::isEmpty);
        return new Planned(
                legs,
                realms.stream().findFirst(),
                isComputed
                        ? Optional.of(realms.getLast().withRenames(renames(histories.getFirst(), histories.getLast())))
                        : Optional.empty());
    }

    private List<Rename> renames(List<Revision> from, List<Revision> to) {
        return states.renames(from, to, target.dialect().diffRules(target.version()));
    }

    /** Versions that are undone by the same statements, the newest first. */
    private List<List<Revision>> groups(DownRange range, boolean together) {
        List<List<Revision>> groups = new ArrayList<>();
        boolean joins = false;
        for (Revision row : range.reverted()) {
            boolean alone = !together || written(List.of(row)).isPresent();
            if (alone || !joins) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(row);
            joins = !alone;
        }
        return groups;
    }

    /** The rows before each group, and after the last. */
    private static List<List<Revision>> histories(
            DownRange range, List<List<Revision>> groups, List<Revision> repeated) {
        List<Revision> all = new ArrayList<>(range.kept());
        all.addAll(range.reverted().reversed());
        List<List<Revision>> histories = new ArrayList<>();
        int rows = all.size();
        for (int i = 0; i <= groups.size(); i++) {
            List<Revision> history = new ArrayList<>(all.subList(0, rows));
            history.addAll(repeated);
            histories.add(history);
            rows -= i < groups.size() ? groups.get(i).size() : 0;
        }
        return histories;
    }

    private Optional<List<ScannedStatement>> written(List<Revision> rows) {
        if (rows.size() != 1) {
            return Optional.empty();
        }
        MigrationFile file = file(rows.getFirst());
        try {
            return file.down(scanner);
        } catch (SqlScanException | RevisionException e) {
            throw wrong(file, e);
        }
    }

    private static boolean withoutTransaction(MigrationFile file) {
        try {
            return file.downWithoutTransaction();
        } catch (RevisionException e) {
            throw wrong(file, e);
        }
    }

    private static EngineException wrong(MigrationFile file, Exception e) {
        return new EngineException(
                Reason.DIRECTORY, false, "sql/migrate: down.sql of \"" + file.name() + "\": " + e.getMessage(), e);
    }

    private MigrationFile file(Revision row) {
        return PendingPlan.find(files, row.version()).orElseThrow();
    }

    private DownLeg written(List<Revision> before, List<Revision> rows, List<ScannedStatement> statements) {
        MigrationFile file = file(rows.getFirst());
        for (ScannedStatement statement : statements) {
            if (StatementKind.of(statement.text()) == StatementKind.TRANSACTION) {
                throw EngineException.permanent(
                        Reason.DIRECTORY,
                        "sql/migrate: the statement at " + file.name() + ":" + statement.line()
                                + " of down.sql begins or ends a transaction, which is done for it: remove it");
            }
        }
        boolean asksForNone = withoutTransaction(file);
        boolean inTransaction = target.dialect().transactions().ddlIsTransactional() && !asksForNone;
        return new DownLeg(
                before,
                rows,
                List.of(file),
                true,
                statements.stream().map(ScannedStatement::text).toList(),
                inTransaction,
                List.of(),
                DownChecks.of(target, List.of()));
    }

    private DownLeg computed(List<Revision> before, List<Revision> rows, Realm from, Realm to) {
        Plan plan = plan(target, from, to);
        return new DownLeg(
                before,
                rows,
                rows.stream().map(this::file).toList(),
                false,
                plan.statements().stream().map(Statement::text).toList(),
                target.dialect().transactions().ddlIsTransactional() && plan.transactional(),
                plan.changes(),
                DownChecks.of(target, plan.changes()));
    }

    /** What leads from one state of the directory to another. */
    static Plan plan(Session target, Realm from, Realm to) {
        return StatePlanner.plan(
                target.dialect(),
                target.version(),
                from,
                to,
                DiffPolicy.DEFAULT,
                new PlanOptions(INDENT, StatePlanner.qualifier(target.scope())));
    }
}
