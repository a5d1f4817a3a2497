package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Routine.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Aggregates. */
final class PostgresAggregates implements ObjectKind<PostgresAggregate> {

    @Override
    public Class<PostgresAggregate> type() {
        return PostgresAggregate.class;
    }

    @Override
    public boolean changed(PostgresAggregate from, PostgresAggregate to) {
        return !from.defines(to) || !text(from.comment()).equals(text(to.comment()));
    }

    /** It could be replaced, but not in what its callers see; there is nothing to lose in making it anew. */
    @Override
    public boolean changesInPlace(PostgresAggregate from, PostgresAggregate to) {
        return from.defines(to)
                || from.arguments().equals(to.arguments())
                        && from.direct() == to.direct()
                        && from.types().equals(to.types())
                        && from.functions().equals(to.functions());
    }

    @Override
    public List<Statement> add(PostgresAggregate aggregate, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(
                create(aggregate, false, options),
                "create aggregate " + label(aggregate),
                "DROP " + reference(aggregate, options)));
        if (!text(aggregate.comment()).isEmpty()) {
            statements.add(comment(aggregate, null, options));
        }
        return statements;
    }

    @Override
    public List<Statement> drop(PostgresAggregate aggregate, PlanOptions options) {
        return List.of(Statement.of(
                "DROP " + reference(aggregate, options),
                "drop aggregate " + label(aggregate),
                add(aggregate, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(PostgresAggregate from, PostgresAggregate to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        if (!from.defines(to)) {
            statements.add(Statement.of(
                    create(to, true, options), "modify aggregate " + label(to), create(from, true, options)));
        }
        if (!text(from.comment()).equals(text(to.comment()))) {
            statements.add(comment(to, from.comment(), options));
        }
        return statements;
    }

    private static String create(PostgresAggregate aggregate, boolean replace, PlanOptions options) {
        PostgresSignatures signatures = new PostgresSignatures(options.qualifier());
        List<String> parts = new ArrayList<>();
        aggregate
                .functions()
                .forEach((word, function) -> parts.add(word + " = "
                        + (function.schema() == null
                                ? PostgresSyntax.name(aggregate.name().schema(), function.name(), options.qualifier())
                                : PostgresSyntax.quote(function.schema()) + "."
                                        + PostgresSyntax.quote(function.name()))));
        aggregate.types().forEach((word, type) -> parts.add(word + " = " + signatures.type(type)));
        aggregate.settings().forEach((word, value) -> parts.add(value.isEmpty() ? word : word + " = " + value));
        return (replace ? "CREATE OR REPLACE AGGREGATE " : "CREATE AGGREGATE ") + name(aggregate, options) + " ("
                + String.join(", ", parts) + ")";
    }

    private static String name(PostgresAggregate aggregate, PlanOptions options) {
        PostgresSignatures signatures = new PostgresSignatures(options.qualifier());
        List<Argument> all = aggregate.arguments();
        String list;
        if (aggregate.direct() < 0) {
            list = all.isEmpty() ? "*" : list(all, signatures);
        } else {
            List<Argument> direct = all.subList(0, aggregate.direct());
            // One that takes anything in both places has it written down once in the catalog.
            List<Argument> sorted = aggregate.direct() == all.size()
                    ? all.subList(all.size() - 1, all.size())
                    : all.subList(aggregate.direct(), all.size());
            list = (direct.isEmpty() ? "" : list(direct, signatures) + " ") + "ORDER BY " + list(sorted, signatures);
        }
        return PostgresSyntax.name(aggregate.name(), options.qualifier()) + "(" + list + ")";
    }

    private static String list(List<Argument> arguments, PostgresSignatures signatures) {
        return arguments.stream().map(signatures::argument).collect(Collectors.joining(", "));
    }

    private static Statement comment(PostgresAggregate aggregate, @Nullable String from, PlanOptions options) {
        String start = "COMMENT ON " + reference(aggregate, options) + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(aggregate.comment()),
                "set comment to aggregate: " + label(aggregate),
                start + PostgresPlanner.text(from));
    }

    private static String reference(PostgresAggregate aggregate, PlanOptions options) {
        return "AGGREGATE " + name(aggregate, options);
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private static String label(PostgresAggregate aggregate) {
        return "\"" + aggregate.name().name() + "\"";
    }
}
