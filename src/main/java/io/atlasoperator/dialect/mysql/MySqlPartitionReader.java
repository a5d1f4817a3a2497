package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Key;
import io.atlasoperator.dialect.mysql.MySqlPartitioning.Partition;
import io.atlasoperator.schema.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how tables are spread over partitions. */
final class MySqlPartitionReader {
    private static final String SYSTEM_TIME = "SYSTEM_TIME";

    private final Map<QualifiedName, List<Row>> byTable = new HashMap<>();

    private MySqlPartitionReader() {}

    private record Row(
            String name,
            @Nullable String subName,
            int position,
            int subPosition,
            String method,
            @Nullable String subMethod,
            String expression,
            String subExpression,
            @Nullable String description,
            @Nullable String comment,
            @Nullable String made) {

        static Row read(ResultSet row) throws SQLException {
            @Nullable String expression = row.getString("PARTITION_EXPRESSION");
            @Nullable String subExpression = row.getString("SUBPARTITION_EXPRESSION");
            return new Row(
                    row.getString("PARTITION_NAME"),
                    row.getString("SUBPARTITION_NAME"),
                    row.getInt("PARTITION_ORDINAL_POSITION"),
                    row.getInt("SUBPARTITION_ORDINAL_POSITION"),
                    row.getString("PARTITION_METHOD"),
                    row.getString("SUBPARTITION_METHOD"),
                    expression == null ? "" : expression,
                    subExpression == null ? "" : subExpression,
                    row.getString("PARTITION_DESCRIPTION"),
                    MySqlCatalog.text(row, "PARTITION_COMMENT"),
                    row.getString("MADE"));
        }

        boolean mentions(String word) {
            return method.contains(word) || subMethod != null && subMethod.contains(word);
        }
    }

    static MySqlPartitionReader read(MySqlCatalog catalog) throws SQLException {
        MySqlPartitionReader reader = new MySqlPartitionReader();
        catalog.each(
                MySqlQueries.PARTITIONS,
                row -> reader.byTable
                        .computeIfAbsent(MySqlCatalog.name(row), table -> new ArrayList<>())
                        .add(Row.read(row)));
        Comparator<Row> order = Comparator.comparingInt(Row::position).thenComparingInt(Row::subPosition);
        reader.byTable.values().forEach(rows -> rows.sort(order));
        return reader;
    }

    private List<Row> rows(QualifiedName table) {
        return byTable.getOrDefault(table, List.of());
    }

    /** Whether the catalog does not say all of it: not when a partition of former rows is full, nor by which algorithm a key. */
    boolean mustBeShown(QualifiedName table) {
        return !rows(table).isEmpty()
                && (rows(table).getFirst().mentions(SYSTEM_TIME)
                        || rows(table).getFirst().mentions("KEY"));
    }

    /** The partitions whose parts have different comments, where there is one for all of them only. */
    List<String> withCommentsOfParts(QualifiedName table) {
        Map<String, Set<String>> comments = new LinkedHashMap<>();
        for (Row row : rows(table)) {
            comments.computeIfAbsent(row.name(), name -> new HashSet<>()).add(Objects.toString(row.comment(), ""));
        }
        return comments.keySet().stream()
                .filter(name -> comments.getOrDefault(name, Set.of()).size() > 1)
                .toList();
    }

    /** How a table is spread, or null if it is not. */
    @Nullable
    MySqlPartitioning partitioning(QualifiedName table, @Nullable MySqlShownTable shown) {
        List<Row> rows = rows(table);
        if (rows.isEmpty()) {
            return null;
        }
        Row first = rows.getFirst();
        boolean former = first.method().equals(SYSTEM_TIME);
        Map<String, List<String>> parts = new LinkedHashMap<>();
        Map<String, Row> byName = new LinkedHashMap<>();
        for (Row row : rows) {
            byName.putIfAbsent(row.name(), row);
            List<String> names = parts.computeIfAbsent(row.name(), name -> new ArrayList<>());
            if (row.subName() != null) {
                names.add(row.subName());
            }
        }
        List<Partition> partitions = byName.values().stream()
                .map(row -> new Partition(
                        row.name(), values(row), row.comment(), parts.getOrDefault(row.name(), List.of())))
                .toList();
        return new MySqlPartitioning(
                former && shown != null
                        ? formerRows(shown.systemTime(), first)
                        : new Key(first.method(), first.expression()),
                first.subMethod() == null ? null : new Key(first.subMethod(), first.subExpression()),
                partitions);
    }

    private static Key formerRows(String expression, Row first) {
        Key key = new Key(first.method(), expression);
        return new Key(first.method(), expression, MySqlRotation.startsWhenMade(key, first.made()));
    }

    private static @Nullable String values(Row row) {
        @Nullable String description = row.description();
        if (row.method().equals(SYSTEM_TIME)) {
            return "CURRENT".equals(description) ? "CURRENT" : "HISTORY";
        }
        if (description == null) {
            return null;
        }
        if (row.method().startsWith("LIST")) {
            return "IN (" + description + ")";
        }
        return description.equals("MAXVALUE") && !row.method().endsWith("COLUMNS")
                ? "LESS THAN MAXVALUE"
                : "LESS THAN (" + description + ")";
    }
}
