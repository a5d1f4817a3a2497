package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import io.atlasoperator.sql.TransactionControl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns the text that somebody made of a plan back into a plan. */
final class EditedPlan {
    private static final String COMMENT = "run an edited statement";

    private EditedPlan() {}

    /**
     * The plan that the text says; a statement that is as it was planned keeps what is known of it.
     *
     * @throws EngineException if the text can't be split into statements, or has a statement that ends the transaction
     *     that all of them run in
     */
    static Plan of(Plan planned, String text, Dialect dialect) {
        Map<String, Statement> known = planned.statements().stream()
                .collect(Collectors.toMap(Statement::text, Function.identity(), (first, second) -> first));
        List<Statement> statements = scan(text, dialect).stream()
                .map(statement -> known.getOrDefault(text(statement), edited(statement, dialect)))
                .toList();
        return new Plan(planned.changes(), statements);
    }

    private static List<ScannedStatement> scan(String text, Dialect dialect) {
        try {
            return new StatementScanner(dialect.syntax().scanner()).scan(text);
        } catch (SqlScanException e) {
            throw new EngineException(
                    EngineException.Reason.PLAN, false, "the edited plan can't be read: " + e.getMessage(), e);
        }
    }

    private static Statement edited(ScannedStatement statement, Dialect dialect) {
        String text = text(statement);
        if (TransactionControl.of(text) != TransactionControl.NONE) {
            throw EngineException.permanent(
                    EngineException.Reason.PLAN,
                    "the edited plan has \"" + text + "\" in line " + statement.line()
                            + ": leave transactions to --tx-mode");
        }
        return new Statement(text, COMMENT, List.of(), dialect.transactions().takes(text), Set.of());
    }

    private static String text(ScannedStatement statement) {
        String text = statement.text();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }
}
