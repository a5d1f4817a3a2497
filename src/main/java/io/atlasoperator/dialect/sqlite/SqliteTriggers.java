package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.Trigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Triggers, whose bodies are compared as text. */
final class SqliteTriggers extends SqliteKind<Trigger> {

    @Override
    public Class<Trigger> type() {
        return Trigger.class;
    }

    @Override
    String words() {
        return "trigger";
    }

    @Override
    String keyword() {
        return "TRIGGER";
    }

    @Override
    public boolean changed(Trigger from, Trigger to) {
        return from.timing() != to.timing()
                || !from.events().equals(to.events())
                || !folded(from.updateOf()).equals(folded(to.updateOf()))
                || !SqliteText.same(text(from.condition()), text(to.condition()))
                || !SqliteText.same(from.action(), to.action());
    }

    private static List<String> folded(List<String> names) {
        return names.stream().map(SqliteNames::folded).toList();
    }

    private static String text(@Nullable String condition) {
        return condition == null ? "" : SqliteExpressions.unwrap(condition);
    }

    /** As it was written, if it was read from a database and needs no other name. */
    @Override
    String create(Trigger trigger, Qualifier qualifier) {
        if (qualifier.of(trigger.table().schema()) == null
                && trigger.options() instanceof SqliteTriggerOptions(String text)) {
            return text;
        }
        if (trigger.events().size() != 1 || !trigger.forEachRow()) {
            throw new PlanException("sqlite: trigger \"" + trigger.triggerName()
                    + "\" must be for each row and for one of insert, update and delete: write one trigger for each");
        }
        StringBuilder text = new StringBuilder("CREATE TRIGGER ")
                .append(name(trigger, qualifier))
                .append(' ')
                .append(trigger.timing().sql())
                .append(' ')
                .append(trigger.events().getFirst().name());
        if (!trigger.updateOf().isEmpty()) {
            text.append(" OF ").append(SqliteSyntax.INSTANCE.identifiers(trigger.updateOf()));
        }
        text.append(" ON ")
                .append(SqliteSyntax.INSTANCE.quoteIdentifier(trigger.table().name()));
        if (trigger.condition() != null) {
            text.append(" WHEN ").append(SqliteExpressions.wrap(trigger.condition()));
        }
        return text.append(' ').append(trigger.action()).toString();
    }
}
