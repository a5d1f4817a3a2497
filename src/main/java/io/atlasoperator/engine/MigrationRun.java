package io.atlasoperator.engine;

import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.migrate.Revisions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs files in order, in the transactions that each asks for, until one fails. For one thread, once. */
final class MigrationRun {
    private final Session session;
    private final Revisions revisions;
    private final Clock clock;
    private final String operatorVersion;
    private final LockPatience patience;
    private final RowUndo rows;
    private final HookedTransactions transactions;
    private final List<FileRun> runs = new ArrayList<>();
    private Optional<StatementFailure> failure = Optional.empty();

    MigrationRun(
            Session session,
            Revisions revisions,
            Clock clock,
            String operatorVersion,
            LockPatience patience,
            HookedTransactions transactions) {
        this.transactions = transactions;
        this.patience = patience;
        this.rows = new RowUndo(session);
        this.session = session;
        this.revisions = revisions;
        this.clock = clock;
        this.operatorVersion = operatorVersion;
    }

    /** What became of the files that were begun. */
    List<MigrateApplyReport.AppliedFile> files() {
        return runs.stream().map(FileRun::report).toList();
    }

    /** What ended the run early. */
    Optional<StatementFailure> failure() {
        return failure;
    }

    /** Lists the files as if they had run; the checks of the first are asked. */
    void pretend(List<MigrationStep> steps) throws SQLException {
        // Whatever a question does on its way to the answer is undone.
        try (Transactions.Open transaction = session.dialect().transactions().begin(session.connection())) {
            for (MigrationStep step : steps) {
                boolean isFirst = runs.isEmpty();
                next(step).pretend(isFirst);
            }
        } catch (StatementFailedException e) {
            failure = Optional.of(e.failure());
        }
    }

    /** @throws SQLException if the session does not take a limit for its waiting */
    void run(List<MigrationStep> steps) throws SQLException {
        session.readAsServer();
        boolean transactional = session.dialect().transactions().ddlIsTransactional();
        if (!transactional) {
            // For as long as the session lasts. In a transaction, what was locked before would stay so while it gives
            // way.
            session.dialect().tableLocks().limit(session.connection(), patience.limit());
        }
        List<MigrationStep> together = new ArrayList<>();
        for (MigrationStep step : steps) {
            switch (step.script().txMode()) {
                case ALL -> together.add(step);
                case FILE -> hooked(List.of(step), transactional);
                case NONE -> alone(step);
            }
            if (failure.isPresent()) {
                return;
            }
        }
        if (!together.isEmpty()) {
            hooked(together, transactional);
        }
    }

    private void hooked(List<MigrationStep> steps, boolean transactional) {
        if (transactional) {
            inTransaction(steps);
        } else {
            inNone(steps);
        }
    }

    private FileRun next(MigrationStep step) {
        FileRun run =
                new FileRun(step, session, revisions, clock, operatorVersion, new LockWait(session, patience), rows);
        runs.add(run);
        return run;
    }

    private void alone(MigrationStep step) {
        try {
            next(step).alone();
        } catch (StatementFailedException e) {
            failure = Optional.of(e.failure());
        }
    }

    /** Where a change of the schema ends the transaction, every statement counts by itself. */
    private void inNone(List<MigrationStep> steps) {
        int before = runs.size();
        try (Transactions.Open around = transactions.beginWithout()) {
            for (MigrationStep step : steps) {
                next(step).alone();
            }
            around.commit();
        } catch (StatementFailedException e) {
            failure = Optional.of(e.failure());
        } catch (SQLException e) {
            String text = transactions.describe(e)
                    + (runs.size() > before ? "; what the files did stays, and is not run again" : "");
            fail(before, new StatementFailure("", text, text, session.dialect().isTransient(e)));
        }
    }

    private void inTransaction(List<MigrationStep> steps) {
        int before = runs.size();
        try (Transactions.Open transaction = transactions.begin()) {
            for (MigrationStep step : steps) {
                next(step).inTransaction();
            }
            session.interruption().requireNone();
            transaction.commit();
        } catch (StatementFailedException e) {
            failure = Optional.of(withRollback(e.failure(), e));
        } catch (SQLException e) {
            String text = transactions.describe(e);
            StatementFailure failed = withRollback(
                    new StatementFailure("", text, text, session.dialect().isTransient(e)), e);
            fail(before, failed);
        }
    }

    /** @param before how many files were begun earlier, which have nothing to do with it */
    private void fail(int before, StatementFailure failed) {
        if (runs.size() > before) {
            runs.getLast().fail(failed);
        }
        failure = Optional.of(failed);
    }

    /** A rollback that failed too is told first. */
    private StatementFailure withRollback(StatementFailure failed, Exception cause) {
        for (Throwable suppressed : cause.getSuppressed()) {
            if (suppressed instanceof SQLException rollback) {
                return new StatementFailure(
                        failed.statement(),
                        failed.text(),
                        transactions.describe(rollback) + ": " + failed.message(),
                        failed.transientFailure());
            }
        }
        return failed;
    }
}
