package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policies of row level security. */
final class PostgresPolicies implements ObjectKind<PostgresPolicy> {

    @Override
    public Class<PostgresPolicy> type() {
        return PostgresPolicy.class;
    }

    @Override
    public boolean changed(PostgresPolicy from, PostgresPolicy to) {
        return definitionChanged(from, to)
                || !PostgresStatisticsKind.text(from.comment()).equals(PostgresStatisticsKind.text(to.comment()));
    }

    private static boolean definitionChanged(PostgresPolicy from, PostgresPolicy to) {
        return from.permissive() != to.permissive()
                || !from.command().equals(to.command())
                || !from.roles().equals(to.roles())
                || differs(from.using(), to.using())
                || differs(from.check(), to.check());
    }

    private static boolean differs(@Nullable String from, @Nullable String to) {
        return from == null || to == null ? !Objects.equals(from, to) : !PostgresExpressions.same(from, to);
    }

    /** Roles and conditions can be set; they can't be taken away. */
    @Override
    public boolean changesInPlace(PostgresPolicy from, PostgresPolicy to) {
        return from.permissive() == to.permissive()
                && from.command().equals(to.command())
                && (from.using() == null || to.using() != null)
                && (from.check() == null || to.check() != null);
    }

    @Override
    public List<Statement> add(PostgresPolicy policy, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(
                create(policy, options), "create policy " + label(policy), "DROP POLICY " + on(policy, options)));
        statements.addAll(comment(null, policy, options));
        return statements;
    }

    @Override
    public List<Statement> drop(PostgresPolicy policy, PlanOptions options) {
        return List.of(Statement.of(
                "DROP POLICY " + on(policy, options),
                "drop policy " + label(policy),
                add(policy, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(PostgresPolicy from, PostgresPolicy to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        if (definitionChanged(from, to)) {
            boolean back = changesInPlace(to, from);
            statements.add(Statement.of(
                    alter(to, options),
                    "modify policy " + label(to),
                    back
                            ? new String[] {alter(from, options)}
                            : Stream.concat(
                                            Stream.of("DROP POLICY " + on(to, options)),
                                            add(from, options).stream().map(Statement::text))
                                    .toArray(String[]::new)));
        }
        statements.addAll(comment(from.comment(), to, options));
        return statements;
    }

    private static List<Statement> comment(@Nullable String from, PostgresPolicy to, PlanOptions options) {
        if (PostgresStatisticsKind.text(from).equals(PostgresStatisticsKind.text(to.comment()))) {
            return List.of();
        }
        String start = "COMMENT ON POLICY " + on(to, options) + " IS ";
        return List.of(Statement.of(
                start + PostgresPlanner.text(to.comment()),
                "set comment to policy: " + label(to),
                start + PostgresPlanner.text(from)));
    }

    private static String create(PostgresPolicy policy, PlanOptions options) {
        return "CREATE POLICY " + on(policy, options)
                + (policy.permissive() ? "" : " AS RESTRICTIVE")
                + (policy.command().equals("ALL") ? "" : " FOR " + policy.command())
                + rest(policy);
    }

    private static String alter(PostgresPolicy policy, PlanOptions options) {
        return "ALTER POLICY " + on(policy, options) + rest(policy);
    }

    private static String rest(PostgresPolicy policy) {
        return " TO "
                + policy.roles().stream()
                        .map(role -> role.equals("PUBLIC") ? role : PostgresSyntax.quote(role))
                        .collect(Collectors.joining(", "))
                + (policy.using() == null ? "" : " USING " + PostgresExpressions.wrap(policy.using()))
                + (policy.check() == null ? "" : " WITH CHECK " + PostgresExpressions.wrap(policy.check()));
    }

    private static String on(PostgresPolicy policy, PlanOptions options) {
        return PostgresSyntax.quote(policy.name().name()) + " ON "
                + PostgresSyntax.name(policy.table(), options.qualifier());
    }

    private static String label(PostgresPolicy policy) {
        return "\"" + policy.name().name() + "\"";
    }
}
