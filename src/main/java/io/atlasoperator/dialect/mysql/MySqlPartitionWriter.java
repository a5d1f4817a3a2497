package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Key;
import io.atlasoperator.dialect.mysql.MySqlPartitioning.Partition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes partitions. */
final class MySqlPartitionWriter {
    private static final MySqlSyntax SYNTAX = MySqlSyntax.INSTANCE;

    private MySqlPartitionWriter() {}

    /** All of it: {@code PARTITION BY RANGE (…) (PARTITION `p0` VALUES LESS THAN (…))}. */
    static String whole(MySqlPartitioning partitioning) {
        StringBuilder text = new StringBuilder("PARTITION BY ").append(key(partitioning.key()));
        List<Partition> partitions = partitioning.partitions();
        boolean isCount = isCount(partitioning);
        if (isCount && !partitions.isEmpty()) {
            text.append(" PARTITIONS ").append(partitions.size());
        }
        boolean isSubCount = isSubCount(partitioning);
        if (partitioning.subKey() != null) {
            text.append(" SUBPARTITION BY ").append(key(partitioning.subKey()));
            if (isSubCount) {
                text.append(" SUBPARTITIONS ")
                        .append(partitions.getFirst().subpartitions().size());
            }
        }
        String all = isSubCount
                ? list(partitions.stream()
                        .map(part -> new Partition(part.name(), part.values(), part.comment(), List.of()))
                        .toList())
                : list(partitions);
        return (isCount ? text : text.append(" (").append(all).append(')')).toString();
    }

    /** Whether each partition has the same number of parts, with the names that the server gives. */
    private static boolean isSubCount(MySqlPartitioning partitioning) {
        if (partitioning.subKey() == null || partitioning.partitions().isEmpty()) {
            return false;
        }
        int count = partitioning.partitions().getFirst().subpartitions().size();
        return count > 0
                && partitioning.partitions().stream()
                        .allMatch(partition -> partition
                                .subpartitions()
                                .equals(IntStream.range(0, count)
                                        .mapToObj(part -> partition.name() + "sp" + part)
                                        .toList()));
    }

    private static String key(Key key) {
        return key.method()
                + (key.method().equals("SYSTEM_TIME")
                        ? key.expression().isBlank()
                                ? ""
                                : " " + key.expression().strip()
                        : " (" + key.expression() + ")");
    }

    /** Whether the partitions are but a number of them: by hash or key, with the names that the server gives. */
    static boolean isCount(MySqlPartitioning partitioning) {
        List<Partition> partitions = partitioning.partitions();
        for (int i = 0; i < partitions.size(); i++) {
            Partition partition = partitions.get(i);
            boolean isPlain = partition.name().equals("p" + i)
                    && partition.values() == null
                    && (partition.comment() == null || partition.comment().isEmpty())
                    && partition.subpartitions().isEmpty();
            if (!isPlain) {
                return false;
            }
        }
        return true;
    }

    /** Definitions of partitions, with commas between them. */
    static String list(List<Partition> partitions) {
        return partitions.stream().map(MySqlPartitionWriter::definition).collect(Collectors.joining(", "));
    }

    private static String definition(Partition partition) {
        String values = partition.values() == null
                ? ""
                : switch (partition.values()) {
                    case "HISTORY", "CURRENT" -> " " + partition.values();
                    case String bound -> " VALUES " + bound;
                };
        String subpartitions = partition.subpartitions().isEmpty()
                ? ""
                : partition.subpartitions().stream()
                        .map(name -> "SUBPARTITION " + SYNTAX.quoteIdentifier(name))
                        .collect(Collectors.joining(", ", " (", ")"));
        return "PARTITION " + SYNTAX.quoteIdentifier(partition.name()) + values
                + MySqlOptionsWriter.comment(partition.comment()) + subpartitions;
    }
}
