package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of tables and views, without the rule that makes a view one. */
final class PostgresRules implements ObjectKind<PostgresRule> {

    @Override
    public Class<PostgresRule> type() {
        return PostgresRule.class;
    }

    @Override
    public boolean changed(PostgresRule from, PostgresRule to) {
        return definitionChanged(from, to)
                || !from.enabled().equals(to.enabled())
                || !text(from.comment()).equals(text(to.comment()));
    }

    private static boolean definitionChanged(PostgresRule from, PostgresRule to) {
        return !from.event().equals(to.event()) || !from.body().equals(to.body());
    }

    @Override
    public List<Statement> add(PostgresRule rule, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(
                create(rule, false, options), "create rule " + label(rule), "DROP RULE " + on(rule, options)));
        statements.addAll(details("ENABLE", null, rule, options));
        return statements;
    }

    @Override
    public List<Statement> drop(PostgresRule rule, PlanOptions options) {
        return List.of(Statement.of(
                "DROP RULE " + on(rule, options),
                "drop rule " + label(rule),
                add(rule, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(PostgresRule from, PostgresRule to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        if (definitionChanged(from, to)) {
            statements.add(
                    Statement.of(create(to, true, options), "modify rule " + label(to), create(from, true, options)));
        }
        statements.addAll(details(from.enabled(), from.comment(), to, options));
        return statements;
    }

    private static List<Statement> details(
            String enabled, @Nullable String comment, PostgresRule to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        if (!enabled.equals(to.enabled())) {
            String start = "ALTER TABLE " + PostgresSyntax.name(to.relation(), options.qualifier()) + " ";
            String rule = " RULE " + PostgresSyntax.quote(to.name().name());
            statements.add(
                    Statement.of(start + to.enabled() + rule, "modify rule " + label(to), start + enabled + rule));
        }
        if (!text(comment).equals(text(to.comment()))) {
            String start = "COMMENT ON RULE " + on(to, options) + " IS ";
            statements.add(Statement.of(
                    start + PostgresPlanner.text(to.comment()),
                    "set comment to rule: " + label(to),
                    start + PostgresPlanner.text(comment)));
        }
        return statements;
    }

    private static String create(PostgresRule rule, boolean replace, PlanOptions options) {
        return "CREATE " + (replace ? "OR REPLACE " : "") + "RULE "
                + PostgresSyntax.quote(rule.name().name()) + " AS ON " + rule.event() + " TO "
                + PostgresSyntax.name(rule.relation(), options.qualifier()) + " " + rule.body();
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private static String on(PostgresRule rule, PlanOptions options) {
        return PostgresSyntax.quote(rule.name().name()) + " ON "
                + PostgresSyntax.name(rule.relation(), options.qualifier());
    }

    private static String label(PostgresRule rule) {
        return "\"" + rule.name().name() + "\"";
    }
}
