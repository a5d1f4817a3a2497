package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.Trigger.Event;
import io.atlasoperator.schema.Trigger.Timing;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.ObjectReader;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.ObjectWriter;
import io.atlasoperator.spec.ValueShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Triggers: {@code on} says the table or view, a block {@code before}, {@code after} or {@code instead_of} the event. */
final class SqliteTriggerSpec implements ObjectSpec<Trigger> {
    private static final BlockShape SHAPE = BlockShape.of(
                    "trigger",
                    Labels.NAME,
                    new AttributeShape("on", new ValueShape.OfReference(List.of("table", "view")), true),
                    AttributeShape.choice("foreach", "ROW"),
                    AttributeShape.sql("when"),
                    AttributeShape.sql("as").must())
            .withBlocks(Stream.of(Timing.values()).map(SqliteTriggerSpec::event).toArray(BlockShape[]::new));

    private static BlockShape event(Timing timing) {
        return BlockShape.of(
                word(timing),
                Labels.NONE,
                AttributeShape.bool("insert"),
                AttributeShape.bool("update"),
                AttributeShape.columns("update_of"),
                AttributeShape.bool("delete"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Class<Trigger> type() {
        return Trigger.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<Trigger> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> table = reader.reference(block, "on");
        Optional<String> action = block.text("as").map(SqliteTriggerSpec::body);
        List<Timing> timings = Stream.of(Timing.values())
                .filter(timing -> block.single(word(timing)).isPresent())
                .toList();
        if (timings.size() != 1) {
            block.error(
                    "trigger \"" + block.name() + "\" needs one of the blocks before, after and instead_of",
                    "It says when the trigger fires, and on what: after { insert = true }.");
            return Optional.empty();
        }
        if (table.isEmpty() || action.isEmpty()) {
            return Optional.empty();
        }
        BlockReader on = block.blocks(word(timings.getFirst())).getFirst();
        List<String> updateOf = reader.inside(on, table.get()).columns("update_of");
        return event(on)
                .map(event -> new Trigger(
                        table.get(),
                        block.name(),
                        timings.getFirst(),
                        List.of(event),
                        updateOf,
                        true,
                        block.text("when").map(SqliteExpressions::unwrap).orElse(null),
                        action.get(),
                        null,
                        null,
                        block.range()));
    }

    private static String body(String text) {
        String body = text.strip();
        return body.endsWith(";") ? body.substring(0, body.length() - 1).stripTrailing() : body;
    }

    private static Optional<Event> event(BlockReader on) {
        List<Event> events = new ArrayList<>();
        for (Event event : List.of(Event.INSERT, Event.DELETE, Event.UPDATE)) {
            boolean ofColumns = event == Event.UPDATE && on.has("update_of");
            if (ofColumns || on.bool(word(event)).orElse(false)) {
                events.add(event);
            }
        }
        if (events.size() == 1) {
            return Optional.of(events.getFirst());
        }
        on.error(
                events.isEmpty() ? "no event for the trigger" : "multiple events for the trigger",
                "Write one of insert = true, update = true, update_of = [column.name] and delete = true;"
                        + " SQLite has a trigger for each.");
        return Optional.empty();
    }

    @Override
    public void write(Trigger trigger, BlockWriter out, ObjectWriter writer) {
        out.value("on", writer.relation(trigger.table()));
        BlockWriter on = out.inside(word(trigger.timing()));
        if (trigger.updateOf().isEmpty()) {
            trigger.events().forEach(event -> on.bool(word(event), true));
        } else {
            on.columns("update_of", trigger.updateOf());
        }
        out.add(on);
        if (trigger.condition() != null) {
            out.text("when", trigger.condition());
        }
        out.block("as", trigger.action());
    }
}
