package io.atlasoperator.dialect.mysql;

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

/** Events, written {@code event}. */
final class MySqlEventSpec implements ObjectSpec<MySqlEvent> {
    private static final String ENABLED = "ENABLE";

    private static final BlockShape SHAPE = BlockShape.of(
            "event",
            Labels.QUALIFIED_NAME,
            Shapes.schemaReference(),
            AttributeShape.sql("schedule").must(),
            AttributeShape.bool("preserve"),
            AttributeShape.choice("status", ENABLED, "DISABLE", "DISABLE_ON_SLAVE"),
            AttributeShape.sql("as").must(),
            AttributeShape.text("definer"),
            AttributeShape.text("sql_mode"),
            AttributeShape.text("comment"),
            Shapes.dependsOn());

    @Override
    public Class<MySqlEvent> type() {
        return MySqlEvent.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<MySqlEvent> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        Optional<String> schedule = block.text("schedule").map(String::strip);
        Optional<String> body = block.text("as").map(MySqlText::body);
        if (name.isEmpty() || schedule.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MySqlEvent(
                name.get(),
                schedule.get(),
                block.bool("preserve").orElse(false),
                block.text("status").orElse(ENABLED).replace('_', ' '),
                body.get(),
                block.text("definer").orElse(null),
                block.text("sql_mode").map(MySqlMode::of).orElse(null),
                block.text("comment").orElse(null),
                block.range()));
    }

    @Override
    public void write(MySqlEvent event, BlockWriter out, ObjectWriter writer) {
        out.value("schema", writer.schema(event.name().schema())).text("schedule", event.schedule());
        if (event.preserve()) {
            out.bool("preserve", true);
        }
        if (!event.status().equals(ENABLED)) {
            out.word("status", event.status().replace(' ', '_'));
        }
        out.block("as", event.body());
        if (event.definer() != null) {
            out.text("definer", event.definer());
        }
        if (event.mode() != null) {
            out.text("sql_mode", event.mode().text());
        }
        if (event.comment() != null) {
            out.text("comment", event.comment());
        }
    }
}
