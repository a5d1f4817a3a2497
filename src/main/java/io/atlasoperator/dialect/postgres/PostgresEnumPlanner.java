package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.EnumType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements on enum types. */
final class PostgresEnumPlanner {
    private final Qualifier qualifier;

    PostgresEnumPlanner(Qualifier qualifier) {
        this.qualifier = qualifier;
    }

    List<Statement> add(EnumType type) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(create(type), "create enum type " + label(type), drop(name(type))));
        if (hasText(type.comment())) {
            statements.add(comment(type, null, type.comment()));
        }
        return statements;
    }

    List<Statement> drop(EnumType type) {
        return List.of(Statement.of(drop(name(type)), "drop enum type " + label(type), create(type)));
    }

    /**
     * The new values, each before or after one that is there.
     *
     * @throws PlanException if a value is gone or stands elsewhere, which the server can't do
     */
    List<Statement> modify(EnumType from, EnumType to) {
        refuseLostValues(from, to);
        List<Statement> statements = new ArrayList<>();
        Set<String> known = new HashSet<>(from.values());
        List<String> values = to.values();
        int last =
                from.values().isEmpty() ? -1 : values.lastIndexOf(from.values().getLast());
        for (int i = 0; i < values.size(); i++) {
            if (known.contains(values.get(i))) {
                continue;
            }
            // The values before this one are there by now, so only those at the front have nothing to follow.
            String position = i > last
                    ? ""
                    : i == 0 ? " BEFORE " + literal(from.values().getFirst()) : " AFTER " + literal(values.get(i - 1));
            statements.add(new Statement(
                    "ALTER TYPE " + name(to) + " ADD VALUE " + literal(values.get(i)) + position,
                    "add value to enum type: " + label(to),
                    List.of(),
                    false,
                    Set.of()));
        }
        if (!Objects.equals(from.comment(), to.comment())) {
            statements.add(comment(to, from.comment(), to.comment()));
        }
        return statements;
    }

    private static void refuseLostValues(EnumType from, EnumType to) {
        for (String value : from.values()) {
            if (!to.values().contains(value)) {
                throw new PlanException("dropping value \"" + value + "\" of enum " + label(from)
                        + " is not supported: PostgreSQL can't remove a value; create another type, convert the"
                        + " columns to it and drop this one");
            }
        }
        List<String> kept = to.values().stream().filter(from.values()::contains).toList();
        for (int i = 0; i < kept.size(); i++) {
            if (!kept.get(i).equals(from.values().get(i))) {
                throw new PlanException("reordering enum " + label(from) + " value \"" + kept.get(i)
                        + "\" is not supported: PostgreSQL can't move a value; create another type, convert the"
                        + " columns to it and drop this one");
            }
        }
    }

    private Statement comment(EnumType type, @Nullable String from, @Nullable String to) {
        String start = "COMMENT ON TYPE " + name(type) + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(to),
                "set comment to enum type: " + label(type),
                start + PostgresPlanner.text(from));
    }

    private static boolean hasText(@Nullable String comment) {
        return comment != null && !comment.isEmpty();
    }

    private String create(EnumType type) {
        return "CREATE TYPE " + name(type) + " AS ENUM "
                + type.values().stream().map(PostgresEnumPlanner::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String drop(String name) {
        return "DROP TYPE " + name;
    }

    private String name(EnumType type) {
        return PostgresSyntax.name(type.name(), qualifier);
    }

    private static String label(EnumType type) {
        return "\"" + type.name().name() + "\"";
    }

    private static String literal(String value) {
        return PostgresSyntax.INSTANCE.quoteLiteral(value);
    }
}
