package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads indexes and primary keys. */
final class MySqlIndexReader {
    /** The name of every primary key. */
    static final String PRIMARY = "PRIMARY";

    private static final String FULLTEXT = "FULLTEXT";
    /** The error of a server whose user lacks a right. */
    private static final int NOT_ALLOWED = 1227;

    private static final String SPATIAL = "SPATIAL";

    private final boolean catalogHasSql;
    private final Map<QualifiedName, Map<String, List<PartRow>>> byTable = new HashMap<>();

    private MySqlIndexReader(boolean catalogHasSql) {
        this.catalogHasSql = catalogHasSql;
    }

    private record PartRow(
            int position,
            boolean unique,
            @Nullable String column,
            @Nullable String expression,
            boolean descending,
            long prefix,
            String type,
            @Nullable String comment,
            boolean hidden) {

        static PartRow read(ResultSet row) throws SQLException {
            return new PartRow(
                    row.getInt("SEQ_IN_INDEX"),
                    row.getInt("NON_UNIQUE") == 0,
                    row.getString("COLUMN_NAME"),
                    row.getString("EXPRESSION"),
                    "D".equals(row.getString("COLLATION")),
                    row.getLong("SUB_PART"),
                    row.getString("INDEX_TYPE").toUpperCase(Locale.ROOT),
                    MySqlCatalog.text(row, "INDEX_COMMENT"),
                    row.getInt("HIDDEN") != 0);
        }
    }

    static MySqlIndexReader read(MySqlCatalog catalog, MySqlQueries queries, MySqlFlavor flavor) throws SQLException {
        MySqlIndexReader reader = new MySqlIndexReader(flavor.catalogHasSql());
        catalog.each(
                queries.indexParts(),
                row -> reader.byTable
                        .computeIfAbsent(MySqlCatalog.name(row), table -> new LinkedHashMap<>())
                        .computeIfAbsent(row.getString("INDEX_NAME"), name -> new ArrayList<>())
                        .add(PartRow.read(row)));
        for (Map<String, List<PartRow>> indexes : reader.byTable.values()) {
            indexes.values().forEach(parts -> parts.sort(Comparator.comparingInt(PartRow::position)));
        }
        if (!flavor.tellsOfIndexesInOrder() && !reader.byTable.isEmpty()) {
            reader.order(catalog);
        }
        return reader;
    }

    /** Puts indexes as the server made them; where that can't be told they come by name. */
    private void order(MySqlCatalog catalog) throws SQLException {
        Map<QualifiedName, Map<String, Long>> places = new HashMap<>();
        try {
            catalog.each(
                    MySqlQueries.INDEX_ORDER,
                    row -> places.computeIfAbsent(MySqlCatalog.name(row), table -> new HashMap<>())
                            .merge(row.getString("INDEX_NAME"), row.getLong("INDEX_ID"), Math::min));
        } catch (SQLException e) {
            if (e.getErrorCode() != NOT_ALLOWED) {
                throw e;
            }
        }
        byTable.replaceAll((table, indexes) -> {
            Map<String, Long> known = places.getOrDefault(table, Map.of());
            Map<String, List<PartRow>> ordered = new LinkedHashMap<>();
            indexes.keySet().stream()
                    .sorted(Comparator.<String, Long>comparing(name -> known.getOrDefault(name, Long.MAX_VALUE))
                            .thenComparing(Comparator.naturalOrder()))
                    .forEach(name -> ordered.put(name, indexes.getOrDefault(name, List.of())));
            return ordered;
        });
    }

    private Map<String, List<PartRow>> indexes(QualifiedName table) {
        return byTable.getOrDefault(table, Map.of());
    }

    /** Whether the table has a full-text index, whose parser the catalog does not tell. */
    boolean hasFullText(QualifiedName table) {
        return indexes(table).values().stream()
                .anyMatch(parts -> parts.getFirst().type().equals(FULLTEXT));
    }

    @Nullable
    PrimaryKey primaryKey(QualifiedName table) {
        @Nullable List<PartRow> parts = indexes(table).get(PRIMARY);
        if (parts == null) {
            return null;
        }
        PartRow first = parts.getFirst();
        return new PrimaryKey(
                null,
                parts(parts),
                List.of(),
                new MySqlPrimaryKeyOptions(first.type(), first.comment()).orNull(),
                null);
    }

    /**
     * The indexes of a table but its primary key.
     *
     * @param shown the statement that makes it, if it has full-text indexes, else null
     * @param without names of indexes that are left out
     */
    List<Index> indexes(QualifiedName table, @Nullable MySqlShownTable shown, Set<String> without) {
        List<Index> indexes = new ArrayList<>();
        indexes(table).forEach((name, parts) -> {
            if (!name.equals(PRIMARY) && !without.contains(name)) {
                PartRow first = parts.getFirst();
                @Nullable String parser = shown == null || !first.type().equals(FULLTEXT) ? null : shown.parser(name);
                indexes.add(new Index(
                        name,
                        first.unique(),
                        false,
                        parts(parts),
                        List.of(),
                        null,
                        first.comment(),
                        new MySqlIndexOptions(first.type(), parser, first.hidden(), null).orNull(),
                        null));
            }
        });
        return indexes;
    }

    private List<IndexPart> parts(List<PartRow> rows) {
        return rows.stream().map(this::part).toList();
    }

    private IndexPart part(PartRow row) {
        if (row.column() == null) {
            String text = row.expression() == null ? "" : row.expression();
            return new IndexPart.OfExpression(
                    MySqlExpressions.strip(catalogHasSql ? text : MySqlExpressions.unescaped(text)),
                    row.descending(),
                    null);
        }
        // Bytes of the boxes around the values; nobody can ask for another number.
        boolean whole = row.prefix() == 0 || row.type().equals(SPATIAL);
        return new IndexPart.OfColumn(
                row.column(), row.descending(), whole ? null : new MySqlIndexPartOptions(row.prefix()));
    }
}
