package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ColumnType;
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
import io.atlasoperator.spec.ValueShape;
import java.util.Optional;

/** Range types, written {@code range}. */
final class PostgresRangeSpec implements ObjectSpec<PostgresRange> {
    private static final BlockShape SHAPE = BlockShape.of(
            "range",
            Labels.QUALIFIED_NAME,
            Shapes.schemaReference(),
            new AttributeShape("subtype", new ValueShape.OfType(), true),
            AttributeShape.name("subtype_opclass"),
            AttributeShape.text("collation"),
            AttributeShape.name("subtype_diff"),
            AttributeShape.text("multirange_name"),
            AttributeShape.text("comment"),
            Shapes.dependsOn());

    @Override
    public Class<PostgresRange> type() {
        return PostgresRange.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public boolean isType() {
        return true;
    }

    @Override
    public Optional<PostgresRange> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<ColumnType> subtype = reader.type(block, "subtype", name.get().schema());
        return subtype.map(type -> new PostgresRange(
                name.get(),
                type,
                block.text("subtype_opclass").orElse(null),
                block.text("collation").orElse(null),
                block.text("subtype_diff").orElse(null),
                block.text("multirange_name").orElse(null),
                block.text("comment").orElse(null),
                block.range()));
    }

    @Override
    public void write(PostgresRange range, BlockWriter out, ObjectWriter writer) {
        String schema = range.name().schema();
        out.value("schema", writer.schema(schema)).value("subtype", writer.type(range.subtype(), schema));
        if (range.operatorClass() != null) {
            out.sql("subtype_opclass", range.operatorClass());
        }
        if (range.collation() != null) {
            out.text("collation", range.collation());
        }
        if (range.difference() != null) {
            out.sql("subtype_diff", range.difference());
        }
        if (range.multirange() != null) {
            out.text("multirange_name", range.multirange());
        }
        if (range.comment() != null) {
            out.text("comment", range.comment());
        }
    }
}
