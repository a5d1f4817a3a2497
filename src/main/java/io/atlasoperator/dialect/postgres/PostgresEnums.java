package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.EnumType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Enum types. */
final class PostgresEnums implements ObjectKind<EnumType> {

    @Override
    public Class<EnumType> type() {
        return EnumType.class;
    }

    @Override
    public boolean changed(EnumType from, EnumType to) {
        return !from.values().equals(to.values())
                || !Objects.requireNonNullElse(from.comment(), "").equals(Objects.requireNonNullElse(to.comment(), ""));
    }

    @Override
    public List<Statement> add(EnumType type, PlanOptions options) {
        String name = name(type, options);
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(create(type, name), "create enum type " + label(type), drop(name)));
        if (hasText(type.comment())) {
            statements.add(comment(type, name, null, type.comment()));
        }
        return statements;
    }

    @Override
    public List<Statement> drop(EnumType type, PlanOptions options) {
        String name = name(type, options);
        return List.of(Statement.of(
                drop(name),
                "drop enum type " + label(type),
                add(type, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    /** The server can't take a value away or move it. */
    @Override
    public boolean changesInPlace(EnumType from, EnumType to) {
        return to.values().stream().filter(from.values()::contains).toList().equals(from.values());
    }

    /** The new values, each before or after one that is there. */
    @Override
    public List<Statement> modify(EnumType from, EnumType to, PlanOptions options) {
        String name = name(to, options);
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
                    "ALTER TYPE " + name + " ADD VALUE " + literal(values.get(i)) + position,
                    "add value to enum type: " + label(to),
                    List.of(),
                    false,
                    Set.of()));
        }
        if (!Objects.equals(from.comment(), to.comment())) {
            statements.add(comment(to, name, from.comment(), to.comment()));
        }
        return statements;
    }

    private static Statement comment(EnumType type, String name, @Nullable String from, @Nullable String to) {
        String start = "COMMENT ON TYPE " + name + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(to),
                "set comment to enum type: " + label(type),
                start + PostgresPlanner.text(from));
    }

    private static boolean hasText(@Nullable String comment) {
        return comment != null && !comment.isEmpty();
    }

    private static String create(EnumType type, String name) {
        return "CREATE TYPE " + name + " AS ENUM "
                + type.values().stream().map(PostgresEnums::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String drop(String name) {
        return "DROP TYPE " + name;
    }

    private static String name(EnumType type, PlanOptions options) {
        return PostgresSyntax.name(type.name(), options.qualifier());
    }

    private static String label(EnumType type) {
        return "\"" + type.name().name() + "\"";
    }

    private static String literal(String value) {
        return PostgresSyntax.INSTANCE.quoteLiteral(value);
    }
}
