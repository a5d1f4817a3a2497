package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions and procedures. */
final class PostgresRoutines implements ObjectKind<Routine> {
    private static final String CHECK_OFF = "SET check_function_bodies = off";
    private static final String CHECK_AGAIN = "RESET check_function_bodies";

    private final PostgresVersion version;

    PostgresRoutines(PostgresVersion version) {
        this.version = version;
    }

    @Override
    public Class<Routine> type() {
        return Routine.class;
    }

    @Override
    public boolean changed(Routine from, Routine to) {
        return definitionChanged(from, to) || !text(from.comment()).equals(text(to.comment()));
    }

    private static boolean definitionChanged(Routine from, Routine to) {
        return from.type() != to.type()
                || !Objects.equals(from.returns(), to.returns())
                || !from.language().equals(to.language())
                || !from.body().text().equals(to.body().text())
                || !PostgresRoutineOptions.of(from).equals(PostgresRoutineOptions.of(to))
                || argumentsChanged(from.arguments(), to.arguments());
    }

    private static boolean argumentsChanged(List<Argument> from, List<Argument> to) {
        if (from.size() != to.size()) {
            return true;
        }
        for (int i = 0; i < from.size(); i++) {
            Argument before = from.get(i);
            Argument after = to.get(i);
            if (before.mode() != after.mode()
                    || !Objects.equals(before.name(), after.name())
                    || !before.type().equals(after.type())
                    || defaultChanged(before, after)) {
                return true;
            }
        }
        return false;
    }

    private static boolean defaultChanged(Argument from, Argument to) {
        if (from.defaultValue() == null || to.defaultValue() == null) {
            return !Objects.equals(from.defaultValue(), to.defaultValue());
        }
        return !PostgresExpressions.same(from.defaultValue(), to.defaultValue());
    }

    /** Whoever calls it must find what was there: the result, the names of the arguments and their defaults. */
    @Override
    public boolean changesInPlace(Routine from, Routine to) {
        if (from.type() != to.type()
                || PostgresRoutineOptions.of(from).window()
                        != PostgresRoutineOptions.of(to).window()
                || !Objects.equals(from.returns(), to.returns())
                || from.arguments().size() != to.arguments().size()) {
            return false;
        }
        for (int i = 0; i < from.arguments().size(); i++) {
            Argument before = from.arguments().get(i);
            Argument after = to.arguments().get(i);
            boolean named = before.name() != null || isOutput(before);
            if (before.mode() != after.mode()
                    || !before.type().equals(after.type())
                    || named && !Objects.equals(before.name(), after.name())
                    || before.defaultValue() != null && after.defaultValue() == null) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOutput(Argument argument) {
        return argument.mode() == Mode.OUT || argument.mode() == Mode.INOUT;
    }

    @Override
    public List<Statement> add(Routine routine, PlanOptions options) {
        List<Statement> statements = new ArrayList<>(define(
                routine,
                create(routine, false, options),
                "create " + routine.kind() + " " + label(routine),
                List.of("DROP " + reference(routine, options))));
        if (!text(routine.comment()).isEmpty()) {
            statements.add(comment(routine, null, options));
        }
        return statements;
    }

    @Override
    public List<Statement> drop(Routine routine, PlanOptions options) {
        return List.of(Statement.of(
                "DROP " + reference(routine, options),
                "drop " + routine.kind() + " " + label(routine),
                add(routine, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(Routine from, Routine to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        if (definitionChanged(from, to)) {
            statements.addAll(define(
                    to,
                    create(to, true, options),
                    "modify " + to.kind() + " " + label(to),
                    changesInPlace(to, from) ? List.of(create(from, true, options)) : List.of()));
        }
        if (!text(from.comment()).equals(text(to.comment()))) {
            statements.add(comment(to, from.comment(), options));
        }
        return statements;
    }

    /** The statement, with the look into the body switched off for it if what the body mentions is not there yet. */
    private List<Statement> define(Routine routine, String text, String comment, List<String> reverse) {
        if (PostgresRoutineBody.isStandard(routine.language(), routine.body().text()) && !version.hasStandardBodies()) {
            throw new PlanException("the body of " + routine.kind() + " " + label(routine)
                    + " is written as statements of standard SQL, which PostgreSQL has since version 14; write it as a"
                    + " string");
        }
        Statement define = new Statement(text, comment, reverse, true, java.util.Set.of());
        if (!PostgresRoutineBody.isUnchecked(routine.language(), routine.body())) {
            return List.of(define);
        }
        return List.of(
                Statement.of(CHECK_OFF, "make " + label(routine) + " before what its body mentions", CHECK_AGAIN),
                define,
                Statement.of(CHECK_AGAIN, "look into bodies again", CHECK_OFF));
    }

    private static String create(Routine routine, boolean replace, PlanOptions options) {
        PostgresSignatures signatures = new PostgresSignatures(options.qualifier());
        PostgresRoutineOptions own = PostgresRoutineOptions.of(routine);
        StringBuilder text = new StringBuilder(replace ? "CREATE OR REPLACE " : "CREATE ")
                .append(keyword(routine))
                .append(' ')
                .append(signatures.declaration(routine))
                .append(signatures.returns(routine.returns()))
                .append(" LANGUAGE ")
                .append(PostgresSyntax.quoteIfNeeded(routine.language()));
        if (!own.transforms().isEmpty()) {
            text.append(" TRANSFORM FOR TYPE ").append(String.join(", FOR TYPE ", own.transforms()));
        }
        clause(text, own.window(), "WINDOW");
        clause(text, !own.volatility().equals("VOLATILE"), own.volatility());
        clause(text, own.strict(), "STRICT");
        clause(text, own.definer(), "SECURITY DEFINER");
        clause(text, own.leakproof(), "LEAKPROOF");
        clause(text, !own.parallel().equals("UNSAFE"), "PARALLEL " + own.parallel());
        clause(text, own.cost() != null, "COST " + own.cost());
        clause(text, own.rows() != null, "ROWS " + own.rows());
        clause(text, own.support() != null, "SUPPORT " + own.support());
        own.settings().forEach(setting -> clause(text, true, PostgresSettings.clause(setting)));
        String body = routine.body().text();
        if (PostgresRoutineBody.isStandard(routine.language(), body)) {
            return text.append(' ').append(body.strip()).toString();
        }
        text.append(" AS ");
        if (own.objectFile() != null) {
            text.append(PostgresSyntax.INSTANCE.quoteLiteral(own.objectFile())).append(", ");
        }
        boolean name = routine.language().equals("c") || routine.language().equals("internal");
        return text.append(name ? PostgresSyntax.INSTANCE.quoteLiteral(body) : PostgresRoutineBody.quote(body))
                .toString();
    }

    private static void clause(StringBuilder text, boolean wanted, String clause) {
        if (wanted) {
            text.append(' ').append(clause);
        }
    }

    private static Statement comment(Routine routine, @Nullable String from, PlanOptions options) {
        String start = "COMMENT ON " + reference(routine, options) + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(routine.comment()),
                "set comment to " + routine.kind() + ": " + label(routine),
                start + PostgresPlanner.text(from));
    }

    private static String reference(Routine routine, PlanOptions options) {
        return keyword(routine) + " " + new PostgresSignatures(options.qualifier()).reference(routine);
    }

    private static String keyword(Routine routine) {
        return routine.kind().toUpperCase(Locale.ROOT);
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private static String label(Routine routine) {
        return "\"" + routine.name().name() + "\"";
    }
}
