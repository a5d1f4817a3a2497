package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Extended statistics. */
final class PostgresStatisticsKind implements ObjectKind<PostgresStatistics> {

    @Override
    public Class<PostgresStatistics> type() {
        return PostgresStatistics.class;
    }

    @Override
    public boolean changed(PostgresStatistics from, PostgresStatistics to) {
        return !changesInPlace(from, to)
                || !Objects.equals(from.target(), to.target())
                || !text(from.comment()).equals(text(to.comment()));
    }

    @Override
    public boolean changesInPlace(PostgresStatistics from, PostgresStatistics to) {
        return from.table().equals(to.table())
                && from.kinds().equals(to.kinds())
                && PostgresExpressions.same(from.columns(), to.columns());
    }

    @Override
    public List<Statement> add(PostgresStatistics statistics, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(
                "CREATE STATISTICS " + name(statistics, options)
                        + (statistics.kinds().isEmpty() ? "" : " (" + statistics.kinds() + ")") + " ON "
                        + statistics.columns() + " FROM "
                        + PostgresSyntax.name(statistics.table(), options.qualifier()),
                "create statistics " + label(statistics),
                "DROP STATISTICS " + name(statistics, options)));
        statements.addAll(details(null, null, statistics, options));
        return statements;
    }

    @Override
    public List<Statement> drop(PostgresStatistics statistics, PlanOptions options) {
        return List.of(Statement.of(
                "DROP STATISTICS " + name(statistics, options),
                "drop statistics " + label(statistics),
                add(statistics, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(PostgresStatistics from, PostgresStatistics to, PlanOptions options) {
        return details(from.target(), from.comment(), to, options);
    }

    private static List<Statement> details(
            @Nullable Integer target, @Nullable String comment, PostgresStatistics to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        if (!Objects.equals(target, to.target())) {
            String start = "ALTER STATISTICS " + name(to, options) + " SET STATISTICS ";
            statements.add(Statement.of(
                    start + (to.target() == null ? -1 : to.target()),
                    "modify statistics " + label(to),
                    start + (target == null ? -1 : target)));
        }
        if (!text(comment).equals(text(to.comment()))) {
            String start = "COMMENT ON STATISTICS " + name(to, options) + " IS ";
            statements.add(Statement.of(
                    start + PostgresPlanner.text(to.comment()),
                    "set comment to statistics: " + label(to),
                    start + PostgresPlanner.text(comment)));
        }
        return statements;
    }

    static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private static String name(PostgresStatistics statistics, PlanOptions options) {
        return PostgresSyntax.name(statistics.name(), options.qualifier());
    }

    private static String label(PostgresStatistics statistics) {
        return "\"" + statistics.name().name() + "\"";
    }
}
