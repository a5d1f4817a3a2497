package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import io.atlasoperator.spec.ObjectReader;
import io.atlasoperator.spec.ObjectSpec;
import io.atlasoperator.spec.ObjectWriter;
import io.atlasoperator.spec.Shapes;
import io.atlasoperator.spec.ValueShape;
import java.util.Optional;

/** Sequences of their own, written {@code sequence}. */
final class PostgresSequenceSpec implements ObjectSpec<Sequence> {
    private static final BlockShape SHAPE = BlockShape.of(
            "sequence",
            Labels.QUALIFIED_NAME,
            Shapes.schemaReference(),
            new AttributeShape("type", new ValueShape.OfType(), false),
            AttributeShape.number("start"),
            AttributeShape.number("increment"),
            AttributeShape.number("min_value"),
            AttributeShape.number("max_value"),
            AttributeShape.number("cache"),
            AttributeShape.bool("cycle"),
            AttributeShape.bool("unlogged"),
            new AttributeShape("owner", new ValueShape.OfReference("table"), false),
            AttributeShape.text("comment"),
            Shapes.dependsOn(),
            Shapes.renamedFrom());

    @Override
    public Class<Sequence> type() {
        return Sequence.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<Sequence> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        ColumnType type =
                reader.type(block, "type", name.get().schema()).orElseGet(() -> new IntegerType("bigint", false));
        if (!(type instanceof IntegerType)) {
            block.error("type", "invalid type of sequence \"" + block.name() + "\"", "Write smallint, int or bigint.");
        }
        long increment = block.number("increment").orElse(1L);
        if (increment == 0) {
            block.error("increment", "invalid increment 0 of a sequence", "Write any other whole number.");
        }
        long minimum = block.number("min_value").orElseGet(() -> PostgresNumbering.least(type.name(), increment));
        long maximum = block.number("max_value").orElseGet(() -> PostgresNumbering.greatest(type.name(), increment));
        return Optional.of(new Sequence(
                name.get(),
                type.name(),
                block.number("start").orElse(increment > 0 ? minimum : maximum),
                increment,
                minimum,
                maximum,
                block.number("cache").orElse(1L),
                block.bool("cycle").orElse(false),
                reader.column(block, "owner").orElse(null),
                block.text("comment").orElse(null),
                block.bool("unlogged").orElse(false) ? new PostgresSequenceOptions() : null,
                block.range()));
    }

    @Override
    public void write(Sequence sequence, BlockWriter out, ObjectWriter writer) {
        String schema = sequence.name().schema();
        String type = sequence.type();
        long increment = sequence.increment();
        out.value("schema", writer.schema(schema));
        if (!type.equals("bigint")) {
            out.value("type", writer.type(PostgresTypes.parse(type), schema));
        }
        if (sequence.start() != (increment > 0 ? sequence.minimum() : sequence.maximum())) {
            out.number("start", sequence.start());
        }
        if (increment != 1) {
            out.number("increment", increment);
        }
        if (sequence.minimum() != PostgresNumbering.least(type, increment)) {
            out.number("min_value", sequence.minimum());
        }
        if (sequence.maximum() != PostgresNumbering.greatest(type, increment)) {
            out.number("max_value", sequence.maximum());
        }
        if (sequence.cache() != 1) {
            out.number("cache", sequence.cache());
        }
        if (sequence.cycle()) {
            out.bool("cycle", true);
        }
        if (PostgresSequenceOptions.unlogged(sequence)) {
            out.bool("unlogged", true);
        }
        Sequence.ColumnReference owner = sequence.ownedBy();
        if (owner != null) {
            out.value("owner", writer.column(owner.table(), owner.column()));
        }
        if (sequence.comment() != null) {
            out.text("comment", sequence.comment());
        }
    }
}
