package io.atlasoperator.dialect.sqlite;

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

/** Virtual tables, written {@code virtual_table} with the module and its arguments as SQL has them. */
final class SqliteVirtualTableSpec implements ObjectSpec<SqliteVirtualTable> {
    private static final BlockShape SHAPE = BlockShape.of(
            SqliteVirtualTable.KIND,
            Labels.QUALIFIED_NAME,
            Shapes.schemaReference(),
            AttributeShape.sql("using").must(),
            Shapes.dependsOn());

    @Override
    public Class<SqliteVirtualTable> type() {
        return SqliteVirtualTable.class;
    }

    @Override
    public BlockShape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SqliteVirtualTable> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        Optional<String> using = block.text("using").map(String::strip);
        return name.isEmpty() || using.isEmpty()
                ? Optional.empty()
                : Optional.of(new SqliteVirtualTable(name.get(), using.get(), block.range()));
    }

    @Override
    public void write(SqliteVirtualTable table, BlockWriter out, ObjectWriter writer) {
        out.value("schema", writer.schema(table.name().schema())).block("using", table.using());
    }
}
