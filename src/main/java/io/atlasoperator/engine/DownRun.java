package io.atlasoperator.engine;

import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.migrate.GoText;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.Revisions;
import io.atlasoperator.sql.StatementText;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes back along stretches that can be rolled back, all of them in one transaction. For one thread, once.
 */
final class DownRun {
    private final Session session;
    private final Revisions revisions;
    private final Clock clock;
    private final LockWait waiting;
    private final List<MigrateDownReport.Leg> legs = new ArrayList<>();
    private Optional<StatementFailure> failure = Optional.empty();

    DownRun(Session session, Revisions revisions, Clock clock, LockPatience patience) {
        this.session = session;
        this.revisions = revisions;
        this.clock = clock;
        this.waiting = new LockWait(session, patience);
    }

    /** What became of the stretches that were begun. */
    List<MigrateDownReport.Leg> legs() {
        return legs;
    }

    /** What ended the run early. */
    Optional<StatementFailure> failure() {
        return failure;
    }

    /** @throws SQLException if the session does not take a limit for its waiting */
    void run(List<DownLeg> route) throws SQLException {
        session.dialect()
                .tableLocks()
                .limit(session.connection(), waiting.patience().limit());
        for (int tried = 1; ; tried++) {
            legs.clear();
            if (triedAll(route, tried)) {
                return;
            }
        }
    }

    /** False if it is worth another try. */
    private boolean triedAll(List<DownLeg> route, int tried) {
        boolean committing = false;
        try (Transactions.Open transaction = session.dialect().transactions().begin(session.connection())) {
            for (DownLeg leg : route) {
                one(leg);
            }
            session.interruption().requireNone();
            committing = true;
            transaction.commit();
        } catch (StatementFailedException e) {
            if (e.getCause() instanceof SQLException reason && waiting.triesAgain(reason, tried)) {
                return false;
            }
            failure = Optional.of(e.failure());
        } catch (SQLException e) {
            String text = session.describe(e)
                    + (committing && isLost(e)
                            ? ": the connection was lost while the transaction was committed; \"atlas migrate status\""
                                    + " tells whether it was"
                            : "");
            failure = Optional.of(
                    new StatementFailure("", text, text, session.dialect().isTransient(e)));
        }
        return true;
    }

    private static boolean isLost(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null || state.startsWith("08");
    }

    private void one(DownLeg leg) throws StatementFailedException {
        Instant start = clock.instant();
        List<String> ran = new ArrayList<>();
        DownAnswers answers = new DownAnswers(session, clock);
        Optional<StatementFailure> failed = Optional.empty();
        try {
            session.dialect()
                    .tableLocks()
                    .keepOthersOut(session.connection(), leg.checks().tables());
            failed = answers.refusal(leg);
            if (failed.isPresent()) {
                throw new StatementFailedException(failed.get());
            }
            if (leg.written()) {
                session.readAsServer();
            }
            for (String statement : leg.statements()) {
                ran.add(statement);
                if (leg.written()) {
                    session.execute(statement);
                } else {
                    session.change(statement);
                }
            }
            for (Revision row : leg.rows()) {
                revisions.delete(row.version());
            }
        } catch (SQLException e) {
            String statement = ran.isEmpty() ? "" : ran.getLast();
            failed = Optional.of(failure(session, waiting, leg, statement, e));
            throw new StatementFailedException(failed.get(), e);
        } finally {
            legs.add(new MigrateDownReport.Leg(
                    leg.files(),
                    MigrateDownReport.Scope.VERSIONS,
                    start,
                    clock.instant(),
                    0,
                    answers.checked(),
                    List.of(),
                    shown(ran),
                    failed));
        }
    }

    /**
     * Lists the stretches as if they had been gone.
     *
     * @param skipped how many statements of the first an earlier run has done
     * @param checks what is asked
     * @param aboutAll whether that is about all stretches; else what only the later ones ask is listed
     */
    void pretend(List<DownLeg> route, int skipped, DownChecks checks, boolean aboutAll) throws SQLException {
        List<MigrationFile> files = aboutAll
                ? route.stream().flatMap(leg -> leg.files().stream()).toList()
                : route.getFirst().files();
        // Whatever a question does on its way to the answer is undone.
        try (Transactions.Open transaction = session.dialect().transactions().begin(session.connection())) {
            for (DownLeg leg : route) {
                Instant start = clock.instant();
                DownAnswers answers = new DownAnswers(session, clock);
                boolean isFirst = legs.isEmpty();
                failure = isFirst
                        ? answers.refusal(leg, checks, files)
                        : answers.refusal(leg, leg.checks().unanswerableAlone(), leg.files());
                legs.add(new MigrateDownReport.Leg(
                        leg.files(),
                        leg.inTransaction() ? MigrateDownReport.Scope.VERSIONS : MigrateDownReport.Scope.STATEMENT,
                        start,
                        clock.instant(),
                        isFirst ? skipped : 0,
                        answers.checked(),
                        isFirst || aboutAll
                                ? List.of()
                                : List.copyOf(leg.checks().questions().keySet()),
                        failure.isPresent() ? List.of() : shown(left(leg, isFirst ? skipped : 0)),
                        failure));
                if (failure.isPresent()) {
                    return;
                }
            }
        }
    }

    private static List<String> left(DownLeg leg, int skipped) {
        return leg.statements().subList(skipped, leg.statements().size());
    }

    private static List<String> shown(List<String> statements) {
        return statements.stream().map(StatementText::withoutPasswords).toList();
    }

    /** A statement that failed, as it is told. */
    static StatementFailure failure(Session session, LockWait waiting, DownLeg leg, String statement, SQLException e) {
        String text = session.describe(e) + waiting.holders(statement, e);
        String message = "sql/migrate: reverting " + leg.versions()
                + (statement.isEmpty() ? "" : ": executing statement " + GoText.quote(statement))
                + ": " + text;
        return new StatementFailure(statement, text, message, session.dialect().isTransient(e)).shown();
    }
}
