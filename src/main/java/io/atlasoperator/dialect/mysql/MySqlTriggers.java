package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Trigger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Triggers. A changed one is replaced in one step where the product can, else dropped and made anew at once; it says which others
 * it comes before or after, as it would be the last of them otherwise.
 */
final class MySqlTriggers implements ObjectKind<Trigger> {
    private final MySqlFlavor flavor;

    MySqlTriggers(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public Class<Trigger> type() {
        return Trigger.class;
    }

    @Override
    public boolean changed(Trigger from, Trigger to) {
        MySqlTriggerOptions current = MySqlTriggerOptions.of(from);
        MySqlTriggerOptions wanted = MySqlTriggerOptions.of(to);
        // A written trigger that says nothing of others may stand anywhere among them.
        boolean moves = wanted.follows() != null || to.range() == null;
        return from.timing() != to.timing()
                || !from.events().equals(to.events())
                || moves && !Objects.equals(current.follows(), wanted.follows())
                || MySqlObjectWriter.definerChanged(current.definer(), wanted.definer())
                || MySqlMode.changed(current.mode(), wanted.mode())
                || !MySqlObjectWriter.sameBody(from.action(), to.action());
    }

    @Override
    public List<Statement> add(Trigger trigger, PlanOptions options) {
        return MySqlMode.around(
                MySqlTriggerOptions.of(trigger).mode(),
                MySqlObjectWriter.create(trigger, create(trigger, options), options));
    }

    @Override
    public List<Statement> drop(Trigger trigger, PlanOptions options) {
        return List.of(MySqlObjectWriter.drop(
                trigger, MySqlMode.texts(MySqlTriggerOptions.of(trigger).mode(), create(trigger, options)), options));
    }

    @Override
    public List<Statement> modify(Trigger from, Trigger to, PlanOptions options) {
        if (!flavor.replacesRoutines()) {
            return MySqlObjectWriter.replaced(drop(from, options), add(to, options));
        }
        @Nullable String current = MySqlTriggerOptions.of(from).definer();
        @Nullable String wanted = MySqlTriggerOptions.of(to).definer();
        return MySqlObjectWriter.modify(
                to,
                text("CREATE OR REPLACE", to, wanted == null ? current : wanted, options),
                text("CREATE OR REPLACE", from, current, options),
                MySqlTriggerOptions.of(to).mode(),
                MySqlTriggerOptions.of(from).mode(),
                MySqlMode.of(flavor.sessionMode()));
    }

    private static String create(Trigger trigger, PlanOptions options) {
        return text("CREATE", trigger, MySqlTriggerOptions.of(trigger).definer(), options);
    }

    private static String text(String verb, Trigger trigger, @Nullable String definer, PlanOptions options) {
        if (trigger.events().size() != 1 || !trigger.forEachRow() || trigger.timing() == Trigger.Timing.INSTEAD_OF) {
            throw new PlanException("trigger \"" + trigger.triggerName()
                    + "\" must be before or after one of insert, update and delete, for each row: write one trigger for"
                    + " each");
        }
        MySqlTriggerOptions own = MySqlTriggerOptions.of(trigger);
        String order = own.follows() != null
                ? " FOLLOWS " + MySqlSyntax.INSTANCE.quoteIdentifier(own.follows())
                : own.precedes() != null ? " PRECEDES " + MySqlSyntax.INSTANCE.quoteIdentifier(own.precedes()) : "";
        return MySqlObjectWriter.start(verb, definer) + "TRIGGER " + MySqlObjectWriter.name(trigger, options) + " "
                + trigger.timing().sql() + " " + trigger.events().getFirst() + " ON "
                + MySqlSyntax.INSTANCE.name(trigger.table(), options.qualifier()) + " FOR EACH ROW" + order + " "
                + MySqlText.body(trigger.action());
    }
}
