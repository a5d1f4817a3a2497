package io.atlasoperator.engine;

import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.migrate.Revisions;
import io.atlasoperator.plan.TxMode;
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
            // Where a change of the schema ends the transaction, every statement counts by itself.
            TxMode mode = transactional ? step.script().txMode() : TxMode.NONE;
            switch (mode) {
                case ALL -> together.add(step);
                case FILE -> inTransaction(List.of(step));
                case NONE -> alone(step);
            }
            if (failure.isPresent()) {
                return;
            }
        }
        if (!together.isEmpty()) {
            inTransaction(together);
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

    private void inTransaction(List<MigrationStep> steps) {
        try (Transactions.Open transaction = transactions.begin()) {
            for (MigrationStep step : steps) {
                next(step).inTransaction();
            }
            session.interruption().requireNone();
            transaction.commit();
        } catch (StatementFailedException e) {
            failure = Optional.of(withRollback(e.failure(), e));
        } catch (SQLException e) {
            String text = session.describe(e);
            StatementFailure failed = withRollback(
                    new StatementFailure("", text, text, session.dialect().isTransient(e)), e);
            if (!runs.isEmpty()) {
                runs.getLast().fail(failed);
            }
            failure = Optional.of(failed);
        }
    }

    /** A rollback that failed too is told first. */
    private StatementFailure withRollback(StatementFailure failed, Exception cause) {
        for (Throwable suppressed : cause.getSuppressed()) {
            if (suppressed instanceof SQLException rollback) {
                return new StatementFailure(
                        failed.statement(),
                        failed.text(),
                        session.describe(rollback) + ": " + failed.message(),
                        failed.transientFailure());
            }
        }
        return failed;
    }
}
