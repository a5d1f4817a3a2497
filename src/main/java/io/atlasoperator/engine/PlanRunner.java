package io.atlasoperator.engine;

import io.atlasoperator.dialect.Pipelining;
import io.atlasoperator.dialect.TableLocks;
import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.sql.StatementText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs the statements of a plan on a session, in transactions as far as mode, database and statements allow. */
final class PlanRunner {
    private final Session session;
    private final TableLocks locks;
    private final LockPatience patience;
    private final LockWait waiting;
    private final Progress progress;
    private final List<String> applied = new ArrayList<>();
    /** The last statements that ran, if what they took away is to be made again by the next. */
    private final List<Statement> halfway = new ArrayList<>();

    private boolean limited;
    private int total;

    PlanRunner(Session session) {
        this(session, LockPatience.USUAL);
    }

    PlanRunner(Session session, LockPatience patience) {
        this(session, patience, Progress.NONE);
    }

    PlanRunner(Session session, LockPatience patience, Progress progress) {
        this.session = session;
        this.progress = progress;
        this.locks = session.dialect().tableLocks();
        this.patience = patience;
        this.waiting = new LockWait(session, patience);
    }

    /**
     * What a run came to.
     *
     * @param applied the statements that ran
     * @param undone how many of the last of them were rolled back
     * @param doubtful how many of the last of them nobody knows to be committed or rolled back
     * @param failure what ended it early, if something did
     */
    record Outcome(List<String> applied, int undone, int doubtful, Optional<StatementFailure> failure) {
        static final Outcome NOTHING = new Outcome(List.of(), 0, Optional.empty());

        Outcome(List<String> applied, int undone, Optional<StatementFailure> failure) {
            this(applied, undone, 0, failure);
        }

        Outcome {
            applied = List.copyOf(applied);
        }

        /** This outcome as it may be shown: without the passwords that statements set. */
        Outcome shown() {
            return new Outcome(
                    applied.stream().map(StatementText::withoutPasswords).toList(),
                    undone,
                    doubtful,
                    failure.map(StatementFailure::shown));
        }

        /** All of it ran, and how the target looks now could not be seen. */
        Outcome unseen(EngineException e) {
            String text = "every statement ran, but the target could not be looked at again: " + e.getMessage();
            return new Outcome(
                    applied, undone, doubtful, Optional.of(new StatementFailure("", text, text, e.isTransient())));
        }
    }

    Outcome run(Plan plan, TxMode mode) {
        if (mode == TxMode.ALL && !plan.transactional()) {
            throw EngineException.permanent(
                    Reason.OPTION,
                    "txMode \"all\" can't be kept: a statement of the plan can't run inside a transaction: "
                            + plan.statements().stream()
                                    .filter(statement -> !statement.transactional())
                                    .findFirst()
                                    .map(statement -> statement.shown().text())
                                    .orElse(""));
        }
        session.requireKept(mode);
        boolean possible = session.dialect().transactions().ddlIsTransactional();
        boolean transactions = possible && mode != TxMode.NONE;
        try {
            if (transactions) {
                requireRoom(plan);
            }
            limited = locks.limit(session.connection(), patience.limit());
            // Whatever the mode, rows that are moved from table to table are not to be left on the way.
            return run(
                    plan,
                    statement -> transactions || possible && statement.hazards().contains(Hazard.HALFWAY));
        } catch (SQLException e) {
            throw session.failure(Reason.PLAN, "", e);
        } finally {
            unlimit();
        }
    }

    /** Refuses a transaction that would fail for want of locks at its very end. */
    private void requireRoom(Plan plan) throws SQLException {
        Optional<String> reason = locks.tooMany(session.connection(), plan.changes());
        if (reason.isPresent()) {
            throw EngineException.permanent(Reason.PLAN, reason.get());
        }
    }

    private void unlimit() {
        if (!limited) {
            return;
        }
        limited = false;
        try {
            locks.unlimit(session.connection());
        } catch (SQLException e) {
            // A session that takes no command any more has no use for its settings.
            System.getLogger(PlanRunner.class.getName()).log(System.Logger.Level.DEBUG, session.describe(e));
        }
    }

    private Outcome run(Plan plan, Predicate<Statement> together) {
        total = plan.statements().size();
        List<Statement> group = new ArrayList<>();
        for (Statement statement : plan.statements()) {
            if (statement.transactional() && together.test(statement)) {
                group.add(statement);
                continue;
            }
            Optional<Outcome> failed = together(group).or(() -> alone(statement));
            if (failed.isPresent()) {
                return failed.get();
            }
            group.clear();
        }
        return together(group).orElseGet(() -> new Outcome(applied, 0, Optional.empty()));
    }

