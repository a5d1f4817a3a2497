package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteCatalog.ColumnRow;
import io.atlasoperator.dialect.sqlite.SqliteCatalog.KeyRow;
import io.atlasoperator.dialect.sqlite.SqliteCatalog.ObjectRow;
import io.atlasoperator.dialect.sqlite.SqliteCatalog.PartRow;
import io.atlasoperator.dialect.sqlite.SqliteCatalog.TableRow;
import io.atlasoperator.dialect.sqlite.SqliteTableDefinition.DefinedColumn;
import io.atlasoperator.dialect.sqlite.SqliteTableDefinition.DefinedForeignKey;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds tables from the rows of the catalog and the stored texts. */
final class SqliteTableReader {
    private static final String DEFAULT_COLLATION = "BINARY";

    /** The number that stands for an expression where a column's is expected. */
    private static final int EXPRESSION = -2;

    private final SqliteCatalog catalog;
    private final Map<String, String> indexTexts = new HashMap<>();

    SqliteTableReader(SqliteCatalog catalog) {
        this.catalog = catalog;
        for (ObjectRow object : catalog.objects()) {
            if (object.type().equals("index") && object.sql() != null) {
                indexTexts.put(object.name(), object.sql());
            }
        }
    }

    Table read(ObjectRow object) throws SQLException {
        String sql = object.sql();
        if (sql == null) {
            throw new SQLException("sqlite: the definition of table \"" + object.name() + "\" is missing");
        }
        SqliteTableDefinition definition = SqliteTableParser.parse(sql);
        Map<String, String> collations = new HashMap<>();
        List<Column> columns = new ArrayList<>();
        for (ColumnRow row : catalog.columnsOf(object.name())) {
            Column column = column(row, definition);
            columns.add(column);
            collations.put(
                    row.name().toLowerCase(Locale.ROOT),
                    column.collation() == null ? DEFAULT_COLLATION : column.collation());
        }
        Map<String, List<PartRow>> indexes = new LinkedHashMap<>();
        for (PartRow part : catalog.indexPartsOf(object.name())) {
            indexes.computeIfAbsent(part.index(), name -> new ArrayList<>()).add(part);
        }
        List<Index> read = new ArrayList<>();
        for (List<PartRow> parts : indexes.values()) {
            if (!parts.getFirst().origin().equals("pk")) {
                read.add(index(parts, definition, collations));
            }
        }
        return Table.builder(new QualifiedName(SqliteInspector.MAIN, object.name()))
                .columns(columns)
                .primaryKey(primaryKey(object.name(), definition, indexes.values(), collations))
                .indexes(read)
                .foreignKeys(foreignKeys(object.name(), definition))
                .checks(definition.checks().stream()
                        .map(check -> SqliteExpressions.unqualified(check, object.name()))
                        .toList())
                .options(options(object.name(), definition))
                .build();
    }

    private @Nullable SqliteTableOptions options(String table, SqliteTableDefinition definition) {
        TableRow row = catalog.tables().get(SqliteCatalog.key(table));
        return new SqliteTableOptions(
                        row != null && row.withoutRowid(),
                        row != null && row.strict(),
                        definition.key() == null ? null : definition.key().conflict(),
                        null)
                .orNull();
    }

    private static Column column(ColumnRow row, SqliteTableDefinition definition) {
        DefinedColumn defined = definition.column(row.name()).orElse(null);
        SqliteColumnOptions options = new SqliteColumnOptions(
                definition.isAutoIncrement(row.name()), defined == null ? null : defined.nullConflict());
        @Nullable Generated generated = defined == null ? null : defined.generated();
        @Nullable String collation = defined == null ? null : defined.collation();
        return new Column(
                row.name(),
                SqliteTypes.parse(withoutGeneration(row)),
                !row.notNull(),
                row.defaultValue() == null ? null : defaultValue(row.defaultValue()),
                generated,
                null,
                DEFAULT_COLLATION.equalsIgnoreCase(collation) ? null : collation,
                null,
                options.orNull(),
                null);
    }

    /** The library counts GENERATED ALWAYS among the words of the type. */
    private static String withoutGeneration(ColumnRow row) {
        return row.hidden() == 0 ? row.type() : row.type().replaceFirst("(?i)\\s*\\bGENERATED\\s+ALWAYS\\s*$", "");
    }

    private static DefaultValue defaultValue(String text) {
        if (SqliteExpressions.isLiteral(text)) {
            return new DefaultValue.Literal(text);
        }
        List<SqliteToken> tokens = SqliteLexer.tokens(text);
        if (tokens.size() == 1 && tokens.getFirst().kind() == SqliteToken.Kind.QUOTED) {
            // a string that was written as if it were a name
            return new DefaultValue.Literal(
                    SqliteSyntax.INSTANCE.quoteLiteral(tokens.getFirst().text()));
        }
        return new DefaultValue.Expression(SqliteExpressions.unwrap(text));
    }

