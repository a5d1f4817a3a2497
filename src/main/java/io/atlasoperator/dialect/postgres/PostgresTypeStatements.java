package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is the same for all objects that have a name, a comment and are made by one statement. */
final class PostgresTypeStatements {
    private final SchemaObject object;
    private final String keyword;
    private final PlanOptions options;

    /** @param keyword what stands before the name: {@code DOMAIN} */
    PostgresTypeStatements(SchemaObject object, String keyword, PlanOptions options) {
        this.object = object;
        this.keyword = keyword;
        this.options = options;
    }

    /** Whether two objects have the same comment; an empty one is none. */
    static boolean sameComment(SchemaObject from, SchemaObject to) {
        return text(from.comment()).equals(text(to.comment()));
    }

    private static String text(@Nullable String comment) {
        return Objects.requireNonNullElse(comment, "");
    }

    /** The name in SQL. */
    String name() {
        return PostgresSyntax.name(object.name(), options.qualifier());
    }

    private String words() {
        return switch (object.kind()) {
                    case "enum", "composite", "range" -> object.kind() + " type";
                    default -> object.kind();
                }
                + " \"" + object.name().name() + "\"";
    }

    /** The statement that makes it, and its comment. */
    List<Statement> add(String create) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(create, "create " + words(), "DROP " + keyword + " " + name()));
        statements.addAll(comment(null));
        return statements;
    }

    /** @param addition what makes it, to be run on the way back */
    List<Statement> drop(List<Statement> addition) {
        return List.of(Statement.of(
                "DROP " + keyword + " " + name(),
                "drop " + words(),
                addition.stream().map(Statement::text).toArray(String[]::new)));
    }

    /** The statement that sets its comment, if it was another. */
    List<Statement> comment(@Nullable String before) {
        return text(before).equals(text(object.comment()))
                ? List.of()
                : List.of(comment(keyword + " " + name(), words(), before, object.comment()));
    }

    static Statement comment(String target, String words, @Nullable String before, @Nullable String after) {
        String start = "COMMENT ON " + target + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(after), "set comment to " + words, start + PostgresPlanner.text(before));
    }

    /** A change with its way back. */
    Statement alter(String action, String... reverse) {
        String start = "ALTER " + keyword + " " + name() + " ";
        return Statement.of(
                start + action,
                "modify " + words(),
                List.of(reverse).stream().map(text -> start + text).toArray(String[]::new));
    }
}
