package io.atlasoperator.dialect.mysql;

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
import io.atlasoperator.spec.Shapes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Triggers: {@code on} says the table, a block {@code before} or {@code after} the event. */
final class MySqlTriggerSpec implements ObjectSpec<Trigger> {
    private static final List<Timing> TIMINGS = List.of(Timing.BEFORE, Timing.AFTER);
    private static final List<Event> EVENTS = List.of(Event.INSERT, Event.UPDATE, Event.DELETE);

    private static final BlockShape SHAPE = BlockShape.of(
                    "trigger",
                    Labels.NAME,
                    AttributeShape.reference("on", "table").must(),
                    AttributeShape.choice("foreach", "ROW"),
                    AttributeShape.sql("as").must(),
                    AttributeShape.text("follows"),
                    AttributeShape.text("definer"),
                    AttributeShape.text("sql_mode"),
                    Shapes.dependsOn())
            .withBlocks(TIMINGS.stream().map(MySqlTriggerSpec::timing).toArray(BlockShape[]::new));

    private static BlockShape timing(Timing timing) {
        return BlockShape.of(
                word(timing),
                Labels.NONE,
                EVENTS.stream().map(event -> AttributeShape.bool(word(event))).toArray(AttributeShape[]::new));
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

    /** One that fires at one time and on one event; nothing else is one here. */
    private record When(Timing timing, Event event) {}

    @Override
    public Optional<Trigger> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> table = reader.reference(block, "on");
        Optional<String> action = block.text("as").map(MySqlText::body);
        List<When> all = TIMINGS.stream()
                .flatMap(timing -> block.single(word(timing)).stream()
                        .flatMap(inner -> EVENTS.stream()
                                .filter(event -> inner.bool(word(event)).orElse(false))
                                .map(event -> new When(timing, event))))
                .toList();
        if (all.size() != 1) {
            block.error(
                    "trigger \"" + block.name() + "\" needs one time and one event",
                    "Write one of the blocks before and after with one of insert = true, update = true and delete = true,"
                            + " and a trigger for each.");
            return Optional.empty();
        }
        if (table.isEmpty() || action.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trigger(
                table.get(),
                block.name(),
                all.getFirst().timing(),
                List.of(all.getFirst().event()),
                List.of(),
                true,
                null,
                action.get(),
                null,
                new MySqlTriggerOptions(
                                block.text("definer").orElse(null),
                                block.text("follows").orElse(null),
                                null,
                                block.text("sql_mode").map(MySqlMode::of).orElse(null))
                        .orNull(),
                block.range()));
    }

    @Override
    public void write(Trigger trigger, BlockWriter out, ObjectWriter writer) {
        out.value("on", writer.relation(trigger.table())).word("foreach", "ROW");
        BlockWriter when = out.inside(word(trigger.timing()));
        Stream.of(trigger.events().getFirst()).forEach(event -> when.bool(word(event), true));
        out.add(when).block("as", trigger.action());
        MySqlTriggerOptions options = MySqlTriggerOptions.of(trigger);
        if (options.follows() != null) {
            out.text("follows", options.follows());
        }
        if (options.definer() != null) {
            out.text("definer", options.definer());
        }
        if (options.mode() != null) {
            out.text("sql_mode", options.mode().text());
        }
    }
}
