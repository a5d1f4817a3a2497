package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Key;
import io.atlasoperator.dialect.mysql.MySqlPartitioning.Partition;
import io.atlasoperator.spec.AttributeShape;
import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockShape;
import io.atlasoperator.spec.BlockShape.Labels;
import io.atlasoperator.spec.BlockWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a table's rows are spread, written as a block {@code partition} with one block of the same name for each partition. */
final class MySqlPartitionSpec {
    private static final String[] SUB_METHODS = {"HASH", "LINEAR_HASH", "KEY", "LINEAR_KEY"};
    private static final String[] METHODS = {
        "RANGE", "RANGE_COLUMNS", "LIST", "LIST_COLUMNS", "HASH", "LINEAR_HASH", "KEY", "LINEAR_KEY", "SYSTEM_TIME"
    };

    static final BlockShape SHAPE = BlockShape.of(
                    "partition",
                    Labels.NONE,
                    AttributeShape.choice("type", METHODS).must(),
                    AttributeShape.sql("expr"))
            .withBlocks(
                    BlockShape.of(
                            "subpartition",
                            Labels.NONE,
                            AttributeShape.choice("type", SUB_METHODS).must(),
                            AttributeShape.sql("expr")),
                    BlockShape.of(
                            "partition",
                            Labels.NAME,
                            AttributeShape.sql("values"),
                            AttributeShape.text("comment"),
                            AttributeShape.texts("subpartitions")));

    private MySqlPartitionSpec() {}

    /** What a block means, or nothing if something is missing, which is told. */
    static Optional<MySqlPartitioning> read(BlockReader block) {
        Optional<Key> key = key(block);
        List<Partition> partitions = new ArrayList<>();
        for (BlockReader partition : block.blocks("partition")) {
            partitions.add(new Partition(
                    partition.name(),
                    partition.text("values").orElse(null),
                    partition.text("comment").orElse(null),
                    partition.texts("subpartitions")));
        }
        if (partitions.isEmpty()) {
            block.error("missing partitions", "Write a block partition \"p0\" {} for each.");
            return Optional.empty();
        }
        return key.map(known -> new MySqlPartitioning(
                known,
                block.single("subpartition").flatMap(MySqlPartitionSpec::key).orElse(null),
                partitions));
    }

    private static Optional<Key> key(BlockReader block) {
        return block.text("type")
                .map(type -> new Key(
                        type.replace('_', ' ').replace("SYSTEM TIME", "SYSTEM_TIME"),
                        block.text("expr").orElse("")));
    }

    static void write(MySqlPartitioning partitioning, BlockWriter table) {
        BlockWriter out = write(partitioning.key(), table.inside("partition"));
        if (partitioning.subKey() != null) {
            out.add(write(partitioning.subKey(), out.inside("subpartition")));
        }
        for (Partition partition : partitioning.partitions()) {
            BlockWriter inner = out.inside("partition", partition.name());
            if (partition.values() != null) {
                inner.text("values", partition.values());
            }
            if (partition.comment() != null) {
                inner.text("comment", partition.comment());
            }
            if (!partition.subpartitions().isEmpty()) {
                inner.texts("subpartitions", partition.subpartitions());
            }
            out.add(inner);
        }
        table.add(out);
    }

    private static BlockWriter write(Key key, BlockWriter out) {
        out.word("type", key.method().replace(' ', '_'));
        if (!key.expression().isEmpty()) {
            out.text("expr", key.expression());
        }
        return out;
    }
}
