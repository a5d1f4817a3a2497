package io.atlasoperator.engine;

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
    private final List<String> applied = new ArrayList<>();

    PlanRunner(Session session) {
        this.session = session;
    }

    /**
     * What a run came to.
     *
     * @param applied the statements that ran
     * @param failure what ended it early, if something did
     * @param rolledBack whether that undid all that ran
     */
    record Outcome(List<String> applied, Optional<StatementFailure> failure, boolean rolledBack) {
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
        return together(group).orElseGet(() -> new Outcome(applied, Optional.empty(), false));
    }

    private Optional<Outcome> together(List<Statement> group) {
        if (group.isEmpty()) {
            return Optional.empty();
        }
        int before = applied.size();
        Statement current = group.getFirst();
        try (Transactions.Open transaction = session.dialect().transactions().begin(session.connection())) {
            for (Statement statement : group) {
                current = statement;
                execute(statement);
            }
            transaction.commit();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(new Outcome(applied, Optional.of(failure(current, e)), before == 0));
        }
    }

    private Optional<Outcome> alone(Statement statement) {
        try {
            execute(statement);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(new Outcome(applied, Optional.of(failure(statement, e)), false));
        }
    }

    private void execute(Statement statement) throws SQLException {
        try (java.sql.Statement jdbc = session.connection().createStatement()) {
            // Braces in a default or a check are the database's, not JDBC's.
            jdbc.setEscapeProcessing(false);
            jdbc.execute(statement.text());
        }
        applied.add(statement.text());
    }

    private StatementFailure failure(Statement statement, SQLException e) {
        String text = session.describe(e);
        return new StatementFailure(
                statement.text(),
                text,
                statement.comment() + ": " + text,
                session.dialect().isTransient(e));
    }
}
