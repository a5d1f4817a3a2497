package io.atlasoperator.dialect.postgres;

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

/** Extensions, written {@code extension}. The schema may be one that the document does not define. */
final class PostgresExtensionSpec implements ObjectSpec<PostgresExtension> {
    private static final BlockShape SHAPE = BlockShape.of(
            "extension",
            Labels.NAME,
            new AttributeShape("schema", new ValueShape.OfReference("schema"), true),
            AttributeShape.text("version"),
            AttributeShape.text("comment"),
            Shapes.dependsOn());

    @Override
    public Class<PostgresExtension> type() {
        return PostgresExtension.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public boolean writes(PostgresExtension extension) {
        return !extension.copied();
    }

    @Override
    public Optional<PostgresExtension> read(BlockReader block, ObjectReader reader) {
        return reader.schemaName(block)
                .map(schema -> new PostgresExtension(
                        block.name(),
                        schema,
                        block.text("version").orElse(null),
                        block.text("comment").orElse(null),
                        false,
                        block.range()));
    }

    @Override
    public void write(PostgresExtension extension, BlockWriter out, ObjectWriter writer) {
        out.value("schema", writer.schema(extension.schema()));
        if (extension.version() != null) {
            out.text("version", extension.version());
        }
        if (extension.comment() != null) {
            out.text("comment", extension.comment());
        }
    }
}
