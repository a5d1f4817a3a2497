package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.ObjectReader;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.ObjectWriter;
import io.atlasoperator.spec.Shapes;
import java.util.Optional;

/** Event triggers, written {@code event_trigger}. */
final class PostgresEventTriggerSpec implements ObjectSpec<PostgresEventTrigger> {
    private static final BlockShape SHAPE = BlockShape.of(
            "event_trigger",
            Labels.NAME,
            AttributeShape.openChoice(
                            "on", "ddl_command_start", "ddl_command_end", "table_rewrite", "sql_drop", "login")
                    .must(),
            AttributeShape.texts("tags"),
            AttributeShape.reference("execute", "function").must(),
            PostgresTriggerSpec.enabledAttribute(),
            AttributeShape.text("comment"),
            Shapes.dependsOn());

    @Override
    public Class<PostgresEventTrigger> type() {
        return PostgresEventTrigger.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<PostgresEventTrigger> read(BlockReader block, ObjectReader reader) {
        Optional<String> event = block.text("on");
        Optional<QualifiedName> function = PostgresTriggerSpec.named(block, "execute", reader, "public");
        if (event.isEmpty() || function.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PostgresEventTrigger(
                new QualifiedName("", block.name()),
                event.get(),
                block.texts("tags"),
                function.get(),
                PostgresTriggerSpec.readEnabled(block),
                block.text("comment").orElse(null),
                block.range()));
    }

    @Override
    public void write(PostgresEventTrigger trigger, BlockWriter out, ObjectWriter writer) {
        out.word("on", trigger.event());
        if (!trigger.tags().isEmpty()) {
            out.texts("tags", trigger.tags());
        }
        out.value("execute", writer.function(trigger.function(), PostgresTriggerSpec::sql));
        PostgresTriggerSpec.writeEnabled(trigger.enabled(), out);
        if (trigger.comment() != null) {
            out.text("comment", trigger.comment());
        }
    }
}
