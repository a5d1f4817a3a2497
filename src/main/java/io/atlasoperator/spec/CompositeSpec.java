package io.atlasoperator.spec;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.ValueShape.OfType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Composite types, written {@code composite} with a {@code field} for each of their fields. */
public final class CompositeSpec implements ObjectSpec<CompositeType> {
    private static final BlockShape SHAPE = BlockShape.of(
                    "composite",
                    Labels.QUALIFIED_NAME,
                    Shapes.schemaReference(),
                    AttributeShape.text("comment"),
                    Shapes.dependsOn(),
                    Shapes.renamedFrom())
            .withBlocks(BlockShape.of(
                    "field",
                    Labels.NAME,
                    new AttributeShape("type", new OfType(), true),
                    AttributeShape.text("collate"),
                    AttributeShape.text("comment")));

    @Override
    public Class<CompositeType> type() {
        return CompositeType.class;
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
    public Optional<CompositeType> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        List<Column> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (BlockReader field : block.blocks("field")) {
            if (!names.add(field.name())) {
                field.error(
                        "duplicate field \"" + field.name() + "\" in composite \"" + block.name() + "\"",
                        "Give it another name.");
                continue;
            }
            reader.type(field, "type", name.get().schema())
                    .ifPresent(type -> fields.add(new Column(
                            field.name(),
                            type,
                            true,
                            null,
                            null,
                            null,
                            field.text("collate").orElse(null),
                            field.text("comment").orElse(null),
                            null,
                            field.range())));
        }
        return Optional.of(
                new CompositeType(name.get(), fields, block.text("comment").orElse(null), block.range()));
    }

    @Override
    public void write(CompositeType composite, BlockWriter out, ObjectWriter writer) {
        String schema = composite.name().schema();
        out.value("schema", writer.schema(schema));
        if (composite.comment() != null) {
            out.text("comment", composite.comment());
        }
        for (Column field : composite.fields()) {
            BlockWriter inside = out.inside("field", field.name()).value("type", writer.type(field.type(), schema));
            if (field.collation() != null) {
                inside.text("collate", field.collation());
            }
            if (field.comment() != null) {
                inside.text("comment", field.comment());
            }
            out.add(inside);
        }
    }
}
