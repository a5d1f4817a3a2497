package io.atlasoperator.engine;

import io.atlasoperator.migrate.GoText;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.Revisions;
import io.atlasoperator.sql.StatementText;
import io.atlasoperator.sql.TransactionControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The run of one file, which leaves its revision such that no statement is ever executed twice. Where a statement and
 * the note that it is done can't be committed together, the statement is noted as begun first. For one thread, once.
 */
final class FileRun {
    private final MigrationStep step;
    private final Session session;
    private final Revisions revisions;
    private final Clock clock;
    private final String operatorVersion;
    private final LockWait waiting;
    private final RowUndo rows;
    private final CheckRun checks;
    private final Instant start;
    private final List<String> ran = new ArrayList<>();
    private Optional<StatementFailure> failure = Optional.empty();
    private Instant end;
    private Instant mark;
    private int noted;
    private boolean inOwnTransaction;

    FileRun(
            MigrationStep step,
            Session session,
            Revisions revisions,
            Clock clock,
            String operatorVersion,
            LockWait waiting,
            RowUndo rows) {
        this.waiting = waiting;
        this.rows = rows;
        this.checks = new CheckRun(session, clock);
        this.step = step;
        this.session = session;
        this.revisions = revisions;
        this.clock = clock;
        this.operatorVersion = operatorVersion;
        this.start = clock.instant();
        this.end = start;
        this.mark = start;
        this.noted = step.done();
    }

    /** What became of the file. */
    MigrateApplyReport.AppliedFile report() {
        return new MigrateApplyReport.AppliedFile(
                step.script().file(),
                start,
                end,
                step.done(),
                checks.checked(),
                ran.stream().map(StatementText::withoutPasswords).toList(),
                failure);
    }

    /**
     * Lists the statements as if they had run.
     *
     * @param asks whether the checks are asked; those of later files are about what these leave
     */
    void pretend(boolean asks) throws StatementFailedException {
        if (asks) {
            check();
        }
        ran.addAll(step.script().statements().subList(step.done(), step.total()));
        end = clock.instant();
    }

    /** Notes a failure outside of the statements, such as that of a commit. */
    void fail(StatementFailure reason) {
        failure = Optional.of(reason);
        end = clock.instant();
    }

    /** Runs the file in a transaction that is open already and commits it not. */
    void inTransaction() throws StatementFailedException {
        check();
        claim();
        setUp();
        for (int i = step.done(); i < step.total(); i++) {
            begin(i);
            try {
                session.execute(step.script().statements().get(i));
            } catch (SQLException e) {
                throw statementFailed(i, e);
            }
            if (step.controlsTransactions(i)) {
                readAgain();
            }
            if (step.controlsTransactions()) {
                // The file may have ended the transaction, so each note must be as good as the last one.
                note(i + 1, "", "");
            }
        }
        note(step.total(), "", "");
        end = clock.instant();
    }

    /** Runs the file on a connection whose statements commit by themselves. */
    void alone() throws StatementFailedException {
        boolean schemaChangesToo = session.dialect().transactions().ddlIsTransactional();
        check();
        claim();
        setUp();
        for (int i = step.done(); i < step.total(); i++) {
            begin(i);
            boolean together = !step.controlsTransactions() && step.atomic(i, schemaChangesToo) && canUndo(i);
            if (!together || !executeAndNoteTogether(i)) {
                executeBetweenNotes(i);
            }
            rows.ran(step.script().statements().get(i));
        }
        if (step.done() == step.total()) {
            note(step.total(), "", "");
        }
        end = clock.instant();
    }

    /** What must hold before the first statement; nothing is written before it does. */
    private void check() throws StatementFailedException {
        if (step.done() > 0) {
            return;
        }
        Optional<StatementFailure> failed =
                checks.run(step.script().file().version(), step.script().checks());
        if (failed.isPresent()) {
            throw failed(new StatementFailedException(failed.get()));
        }
    }

    /** What an earlier session had set before it was cut off. */
    private void setUp() throws StatementFailedException {
        for (String setting : step.settings()) {
            try {
                session.execute(setting);
            } catch (SQLException e) {
                throw statementFailed(step.script().statements().indexOf(setting), e);
            }
        }
    }

    private boolean canUndo(int index) throws StatementFailedException {
        try {
            return rows.covers(step.script().statements().get(index));
        } catch (SQLException e) {
            throw statementFailed(index, e);
        }
    }

    /** False if the statement says that it can't run in a transaction; nothing has happened then. */
    private boolean executeAndNoteTogether(int index) throws StatementFailedException {
        for (int tried = 1; ; tried++) {
            try {
                return executeAndNoteInTransaction(index);
            } catch (SQLException e) {
                if (!waiting.triesAgain(e, tried)) {
                    return endOfTransaction(index, e);
                }
            }
        }
    }

    private boolean executeAndNoteInTransaction(int index) throws SQLException, StatementFailedException {
        Connection connection = session.connection();
        int before = noted;
        connection.setAutoCommit(false);
        try {
            session.execute(step.script().statements().get(index));
            note(index + 1, "", "");
            connection.commit();
        } catch (SQLException | StatementFailedException | RuntimeException e) {
            noted = before;
            undo(connection, e);
            throw e;
        }
        connection.setAutoCommit(true);
        return true;
    }

    private boolean endOfTransaction(int index, SQLException e) throws StatementFailedException {
        if (session.dialect().revisionTable().outsideTransactionStates().contains(String.valueOf(e.getSQLState()))) {
            return false;
        }
        throw failAndNote(index, e);
    }

