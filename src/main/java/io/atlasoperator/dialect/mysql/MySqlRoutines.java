package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Returns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions and procedures. A changed one is replaced in one step where the product can, else dropped and made anew at once. */
final class MySqlRoutines implements ObjectKind<Routine> {
    private final MySqlFlavor flavor;

    MySqlRoutines(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public Class<Routine> type() {
        return Routine.class;
    }

    @Override
    public boolean changed(Routine from, Routine to) {
        return !isAltered(from, to)
                || characteristics(from).size() != characteristics(to).size()
                || !settings(from).equals(settings(to))
                || MySqlRoutineOptions.of(from).deterministic()
                        != MySqlRoutineOptions.of(to).deterministic()
                || MySqlObjectWriter.definerChanged(
                        MySqlRoutineOptions.of(from).definer(),
                        MySqlRoutineOptions.of(to).definer())
                || MySqlMode.changed(
                        MySqlRoutineOptions.of(from).mode(),
                        MySqlRoutineOptions.of(to).mode());
    }

    /** Whether all that ALTER can't change is the same. */
    private static boolean isAltered(Routine from, Routine to) {
        return from.type() == to.type()
                && sameArguments(from.arguments(), to.arguments())
                && sameResult(from.returns(), to.returns())
                && MySqlObjectWriter.sameBody(from.body().text(), to.body().text());
    }

    private static boolean sameArguments(List<Argument> from, List<Argument> to) {
        if (from.size() != to.size()) {
            return false;
        }
        for (int i = 0; i < from.size(); i++) {
            Argument current = from.get(i);
            Argument wanted = to.get(i);
            if (current.mode() != wanted.mode()
                    || !MySqlObjectWriter.text(current.name()).equalsIgnoreCase(MySqlObjectWriter.text(wanted.name()))
                    || !MySqlTypes.same(current.type(), wanted.type())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameResult(@Nullable Returns from, @Nullable Returns to) {
        return from instanceof Returns.Values(ColumnType current, boolean set)
                        && to instanceof Returns.Values(ColumnType wanted, boolean wantedSet)
                ? MySqlTypes.same(current, wanted)
                : from == null && to == null;
    }

    /** What ALTER FUNCTION and ALTER PROCEDURE can change. */
    private record Settings(String dataAccess, boolean invoker, String comment) {}

    private static Settings settings(Routine routine) {
        MySqlRoutineOptions options = MySqlRoutineOptions.of(routine);
        return new Settings(
                options.dataAccess(),
                options.invoker(),
                MySqlLostLetters.asKept(MySqlObjectWriter.text(routine.comment())));
    }

    private boolean isAlterable(Routine from, Routine to) {
        MySqlRoutineOptions current = MySqlRoutineOptions.of(from);
        MySqlRoutineOptions wanted = MySqlRoutineOptions.of(to);
        return isAltered(from, to)
                && (flavor.takesCommentsAway() || !losesComment(from, to))
                && current.deterministic() == wanted.deterministic()
                && !MySqlObjectWriter.definerChanged(current.definer(), wanted.definer())
                && !MySqlMode.changed(current.mode(), wanted.mode());
    }

    private static boolean losesComment(Routine from, Routine to) {
        return !MySqlObjectWriter.text(from.comment()).isEmpty()
                && MySqlObjectWriter.text(to.comment()).isEmpty();
    }

    @Override
    public List<Statement> add(Routine routine, PlanOptions options) {
        return MySqlMode.around(
                MySqlRoutineOptions.of(routine).mode(),
                MySqlObjectWriter.create(routine, create(routine, options), options));
    }

    @Override
    public List<Statement> drop(Routine routine, PlanOptions options) {
        return List.of(MySqlObjectWriter.drop(
                routine, MySqlMode.texts(MySqlRoutineOptions.of(routine).mode(), create(routine, options)), options));
    }

    @Override
    public List<Statement> modify(Routine from, Routine to, PlanOptions options) {
        if (isAlterable(from, to)) {
            boolean returns = flavor.takesCommentsAway() || !losesComment(to, from);
            return List.of(MySqlObjectWriter.modify(
                    to, alter(to, options), returns ? List.of(alter(from, options)) : List.of()));
        }
        if (!flavor.replacesRoutines()) {
            return MySqlObjectWriter.replaced(drop(from, options), add(to, options));
        }
        @Nullable String current = MySqlRoutineOptions.of(from).definer();
        @Nullable String wanted = MySqlRoutineOptions.of(to).definer();
        return MySqlObjectWriter.modify(
                to,
                text("CREATE OR REPLACE", to, wanted == null ? current : wanted, options),
                text("CREATE OR REPLACE", from, current, options),
                MySqlRoutineOptions.of(to).mode(),
                MySqlRoutineOptions.of(from).mode(),
                MySqlMode.of(flavor.sessionMode()));
    }

    private static String alter(Routine routine, PlanOptions options) {
        Settings settings = settings(routine);
        return "ALTER " + routine.type() + " " + MySqlObjectWriter.name(routine, options) + " " + settings.dataAccess()
                + " SQL SECURITY " + (settings.invoker() ? "INVOKER" : "DEFINER") + " COMMENT "
                + MySqlText.doubleQuoted(settings.comment());
    }

    private static String create(Routine routine, PlanOptions options) {
        return text("CREATE", routine, MySqlRoutineOptions.of(routine).definer(), options);
    }

    private static String text(String verb, Routine routine, @Nullable String definer, PlanOptions options) {
        StringBuilder text = new StringBuilder(MySqlObjectWriter.start(verb, definer))
                .append(routine.type())
                .append(' ')
                .append(MySqlObjectWriter.name(routine, options))
                .append(parameters(routine));
        if (routine.returns() instanceof Returns.Values(ColumnType result, boolean set)) {
            text.append(" RETURNS ").append(MySqlTypes.format(result));
        }
        characteristics(routine).forEach(word -> text.append(' ').append(word));
        return text.append(' ').append(MySqlText.body(routine.body().text())).toString();
    }

    /** As they were written, if that is known: the server keeps it. */
    private static String parameters(Routine routine) {
        @Nullable String written = MySqlRoutineOptions.of(routine).parameters();
        return written != null
                ? " (" + written + ")"
                : routine.arguments().stream()
                        .map(argument -> argument(routine, argument))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String argument(Routine routine, Argument argument) {
        boolean saysMode = routine.type() == Routine.Type.PROCEDURE || argument.mode() != Routine.Mode.IN;
        return (saysMode ? argument.mode() + " " : "")
                + MySqlSyntax.INSTANCE.quoteIdentifier(MySqlObjectWriter.text(argument.name())) + " "
                + MySqlTypes.format(argument.type());
    }

    private static List<String> characteristics(Routine routine) {
        MySqlRoutineOptions options = MySqlRoutineOptions.of(routine);
        List<String> words = new ArrayList<>();
        if (options.deterministic()) {
            words.add("DETERMINISTIC");
        }
        if (!options.dataAccess().equals(MySqlRoutineOptions.NONE.dataAccess())) {
            words.add(options.dataAccess());
        }
        if (options.invoker()) {
            words.add("SQL SECURITY INVOKER");
        }
        if (!MySqlObjectWriter.text(routine.comment()).isEmpty()) {
            words.add("COMMENT " + MySqlMode.literal(options.mode(), MySqlObjectWriter.text(routine.comment())));
        }
        return words;
    }
}
