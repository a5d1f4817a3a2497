package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.ColumnType;
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
import java.util.Optional;

/**
 * Sequences (MariaDB). What is not said is what {@code CREATE SEQUENCE} takes by its manual: numbers of {@code bigint} without
 * its two outermost ones, a thousand at a time.
 */
final class MySqlSequenceSpec implements ObjectSpec<Sequence> {
    static final long CACHE = 1000;
    private static final String BIGINT = "bigint";

    private static final BlockShape SHAPE = BlockShape.of(
            "sequence",
            Labels.QUALIFIED_NAME,
            Shapes.schemaReference(),
            AttributeShape.type("type"),
            AttributeShape.number("start"),
            AttributeShape.number("increment"),
            AttributeShape.number("min_value"),
            AttributeShape.number("max_value"),
            AttributeShape.number("cache"),
            AttributeShape.bool("cycle"),
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
        String type = reader.type(block, "type", name.get().schema())
                .map(MySqlTypes::format)
                .orElse(BIGINT);
        long increment = block.number("increment").orElse(1L);
        if (increment == 0) {
            block.error("increment", "invalid increment 0 of a sequence", "Write any other whole number.");
        }
        long minimum = block.number("min_value").orElseGet(() -> least(type, increment));
        long maximum = block.number("max_value").orElseGet(() -> greatest(type, increment));
        return Optional.of(new Sequence(
                name.get(),
                type,
                block.number("start").orElse(increment > 0 ? minimum : maximum),
                increment,
                minimum,
                maximum,
                block.number("cache").orElse(CACHE),
                block.bool("cycle").orElse(false),
                null,
                block.text("comment").orElse(null),
                null,
                block.range()));
    }

    /** The least number of a sequence that does not say it. */
    static long least(String type, long increment) {
        if (increment > 0) {
            return 1;
        }
        return type.endsWith("unsigned") ? 1 : -(outermost(type) - 1);
    }

    /** The greatest number of a sequence that does not say it. */
    static long greatest(String type, long increment) {
        return increment > 0 ? outermost(type) - 1 : -1;
    }

    /** The greatest number of a type, or of {@code bigint} for one that goes beyond it. */
    private static long outermost(String type) {
        boolean unsigned = type.endsWith("unsigned");
        ColumnType known = MySqlTypes.parse(type);
        int bits = switch (known.name()) {
            case "tinyint", "bool" -> 8;
            case "smallint" -> 16;
            case "mediumint" -> 24;
            case "int" -> 32;
            default -> 64;
        };
        return bits == 64 ? Long.MAX_VALUE : (1L << (unsigned ? bits : bits - 1)) - 1;
    }

    @Override
    public void write(Sequence sequence, BlockWriter out, ObjectWriter writer) {
        String schema = sequence.name().schema();
        String type = sequence.type();
        long increment = sequence.increment();
        out.value("schema", writer.schema(schema));
        if (!type.equals(BIGINT)) {
            out.value("type", writer.type(MySqlTypes.parse(type), schema));
        }
        if (sequence.start() != (increment > 0 ? sequence.minimum() : sequence.maximum())) {
            out.number("start", sequence.start());
        }
        if (increment != 1) {
            out.number("increment", increment);
        }
        if (sequence.minimum() != least(type, increment)) {
            out.number("min_value", sequence.minimum());
        }
        if (sequence.maximum() != greatest(type, increment)) {
            out.number("max_value", sequence.maximum());
        }
        if (sequence.cache() != CACHE) {
            out.number("cache", sequence.cache());
        }
        if (sequence.cycle()) {
            out.bool("cycle", true);
        }
        if (sequence.comment() != null) {
            out.text("comment", sequence.comment());
        }
    }
}