    private Optional<Outcome> together(List<Statement> group) {
        if (group.isEmpty()) {
            return Optional.empty();
        }
        int before = applied.size();
        List<String> texts = group.stream().map(Statement::text).toList();
        for (int tried = 1; ; tried++) {
            boolean committing = false;
            try (Transactions.Open transaction =
                    session.dialect().transactions().begin(session.connection())) {
                for (int next = 0; next < group.size(); next = applied.size() - before) {
                    advance(group.get(next), texts.subList(next, texts.size()));
                }
                session.interruption().requireNone();
                committing = true;
                transaction.commit();
                return Optional.empty();
            } catch (SQLException e) {
                if (committing && isDoubtful(e)) {
                    return Optional.of(new Outcome(applied, 0, applied.size() - before, Optional.of(lostCommit(e))));
                }
                if (!waiting.triesAgain(e, tried)) {
                    int ran = applied.size() - before;
                    Statement current = group.get(Math.min(ran, group.size() - 1));
                    return Optional.of(new Outcome(applied, ran, Optional.of(failure(current, e))));
                }
                applied.subList(before, applied.size()).clear();
            }
        }
    }

    /** Whether nobody can tell what became of a commit: a server that answers says so, with a code of its own. */
    private static boolean isDoubtful(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null || state.startsWith("08");
    }

    private StatementFailure lostCommit(SQLException e) {
        String text = session.describe(e)
                + ": the connection was lost while the transaction was committed, so its statements may have taken effect;"
                + " run it again, which looks first";
        return new StatementFailure("COMMIT", text, "commit: " + text, true);
    }

    /** Whether the connection broke, so that nobody was told how a statement ended. */
    private static boolean isLost(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state != null && state.startsWith("08");
    }

    private StatementFailure lostStatement(Statement statement, SQLException e) {
        String text = session.describe(e)
                + ": the connection was lost while the statement ran, so it may have taken effect, or the server may be at"
                + " it still; run it again, which looks first";
        return new StatementFailure(statement.text(), text, statement.comment() + ": " + text, true);
    }

    private Optional<Outcome> alone(Statement statement) {
        // What waits for all others by its nature, such as an index that is built beside them, is not hurried.
        boolean unhurried = limited && !statement.transactional();
        if (unhurried) {
            unlimit();
        }
        for (int tried = 1; ; tried++) {
            try {
                execute(statement);
            } catch (SQLException e) {
                if (isLost(e)) {
                    applied.add(statement.text());
                    return Optional.of(new Outcome(applied, 0, 1, Optional.of(lostStatement(statement, e))));
                }
                // What runs on its own may leave something behind, so it is for the next run to look.
                if (!statement.transactional() || !waiting.triesAgain(e, tried)) {
                    StatementFailure failure = failure(statement, e);
                    return Optional.of(putBack(failure));
                }
                continue;
            }
            if (unhurried) {
                hurry();
            }
            return Optional.empty();
        }
    }

    /** Where nothing is rolled back, what was taken away for a moment is made again as it was. */
    private Outcome putBack(StatementFailure failure) {
        // A drop that nothing undoes, such as of what spoke of a thing by its old name, stays, and must be told so.
        boolean isUndone = halfway.stream().findFirst().stream()
                .anyMatch(taken -> !taken.reverse().isEmpty());
        if (!isUndone || session.dialect().transactions().ddlIsTransactional()) {
            return new Outcome(applied, 0, Optional.of(failure));
        }
        try {
            for (Statement taken : halfway.reversed()) {
                for (String text : taken.reverse()) {
                    session.execute(text);
                }
            }
            return new Outcome(applied, halfway.size(), Optional.of(failure));
        } catch (SQLException e) {
            String more = "; what was there before could not be put back: " + session.describe(e);
            return new Outcome(
                    applied,
                    0,
                    Optional.of(new StatementFailure(
                            failure.statement(),
                            failure.text() + more,
                            failure.message() + more,
                            failure.transientFailure())));
        }
    }

    /** Without its limit the next statement waits longer, or fails as it would anyway. */
    private void hurry() {
        try {
            limited = locks.limit(session.connection(), patience.limit());
        } catch (SQLException e) {
            System.getLogger(PlanRunner.class.getName()).log(System.Logger.Level.DEBUG, session.describe(e));
        }
    }

    /** Runs the first of the statements that are left in a transaction, along with those that go together with it. */
    private void advance(Statement first, List<String> left) throws SQLException {
        Pipelining pipelining = session.dialect().pipelining();
        List<String> together = left.subList(0, pipelining.together(left));
        if (together.size() == 1) {
            execute(first);
            return;
        }
        announce(first);
        Pipelining.Ran ran = session.work(() -> pipelining.run(session.connection(), together));
        applied.addAll(together.subList(0, ran.ran()));
        if (ran.failure().isPresent()) {
            throw ran.failure().get();
        }
    }

    private void execute(Statement statement) throws SQLException {
        announce(statement);
        session.change(statement.text());
        applied.add(statement.text());
        if (statement.hazards().contains(Hazard.HALFWAY)) {
            halfway.add(statement);
        } else {
            halfway.clear();
        }
    }

    private void announce(Statement statement) {
        progress.doing((applied.size() + 1) + " of " + total + ": " + statement.comment());
    }

    private StatementFailure failure(Statement statement, SQLException e) {
        String text = session.describe(e) + session.dialect().advice(e) + waiting.holders(statement.text(), e);
        return new StatementFailure(
                statement.text(),
                text,
                statement.comment() + ": " + text,
                session.dialect().isTransient(e));
    }
}