    /** Some failures make the database roll back by itself; that there is nothing to undo then hides no reason. */
    private static void undo(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void executeBetweenNotes(int index) throws StatementFailedException {
        String statement = step.script().statements().get(index);
        TransactionControl control = step.controls().get(index);
        switch (control) {
            case BEGINS, SAVES -> {
                // A mark would be committed alone, and stay when the transaction is undone with all that it did.
            }
            case COMMITS -> {
                if (inOwnTransaction) {
                    // Committed with the transaction, or undone with it.
                    note(index + 1, "", "");
                } else {
                    note(index, "", statement);
                }
            }
            case ROLLS_BACK, NONE -> note(index, "", statement);
        }
        for (int tried = 1; ; tried++) {
            try {
                session.execute(statement);
                break;
            } catch (SQLException e) {
                if (!step.leavesNothing(index) || !waiting.triesAgain(e, tried)) {
                    throw failAndNote(index, e);
                }
            }
        }
        inOwnTransaction = switch (control) {
            case BEGINS -> true;
            case COMMITS, ROLLS_BACK -> false;
            case SAVES, NONE -> inOwnTransaction;
        };
        if (step.controlsTransactions(index)) {
            readAgain();
        }
        note(index + 1, "", "");
    }

    private StatementFailedException failAndNote(int index, SQLException e) {
        StatementFailedException failed = statementFailed(index, e);
        if (step.controlsTransactions()) {
            rollBackOwnTransaction(failed);
        }
        if (isConnected()) {
            try {
                int done = index;
                if (step.controlsTransactions()) {
                    readAgain();
                    done = noted;
                }
                note(done, failed.failure().text(), step.script().statements().get(index));
            } catch (StatementFailedException inNote) {
                failed.addSuppressed(inNote);
                fail(failed.failure());
            }
        }
        return failed;
    }

    /** What is noted in the file's own transaction is lost with it. */
    private void rollBackOwnTransaction(StatementFailedException failed) {
        try {
            session.dialect().execute(session.connection(), "ROLLBACK");
        } catch (SQLException e) {
            // There was none, or there is no connection any more; the row tells what is left.
            failed.addSuppressed(e);
        }
    }

    /** The end of a transaction, or of a part of one, may have undone notes. */
    private void readAgain() throws StatementFailedException {
        try {
            noted = revisions.read().stream()
                    .filter(row -> row.version().equals(step.script().file().version()))
                    .map(Revision::applied)
                    .filter(applied -> applied <= noted)
                    .findFirst()
                    .orElseThrow(this::changedMeanwhile);
        } catch (SQLException e) {
            throw noteFailed(e, session.dialect().isTransient(e));
        }
    }

    /** Without a connection nobody knows how the statement ended, so its note as begun has to stay. */
    private boolean isConnected() {
        try {
            return session.connection().isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private void begin(int index) {
        mark = clock.instant();
        ran.add(step.script().statements().get(index));
    }

    /** Writes the row before the first statement. Whoever runs the same file at the same time fails here. */
    private void claim() throws StatementFailedException {
        Revision row = row(step.done(), "", "", Duration.ZERO);
        try {
            if (step.before().isEmpty()) {
                revisions.insert(row);
            } else if (!revisions.update(row, step.before().get().applied())) {
                throw changedMeanwhile();
            }
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            throw noteFailed(e, state.startsWith("23") || session.dialect().isTransient(e));
        }
    }

    private void note(int done, String error, String statement) throws StatementFailedException {
        Duration time = Duration.between(mark, clock.instant());
        try {
            if (!revisions.update(row(done, error, statement, time), noted)) {
                throw changedMeanwhile();
            }
            noted = done;
        } catch (SQLException e) {
            throw noteFailed(e, session.dialect().isTransient(e));
        }
    }

    private Revision row(int done, String error, String statement, Duration time) {
        MigrationFile file = step.script().file();
        return new Revision(
                file.version(),
                file.description(),
                step.before().map(Revision::type).orElse(Revision.EXECUTED),
                done,
                step.total(),
                step.before().map(Revision::executedAt).orElse(start),
                time.isNegative() ? Duration.ZERO : time,
                error,
                statement,
                step.hash(),
                done == step.total() ? List.of() : step.hashes().subList(0, done),
                operatorVersion);
    }

    private StatementFailedException statementFailed(int index, SQLException e) {
        String statement = step.script().statements().get(index);
        String text = session.describe(e) + waiting.holders(statement, e);
        String message = "sql/migrate: executing statement " + GoText.quote(statement) + " from version "
                + GoText.quote(step.script().file().version()) + ": " + text;
        return failed(new StatementFailedException(
                new StatementFailure(statement, text, message, session.dialect().isTransient(e)).shown(), e));
    }

    private StatementFailedException noteFailed(SQLException e, boolean transientFailure) {
        String text = session.describe(e);
        return failed(new StatementFailedException(
                new StatementFailure("", text, "sql/migrate: write revision: " + text, transientFailure), e));
    }

    private StatementFailedException changedMeanwhile() {
        String text = "the revision of " + step.script().file().name()
                + " was changed by another process during this run, which has given way to it";
        return failed(new StatementFailedException(
                new StatementFailure("", text, "sql/migrate: write revision: " + text, true)));
    }

    private StatementFailedException failed(StatementFailedException exception) {
        fail(exception.failure());
        return exception;
    }
}
