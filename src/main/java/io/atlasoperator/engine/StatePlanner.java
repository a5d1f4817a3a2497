package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.AlterMode;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffException;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.plan.ChangeOrder;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.SkippedNeeds;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import java.util.List;

/** Two states in, a plan out: diff, order, statements. */
final class StatePlanner {

    private StatePlanner() {}

    static Plan plan(
            Dialect dialect, ServerVersion version, Realm from, Realm to, DiffPolicy policy, PlanOptions options) {
        try {
            Differ.Comparison compared = new Differ(dialect.diffRules(version), policy).compare(from, to);
            SkippedNeeds.check(compared, policy);
            Planner planner = dialect.planner(version)
                    .between(compared.from(), compared.to())
                    .under(policy);
            List<Change> ordered = ChangeOrder.sort(compared.changes(), planner, compared.from(), compared.to());
            if (!policy.alterMode().equals(AlterMode.DEFAULT) && !planner.takesAlterModes()) {
                throw new PlanException("diff.alter_table: " + dialect.name()
                        + " takes no algorithm or lock for ALTER TABLE: take the block out of the diff policy");
            }
            List<Statement> statements =
                    planner.plan(ordered, new PlanOptions(options.indent(), options.qualifier(), policy.alterMode()));
            StatementScanner scanner = new StatementScanner(dialect.syntax().scanner());
            return new Plan(
                    ordered,
                    statements.stream()
                            .map(statement ->
                                    isWhole(statement.text(), scanner) ? statement : statement.withOwnDelimiter())
                            .toList());
        } catch (DiffException | PlanException e) {
            throw new EngineException(Reason.PLAN, false, String.valueOf(e.getMessage()), e);
        }
    }

    /** The same for what a session looks at, along with what only its server can compute. */
    static Plan plan(Session session, Realm from, Realm to, DiffPolicy policy, PlanOptions options) {
        Realm wanted = session.scope() instanceof Scope.OneSchema(String name) ? inside(from, to, name) : to;
        return plan(session.dialect(), session.version(), from, session.computed(from, wanted), policy, options);
    }

    /**
     * A URL bound to a schema is about what is in it: the schema itself stays, even if nothing is wanted in it, and
     * keeps its comment unless another is asked for.
     */
    private static Realm inside(Realm from, Realm to, String name) {
        Schema current = from.schema(name).orElse(Schema.empty(name));
        Schema wanted = to.schema(name).orElse(Schema.empty(name));
        return to.withSchemas(List.of(wanted.comment() == null ? wanted.withComment(current.comment()) : wanted));
    }

    /** Whether a script that has the statement with a semicolon behind it is read as that one statement. */
    private static boolean isWhole(String text, StatementScanner scanner) {
        if (text.indexOf(';') < 0) {
            return true;
        }
        try {
            return scanner.scan(text + ";").size() == 1;
        } catch (SqlScanException e) {
            return false;
        }
    }

    /** Statements of one schema leave its name out; those of a realm name it. */
    static PlanOptions.Qualifier qualifier(Scope scope) {
        return switch (scope) {
            case Scope.OneSchema s -> new PlanOptions.Qualifier.None();
            case Scope.WholeRealm r -> new PlanOptions.Qualifier.BySchema();
        };
    }
}
