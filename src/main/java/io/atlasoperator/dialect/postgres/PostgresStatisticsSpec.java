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

/** Extended statistics, written {@code statistics}. */
final class PostgresStatisticsSpec implements ObjectSpec<PostgresStatistics> {
    private static final BlockShape SHAPE = BlockShape.of(
            "statistics",
            Labels.NAME,
            Shapes.schemaReference(),
            AttributeShape.table("table").must(),
            AttributeShape.texts("kinds"),
            AttributeShape.sql("columns").must(),
            AttributeShape.number("target"),
            AttributeShape.text("comment"));

    @Override
    public Class<PostgresStatistics> type() {
        return PostgresStatistics.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<PostgresStatistics> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        Optional<QualifiedName> table = reader.reference(block, "table");
        Optional<String> columns = block.text("columns");
        if (name.isEmpty() || table.isEmpty() || columns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PostgresStatistics(
                name.get(),
                table.get(),
                String.join(", ", block.texts("kinds")),
                columns.get().strip(),
                block.number("target").map(Math::toIntExact).orElse(null),
                block.text("comment").orElse(null),
                block.range()));
    }

    @Override
    public void write(PostgresStatistics statistics, BlockWriter out, ObjectWriter writer) {
        out.value("schema", writer.schema(statistics.name().schema()))
                .value("table", writer.relation("table", statistics.table()))
                .text("columns", statistics.columns());
        if (!statistics.kinds().isEmpty()) {
            out.texts("kinds", PostgresExpressions.splitList(statistics.kinds()));
        }
        if (statistics.target() != null) {
            out.number("target", statistics.target());
        }
        if (statistics.comment() != null) {
            out.text("comment", statistics.comment());
        }
    }
}
