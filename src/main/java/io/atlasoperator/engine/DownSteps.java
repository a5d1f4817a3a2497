package io.atlasoperator.engine;

import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.migrate.DownMark;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.Revisions;
import io.atlasoperator.sql.StatementKind;
import io.atlasoperator.sql.StatementText;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes back along a stretch that can't be rolled back, of one version: each statement is noted in the row before it runs, so
 * that whoever finds the row knows that it is one of two states that the database is in. For one thread, once.
 */
final class DownSteps {
    private final Session session;
    private final Revisions revisions;
    private final Clock clock;
    private final LockWait waiting;
    private final RowUndo undo;
    private final DownLeg leg;
    private final Instant start;
    private final List<String> ran = new ArrayList<>();
    private final DownAnswers answers;
    private final int done;
    private Revision row;
    private int noted;
    private Optional<StatementFailure> failure = Optional.empty();

    /**
     * @param patience how long statements wait for tables
     * @param leg the stretch
     * @param noted how many statements the row says are done
     */
    DownSteps(Session session, Revisions revisions, Clock clock, LockPatience patience, DownLeg leg, int noted) {
        this.session = session;
        this.revisions = revisions;
        this.clock = clock;
        this.waiting = new LockWait(session, patience);
        this.undo = new RowUndo(session);
        this.leg = leg;
        this.start = clock.instant();
        this.answers = new DownAnswers(session, clock);
        this.row = leg.rows().getFirst();
        this.noted = noted;
        this.done = DownMark.of(row).map(DownMark::done).orElse(row.partial() ? row.applied() : row.total());
    }

    /** Why the way ended early, if it did. */
    Optional<StatementFailure> failure() {
        return failure;
    }

    /** What became of it. */
    MigrateDownReport.Leg report(int skipped) {
        return new MigrateDownReport.Leg(
                leg.files(),
                MigrateDownReport.Scope.STATEMENT,
                start,
                clock.instant(),
                skipped,
                answers.checked(),
                List.of(),
                ran.stream().map(StatementText::withoutPasswords).toList(),
                failure);
    }

    /**
     * Goes on after some statements that an earlier run has done.
     *
     * @param checks what is asked first
     * @param files those that it is about
     */
    void run(int skipped, DownChecks checks, List<MigrationFile> files) {
        failure = answers.refusal(leg, checks, files);
        try {
            if (failure.isEmpty()) {
                if (leg.written()) {
                    session.readAsServer();
                }
                statements(skipped);
            }
        } catch (SQLException e) {
            String statement = ran.isEmpty() ? "" : ran.getLast();
            failure = Optional.of(DownRun.failure(session, waiting, leg, statement, e));
            note(statement, failure.get().text());
        }
    }

    private void statements(int skipped) throws SQLException {
        int count = leg.statements().size();
        boolean isNoted = false;
        for (int i = skipped; i < count; i++) {
            String statement = leg.statements().get(i);
            session.interruption().requireNone();
            if (!isNoted) {
                begin(i, statement);
            }
            ran.add(statement);
            isNoted = leg.written() && StatementKind.of(statement) == StatementKind.DATA && undo.covers(statement);
            if (isNoted) {
                withNextNote(i);
            } else {
                execute(statement);
            }
            undo.ran(statement);
        }
        if (!isNoted) {
            end();
        }
    }

    private void execute(String statement) throws SQLException {
        for (int tried = 1; ; tried++) {
            try {
                if (leg.written()) {
                    session.execute(statement);
                } else {
                    session.change(statement);
                }
                return;
            } catch (SQLException e) {
                boolean leavesNothing = !leg.written() || StatementKind.of(statement) == StatementKind.SCHEMA;
                if (!leavesNothing || !waiting.triesAgain(e, tried)) {
                    throw e;
                }
            }
        }
    }

    /** What changes rows is committed along with the note that the next statement is about to run. */
    private void withNextNote(int index) throws SQLException {
        String statement = leg.statements().get(index);
        Revision before = row;
        try (Transactions.Open transaction = session.dialect().transactions().begin(session.connection())) {
            session.execute(statement);
            if (index + 1 < leg.statements().size()) {
                begin(index + 1, leg.statements().get(index + 1));
            } else {
                end();
            }
            transaction.commit();
        } catch (SQLException e) {
            row = before;
            throw e;
        }
    }

    private void begin(int index, String statement) throws SQLException {
        write(new DownMark(done, index + 1).on(row, statement, ""));
    }

    private void end() throws SQLException {
        revisions.delete(row.version());
    }

    private void write(Revision next) throws SQLException {
        if (!revisions.update(next, noted)) {
            throw new SQLException("the revision of version " + row.version()
                    + " was changed by another process during this run, which has given way to it");
        }
        row = next;
        noted = next.applied();
    }

    /** Without a connection nobody knows how the statement ended, so its note as begun has to stay. */
    private void note(String statement, String text) {
        Optional<DownMark> mark = DownMark.of(row);
        try {
            if (mark.isPresent() && session.connection().isValid(5)) {
                write(mark.get().on(row, statement, text));
            }
        } catch (SQLException e) {
            // The note before it says the same, but for the reason, which is told now.
            System.getLogger(DownSteps.class.getName())
                    .log(System.Logger.Level.DEBUG, "noting a failure: " + session.describe(e));
        }
    }
}
