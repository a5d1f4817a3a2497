package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.Trigger.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Triggers of tables and views. */
final class PostgresTriggers implements ObjectKind<Trigger> {
    private static final String EXECUTE = "EXECUTE FUNCTION ";

    private final PostgresVersion version;

    PostgresTriggers(PostgresVersion version) {
        this.version = version;
    }

    /** What a trigger does that calls the function of that name. */
    static String action(String function) {
        return EXECUTE + PostgresSyntax.quote(function);
    }

    /** The name of the function that a trigger calls. */
    static String function(Trigger trigger) {
        return PostgresSyntax.unquote(trigger.action().substring(EXECUTE.length()));
    }

    @Override
    public Class<Trigger> type() {
        return Trigger.class;
    }

    @Override
    public boolean changed(Trigger from, Trigger to) {
        return definitionChanged(from, to)
                || !enabled(from).equals(enabled(to))
                || !text(from.comment()).equals(text(to.comment()));
    }

    private static boolean definitionChanged(Trigger from, Trigger to) {
        return from.timing() != to.timing()
                || !from.events().equals(to.events())
                || !from.updateOf().equals(to.updateOf())
                || from.forEachRow() != to.forEachRow()
                || !from.action().equals(to.action())
                || !PostgresTriggerOptions.of(from)
                        .asEnabled()
                        .equals(PostgresTriggerOptions.of(to).asEnabled())
                || conditionChanged(from.condition(), to.condition());
    }

    private static boolean conditionChanged(@Nullable String from, @Nullable String to) {
        return from == null || to == null ? !Objects.equals(from, to) : !PostgresExpressions.same(from, to);
    }

    @Override
    public boolean changesInPlace(Trigger from, Trigger to) {
        return !definitionChanged(from, to)
                || version.replacesTriggers()
                        && !PostgresTriggerOptions.of(from).constraint()
                        && !PostgresTriggerOptions.of(to).constraint();
    }

    @Override
    public List<Statement> add(Trigger trigger, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(
                create(trigger, false, options),
                "create trigger " + label(trigger),
                "DROP TRIGGER " + reference(trigger, options)));
        if (!enabled(trigger).equals(PostgresTriggerOptions.ALWAYS_ENABLED)) {
            statements.add(enable(trigger, PostgresTriggerOptions.ALWAYS_ENABLED, options));
        }
        if (!text(trigger.comment()).isEmpty()) {
            statements.add(comment(trigger, null, options));
        }
        return statements;
    }

    @Override
    public List<Statement> drop(Trigger trigger, PlanOptions options) {
        return List.of(Statement.of(
                "DROP TRIGGER " + reference(trigger, options),
                "drop trigger " + label(trigger),
                add(trigger, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(Trigger from, Trigger to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        String before = enabled(from);
        if (definitionChanged(from, to)) {
            statements.add(Statement.of(
                    create(to, true, options), "modify trigger " + label(to), create(from, true, options)));
            // One that is replaced fires as a rule again.
            if (!before.equals(PostgresTriggerOptions.ALWAYS_ENABLED)) {
                statements.addFirst(Statement.of(
                        enableText(to, PostgresTriggerOptions.ALWAYS_ENABLED, options),
                        "let trigger " + label(to) + " fire",
                        enableText(to, before, options)));
                before = PostgresTriggerOptions.ALWAYS_ENABLED;
            }
        }
        if (!before.equals(enabled(to))) {
            statements.add(enable(to, before, options));
        }
        if (!text(from.comment()).equals(text(to.comment()))) {
            statements.add(comment(to, from.comment(), options));
        }
        return statements;
    }

    private static Statement enable(Trigger trigger, String before, PlanOptions options) {
        return Statement.of(
                enableText(trigger, enabled(trigger), options),
                "modify when trigger " + label(trigger) + " fires",
                enableText(trigger, before, options));
    }

    private static String enableText(Trigger trigger, String enabled, PlanOptions options) {
        String action = switch (enabled) {
            case "D" -> "DISABLE";
            case "R" -> "ENABLE REPLICA";
            case "A" -> "ENABLE ALWAYS";
            default -> "ENABLE";
        };
        return "ALTER TABLE " + PostgresSyntax.name(trigger.table(), options.qualifier()) + " " + action + " TRIGGER "
                + PostgresSyntax.quote(trigger.triggerName());
    }

    private static String create(Trigger trigger, boolean replace, PlanOptions options) {
        PostgresTriggerOptions own = PostgresTriggerOptions.of(trigger);
        StringBuilder text = new StringBuilder(replace ? "CREATE OR REPLACE " : "CREATE ")
                .append(own.constraint() ? "CONSTRAINT TRIGGER " : "TRIGGER ")
                .append(PostgresSyntax.quote(trigger.triggerName()))
                .append(' ')
                .append(trigger.timing().sql())
                .append(' ')
                .append(trigger.events().stream()
                        .map(event -> event(event, trigger.updateOf()))
                        .collect(Collectors.joining(" OR ")))
                .append(" ON ")
                .append(PostgresSyntax.name(trigger.table(), options.qualifier()));
        if (own.fromTable() != null) {
            text.append(" FROM ").append(name(trigger, own.fromSchema(), own.fromTable(), options));
        }
        if (own.deferrability() != Deferrability.NOT_DEFERRABLE) {
            text.append(" DEFERRABLE ").append(own.deferrability().name().replace('_', ' '));
        }
        if (own.oldTable() != null || own.newTable() != null) {
            text.append(" REFERENCING");
            transition(text, "OLD", own.oldTable());
            transition(text, "NEW", own.newTable());
        }
        text.append(trigger.forEachRow() ? " FOR EACH ROW" : " FOR EACH STATEMENT");
        if (trigger.condition() != null) {
            text.append(" WHEN ").append(PostgresExpressions.wrap(trigger.condition()));
        }
        return text.append(' ')
                .append(EXECUTE)
                .append(name(trigger, own.functionSchema(), function(trigger), options))
                .append(own.arguments().stream()
                        .map(PostgresSyntax.INSTANCE::quoteLiteral)
                        .collect(Collectors.joining(", ", "(", ")")))
                .toString();
    }

    private static String event(Event event, List<String> columns) {
        return event == Event.UPDATE && !columns.isEmpty()
                ? "UPDATE OF " + PostgresSyntax.quoteAll(columns)
                : event.name();
    }

    private static void transition(StringBuilder text, String which, @Nullable String name) {
        if (name != null) {
            text.append(' ').append(which).append(" TABLE AS ").append(PostgresSyntax.quote(name));
        }
    }

    /** The name of something that the trigger needs; what is in another schema is always named with it. */
    private static String name(Trigger trigger, @Nullable String schema, String name, PlanOptions options) {
        return schema == null
                ? PostgresSyntax.name(trigger.table().schema(), name, options.qualifier())
                : PostgresSyntax.quote(schema) + "." + PostgresSyntax.quote(name);
    }

    private static Statement comment(Trigger trigger, @Nullable String from, PlanOptions options) {
        String start = "COMMENT ON TRIGGER " + reference(trigger, options) + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(trigger.comment()),
                "set comment to trigger: " + label(trigger),
                start + PostgresPlanner.text(from));
    }

    private static String reference(Trigger trigger, PlanOptions options) {
        return PostgresSyntax.quote(trigger.triggerName()) + " ON "
                + PostgresSyntax.name(trigger.table(), options.qualifier());
    }

    private static String enabled(Trigger trigger) {
        return PostgresTriggerOptions.of(trigger).enabled();
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private static String label(Trigger trigger) {
        return "\"" + trigger.triggerName() + "\"";
    }
}
