package io.atlasoperator.engine;

import io.atlasoperator.dialect.TableLocks;
import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the statements of a plan on a session, in transactions as far as mode, database and statements allow. */
final class PlanRunner {
    private final Session session;
    private final TableLocks locks;
    private final LockPatience patience;
    private final List<String> applied = new ArrayList<>();
    private boolean limited;

    PlanRunner(Session session) {
        this(session, LockPatience.USUAL);
    }

    PlanRunner(Session session, LockPatience patience) {
        this.session = session;
        this.locks = session.dialect().tableLocks();
        this.patience = patience;
    }

    /**
     * What a run came to.
     *
     * @param applied the statements that ran
     * @param undone how many of the last of them were rolled back
     * @param failure what ended it early, if something did
     */
    record Outcome(List<String> applied, int undone, Optional<StatementFailure> failure) {
        static final Outcome NOTHING = new Outcome(List.of(), 0, Optional.empty());

        Outcome {
            applied = List.copyOf(applied);
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
                                    .map(Statement::text)
                                    .orElse(""));
        }
        boolean transactions =
                mode != TxMode.NONE && session.dialect().transactions().ddlIsTransactional();
        try {
            if (transactions) {
                requireRoom(plan);
            }
            limited = locks.limit(session.connection(), patience.limit());
            return run(plan, transactions);
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

    private Outcome run(Plan plan, boolean transactions) {
        List<Statement> group = new ArrayList<>();
        for (Statement statement : plan.statements()) {
            if (transactions && statement.transactional()) {
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
        for (int tried = 1; ; tried++) {
            Statement current = group.getFirst();
            try (Transactions.Open transaction =
                    session.dialect().transactions().begin(session.connection())) {
                for (Statement statement : group) {
                    current = statement;
                    execute(statement);
                }
                session.interruption().requireNone();
                transaction.commit();
                return Optional.empty();
            } catch (SQLException e) {
                if (!triesAgain(e, tried)) {
                    return Optional.of(new Outcome(applied, applied.size() - before, Optional.of(failure(current, e))));
                }
                applied.subList(before, applied.size()).clear();
            }
        }
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
                if (unhurried) {
                    limited = locks.limit(session.connection(), patience.limit());
                }
                return Optional.empty();
            } catch (SQLException e) {
                if (!triesAgain(e, tried)) {
                    return Optional.of(new Outcome(applied, 0, Optional.of(failure(statement, e))));
                }
            }
        }
    }

    private boolean triesAgain(SQLException e, int tried) {
        return limited
                && !session.interruption().isRaised()
                && locks.waitedTooLong(e)
                && tried < patience.tries()
                && patience.giveWay(tried);
    }

    private void execute(Statement statement) throws SQLException {
        session.execute(statement.text());
        applied.add(statement.text());
    }

    private StatementFailure failure(Statement statement, SQLException e) {
        String text = session.describe(e) + waitingFor(e);
        return new StatementFailure(
                statement.text(),
                text,
                statement.comment() + ": " + text,
                session.dialect().isTransient(e));
    }

    /** Whom a statement waited for in vain, as far as the server tells. */
    private String waitingFor(SQLException e) {
        if (!locks.waitedTooLong(e)) {
            return "";
        }
        try {
            return locks.holders(session.connection())
                    .map(holders -> "; locks of tables are held by " + holders)
                    .orElse("");
        } catch (SQLException unknown) {
            // Only the cause of the failure matters, and that is told.
            return "";
        }
    }
}