    private @Nullable PrimaryKey primaryKey(
            String table,
            SqliteTableDefinition definition,
            Iterable<List<PartRow>> indexes,
            Map<String, String> collations) {
        @Nullable
        String name = definition.key() == null ? null : definition.key().name();
        for (List<PartRow> parts : indexes) {
            if (parts.getFirst().origin().equals("pk")) {
                return new PrimaryKey(name, columnParts(parts, collations), List.of(), null);
            }
        }
        List<IndexPart> columns = catalog.columnsOf(table).stream()
                .filter(column -> column.keyPosition() > 0)
                .sorted(Comparator.comparingInt(ColumnRow::keyPosition))
                .<IndexPart>map(column -> IndexPart.OfColumn.of(column.name()))
                .toList();
        return columns.isEmpty() ? null : new PrimaryKey(name, columns, List.of(), null);
    }

    private static List<IndexPart> columnParts(List<PartRow> parts, Map<String, String> collations) {
        List<IndexPart> read = new ArrayList<>();
        for (PartRow part : parts) {
            if (part.columnName() != null) {
                read.add(columnPart(part, part.columnName(), collations));
            }
        }
        return read;
    }

    private static IndexPart columnPart(PartRow part, String column, Map<String, String> collations) {
        String usual = collations.getOrDefault(column.toLowerCase(Locale.ROOT), DEFAULT_COLLATION);
        return new IndexPart.OfColumn(column, part.descending(), collation(part, usual));
    }

    private static @Nullable SqliteIndexPartOptions collation(PartRow part, String usual) {
        return part.collation() == null || part.collation().equalsIgnoreCase(usual)
                ? null
                : new SqliteIndexPartOptions(part.collation());
    }

    private Index index(List<PartRow> rows, SqliteTableDefinition table, Map<String, String> collations)
            throws SQLException {
        PartRow first = rows.getFirst();
        String sql = indexTexts.get(first.index());
        SqliteIndexDefinition definition =
                sql == null ? new SqliteIndexDefinition(List.of(), null) : SqliteIndexDefinition.parse(sql);
        List<IndexPart> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            PartRow row = rows.get(i);
            if (row.column() != EXPRESSION && row.columnName() != null) {
                parts.add(columnPart(row, row.columnName(), collations));
            } else if (row.column() == EXPRESSION && i < definition.parts().size()) {
                parts.add(new IndexPart.OfExpression(
                        definition.parts().get(i), row.descending(), collation(row, DEFAULT_COLLATION)));
            } else {
                throw new SQLException("sqlite: can't read part " + (i + 1) + " of index \"" + first.index()
                        + "\" of table \"" + first.table() + "\"");
            }
        }
        boolean constraint = first.origin().equals("u");
        List<String> columns = new ArrayList<>();
        rows.forEach(row -> columns.add(String.valueOf(row.columnName())));
        return new Index(
                first.index(),
                first.unique(),
                constraint,
                parts,
                List.of(),
                definition.predicate(),
                null,
                constraint ? table.unique(columns) : null,
                null);
    }

    private List<ForeignKey> foreignKeys(String table, SqliteTableDefinition definition) throws SQLException {
        Map<Integer, List<KeyRow>> byId = new LinkedHashMap<>();
        for (KeyRow row : catalog.foreignKeysOf(table)) {
            byId.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row);
        }
        List<DefinedForeignKey> defined = definition.foreignKeys();
        if (defined.size() != byId.size()) {
            throw new SQLException("sqlite: table \"" + table + "\" has " + byId.size()
                    + " foreign keys, but its definition names " + defined.size());
        }
        List<ForeignKey> keys = new ArrayList<>();
        int position = 0;
        for (Map.Entry<Integer, List<KeyRow>> entry : byId.entrySet()) {
            keys.add(foreignKey(entry.getKey(), entry.getValue(), defined.get(position++)));
        }
        return keys;
    }

    private ForeignKey foreignKey(int id, List<KeyRow> rows, DefinedForeignKey defined) {
        KeyRow first = rows.getFirst();
        TableRow refTable = catalog.tables().get(SqliteCatalog.key(first.refTable()));
        String refName = refTable == null ? first.refTable() : refTable.name();
        List<String> refColumns = new ArrayList<>();
        for (KeyRow row : rows) {
            if (row.refColumn() != null) {
                refColumns.add(columnName(refName, row.refColumn()));
            }
        }
        boolean impliesColumns = refColumns.isEmpty();
        if (impliesColumns) {
            catalog.columnsOf(refName).stream()
                    .filter(column -> column.keyPosition() > 0)
                    .sorted(Comparator.comparingInt(ColumnRow::keyPosition))
                    .forEach(column -> refColumns.add(column.name()));
        }
        return new ForeignKey(
                defined.name() == null ? String.valueOf(id) : defined.name(),
                rows.stream().map(row -> columnName(row.table(), row.column())).toList(),
                new QualifiedName(SqliteInspector.MAIN, refName),
                refColumns,
                action(first.onUpdate()),
                action(first.onDelete()),
                defined.deferrability(),
                SqliteForeignKeyOptions.orNull(impliesColumns),
                null);
    }

    /** The column's own spelling of its name. */
    private String columnName(String table, String written) {
        return catalog.columnsOf(table).stream()
                .map(ColumnRow::name)
                .filter(written::equalsIgnoreCase)
                .findFirst()
                .orElse(written);
    }

    private static ReferenceAction action(String text) {
        return ReferenceAction.valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
