package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The indexes that the server makes for foreign keys whose columns no index begins with. A written state need not have
 * them; where one is there, and the state has nothing in its place, it is part of the state.
 */
final class MySqlHelperIndexes {
    private MySqlHelperIndexes() {}

    /** The desired realm with the current indexes that its foreign keys need and that it does not say. */
    static Realm align(Realm from, Realm to) {
        Map<QualifiedName, Table> current = new HashMap<>();
        from.schemas().forEach(schema -> schema.tables().forEach(table -> current.put(table.name(), table)));
        return to.mapSchemas(schema -> schema.withTables(schema.tables().stream()
                .map(table -> {
                    Table known = current.get(table.name());
                    return known == null || table.foreignKeys().isEmpty() ? table : align(known, table);
                })
                .toList()));
    }

    private static Table align(Table current, Table wanted) {
        List<Index> indexes = new ArrayList<>(wanted.indexes());
        for (ForeignKey key : wanted.foreignKeys()) {
            if (isSupported(wanted, indexes, key)) {
                continue;
            }
            helper(current, wanted, key).ifPresent(indexes::add);
        }
        return indexes.size() == wanted.indexes().size()
                ? wanted
                : wanted.toBuilder().indexes(indexes).build();
    }

    /** The one of the server's choice of name before any other. */
    private static Optional<Index> helper(Table current, Table wanted, ForeignKey key) {
        return current.indexes().stream()
                .filter(index -> beginsWith(index.parts(), key.columns())
                        && !MySqlIndexOptions.of(index).hidden())
                .filter(index -> wanted.index(index.name()).isEmpty())
                .filter(index -> index.columns().stream()
                        .allMatch(column -> wanted.column(column).isPresent()))
                .min(Comparator.comparing(index -> rank(index, key)));
    }

    private static int rank(Index index, ForeignKey key) {
        boolean isExact = !index.unique() && index.columns().equals(key.columns());
        boolean isNamed = index.name().equals(key.name())
                || index.name().equals(key.columns().getFirst());
        return isExact && isNamed ? 0 : isExact ? 1 : 2;
    }

    /** Whether an index or the primary key of a table begins with the columns of a foreign key. */
    static boolean isSupported(Table table, List<Index> indexes, ForeignKey key) {
        return table.primaryKey() != null && beginsWith(table.primaryKey().parts(), key.columns())
                || indexes.stream().anyMatch(index -> beginsWith(index.parts(), key.columns()));
    }

    private static boolean beginsWith(List<IndexPart> parts, List<String> columns) {
        if (parts.size() < columns.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            boolean isColumn = parts.get(i) instanceof IndexPart.OfColumn column
                    && column.column().equalsIgnoreCase(columns.get(i))
                    && MySqlIndexPartOptions.prefix(column) == 0;
            if (!isColumn) {
                return false;
            }
        }
        return true;
    }
}
