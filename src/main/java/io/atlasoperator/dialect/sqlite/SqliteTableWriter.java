package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes definitions of tables, columns and indexes. */
final class SqliteTableWriter {
    private static final SqliteSyntax SYNTAX = SqliteSyntax.INSTANCE;

    private final PlanOptions options;

    SqliteTableWriter(PlanOptions options) {
        this.options = options;
    }

    /** The table's name as statements write it. */
    String table(Table table) {
        return name(table.name().schema(), table.name().name());
    }

    String name(String schema, String table) {
        @Nullable String qualifier = options.qualifier().of(schema);
        String quoted = SYNTAX.quoteIdentifier(table);
        return qualifier == null ? quoted : SYNTAX.quoteIdentifier(qualifier) + "." + quoted;
    }

    /** The CREATE TABLE of a table, maybe under another name. Its indexes are statements of their own. */
    String createTable(Table table, String name) {
        if (table.columns().isEmpty()) {
            throw new PlanException("table \"" + table.name().name() + "\" has no columns");
        }
        boolean inlineKey = keyIsInline(table);
        checkAutoIncrement(table);
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add(column(table, column)));
        List<String> constraints = new ArrayList<>();
        if (table.primaryKey() != null && !inlineKey) {
            constraints.add(named(table.primaryKey().name()) + "PRIMARY KEY ("
                    + keyParts(table.primaryKey().parts()) + ")" + keyConflict(table));
        }
        table.indexes().stream()
                .filter(SqliteNames::isConstraint)
                .forEach(unique -> constraints.add(unique(table, unique)));
        foreignKeys(table).forEach(key -> constraints.add(foreignKey(key)));
        table.checks().forEach(check -> constraints.add(check(check)));
        constraints.forEach(constraint -> parts.add(keywordGap() + constraint));
        return "CREATE TABLE " + name(table.name().schema(), name) + " (" + body(parts) + ")" + tableOptions(table);
    }

    /**
     * Whether the primary key is written with its column. A lone integer key that sorts downwards is only what it is,
     * and no other name of the row's number, if it is written so.
     */
    private static boolean keyIsInline(Table table) {
        if (table.columns().stream().anyMatch(SqliteDiffRules::isAutoIncrement)) {
            return true;
        }
        PrimaryKey key = table.primaryKey();
        return key != null
                && key.parts().size() == 1
                && key.parts().getFirst().descending()
                && key.parts().getFirst().options() == null
                && table.column(key.columns().getFirst())
                        .filter(SqliteTableWriter::isInteger)
                        .isPresent();
    }

    private static boolean isInteger(Column column) {
        return column.type() instanceof ColumnType.IntegerType(String type, boolean unsigned) && type.equals("integer");
    }

    /** Whether the column is another name of the row's number. */
    static boolean isRowid(Table table, Column column) {
        return isInteger(column)
                && table.primaryKey() != null
                && table.primaryKey().columns().equals(List.of(column.name()))
                && !table.primaryKey().parts().getFirst().descending()
                && !SqliteTableOptions.of(table).withoutRowid();
    }

    private static String keyConflict(Table table) {
        return SqliteConflict.clause(SqliteTableOptions.of(table).keyConflict());
    }

    private static String named(@Nullable String constraint) {
        return constraint == null ? "" : "CONSTRAINT " + SYNTAX.quoteIdentifier(constraint) + " ";
    }

    private static String unique(Table table, Index index) {
        if (index.predicate() != null
                || index.parts().stream()
                        .anyMatch(part -> !(part instanceof IndexPart.OfColumn) || part.descending())) {
            throw new PlanException("index \"" + index.name() + "\" of table \""
                    + table.name().name()
                    + "\" can't have on_conflict: SQLite has it for plain unique columns only, without a condition,"
                    + " an expression or a direction");
        }
        SqliteIndexOptions options = SqliteIndexOptions.of(index);
        return named(options.constraint()) + "UNIQUE (" + keyParts(index.parts()) + ")"
                + SqliteConflict.clause(options.conflict());
    }

    private String body(List<String> parts) {
        return options.indent().isEmpty()
                ? String.join(", ", parts)
                : parts.stream().map(part -> "\n" + options.indent() + part).collect(Collectors.joining(",", "", "\n"));
    }

    /** Keywords are set off by a space from an indentation that does not end with one, as the reference does. */
    private String keywordGap() {
        return options.indent().isEmpty() || options.indent().endsWith(" ") ? "" : " ";
    }

    private static void checkAutoIncrement(Table table) {
        for (Column column : table.columns()) {
            PrimaryKey key = table.primaryKey();
            boolean alone = key != null
                    && key.columns().equals(List.of(column.name()))
                    && !key.parts().getFirst().descending();
            if (SqliteDiffRules.isAutoIncrement(column) && (!alone || !isInteger(column))) {
                throw new PlanException("column \"" + column.name() + "\" of table \""
                        + table.name().name()
                        + "\" can't have auto_increment: SQLite has it only for a column of type integer that is the"
                        + " whole primary key");
            }
        }
    }

    private static String tableOptions(Table table) {
        List<String> words = new ArrayList<>();
        if (SqliteTableOptions.of(table).withoutRowid()) {
            words.add("WITHOUT ROWID");
        }
        if (SqliteTableOptions.of(table).strict()) {
            words.add("STRICT");
        }
        return words.isEmpty() ? "" : " " + String.join(", ", words);
    }

    /** A column as CREATE TABLE and ADD COLUMN write it. */
    String column(Table table, Column column) {
        String type = SqliteTypes.written(column.type());
        StringBuilder text = new StringBuilder(SYNTAX.quoteIdentifier(column.name()))
                .append(type.isEmpty() ? "" : " ")
                .append(type)
                .append(
                        column.nullable()
                                ? " NULL"
                                : " NOT NULL"
                                        + SqliteConflict.clause(
                                                SqliteColumnOptions.of(column).nullConflict()));
        if (column.defaultValue() != null) {
            text.append(" DEFAULT ").append(defaultText(column, column.defaultValue()));
        }
        PrimaryKey key = table.primaryKey();
        if (key != null && keyIsInline(table) && key.columns().contains(column.name())) {
            text.append(key.name() == null ? " " : " " + named(key.name()))
                    .append("PRIMARY KEY")
                    .append(key.parts().getFirst().descending() ? " DESC" : "")
                    .append(keyConflict(table))
                    .append(SqliteDiffRules.isAutoIncrement(column) ? " AUTOINCREMENT" : "");
        }
        if (column.collation() != null) {
            text.append(" COLLATE ").append(SYNTAX.quoteIdentifier(column.collation()));
        }
        if (column.generated() != null) {
            text.append(" AS ")
                    .append(SqliteExpressions.wrap(column.generated().expression()))
                    .append(' ')
                    .append(column.generated().storage());
        }
        return text.toString();
    }

    /** A default as statements write it: literals fit the column's type, all else is in parentheses. */
    static String defaultText(Column column, DefaultValue value) {
        return switch (value) {
            case DefaultValue.Literal(String sql) ->
                SqliteExpressions.isLiteral(sql)
                        ? isText(column.type()) && SqliteExpressions.isNumber(sql) ? SYNTAX.quoteLiteral(sql) : sql
                        : SYNTAX.quoteLiteral(sql);
            case DefaultValue.Expression(String sql) -> SqliteExpressions.wrap(sql);
        };
    }

    private static boolean isText(ColumnType type) {
        return SqliteTypes.Affinity.of(type) == SqliteTypes.Affinity.TEXT;
    }

    /** Those without a name come by falling numbers, for the library numbers them from the last to the first. */
    private static List<ForeignKey> foreignKeys(Table table) {
        List<ForeignKey> unnamed = table.foreignKeys().stream()
                .filter(key -> !SqliteNames.isNamed(key))
                .sorted(Comparator.comparing((ForeignKey key) -> new BigInteger(key.name()))
                        .reversed())
                .toList();
        List<ForeignKey> ordered = new ArrayList<>();
        int next = 0;
        for (ForeignKey key : table.foreignKeys()) {
            ordered.add(SqliteNames.isNamed(key) ? key : unnamed.get(next++));
        }
        return ordered;
    }

    private static String foreignKey(ForeignKey key) {
        StringBuilder text = new StringBuilder();
        text.append(named(SqliteNames.isNamed(key) ? key.name() : null))
                .append("FOREIGN KEY (")
                .append(SYNTAX.identifiers(key.columns()))
                .append(") REFERENCES ")
                .append(SYNTAX.quoteIdentifier(key.refTable().name()));
        if (!key.refColumns().isEmpty() && !SqliteForeignKeyOptions.impliesColumns(key)) {
            text.append(" (").append(SYNTAX.identifiers(key.refColumns())).append(')');
        }
        text.append(" ON UPDATE ").append(key.onUpdate().sql());
        text.append(" ON DELETE ").append(key.onDelete().sql());
        if (key.deferrability() != Deferrability.NOT_DEFERRABLE) {
            text.append(" DEFERRABLE ").append(key.deferrability().name().replace('_', ' '));
        }
        return text.toString();
    }

    private static String check(Check check) {
        String condition = "CHECK (" + check.expression().strip() + ")";
        return named(check.name()) + condition;
    }

    /** The CREATE INDEX of an index under a name that SQLite takes. */
    String createIndex(Table table, Index index) {
        if (SqliteIndexOptions.of(index).conflict() != null) {
            throw new PlanException("index \"" + index.name() + "\" of table \""
                    + table.name().name() + "\" must be unique to have on_conflict");
        }
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX "
                + indexName(table, index) + " ON "
                + SYNTAX.quoteIdentifier(table.name().name()) + " (" + keyParts(index.parts()) + ")"
                + (index.predicate() == null ? "" : " WHERE " + index.predicate());
    }

    String dropIndex(Table table, Index index) {
        return "DROP INDEX " + indexName(table, index);
    }

    private String indexName(Table table, Index index) {
        return name(table.name().schema(), SqliteNames.indexName(table, index));
    }

    private static String keyParts(List<IndexPart> parts) {
        return parts.stream().map(SqliteTableWriter::keyPart).collect(Collectors.joining(", "));
    }

    private static String keyPart(IndexPart part) {
        String text = switch (part) {
            case IndexPart.OfColumn column -> SYNTAX.quoteIdentifier(column.column());
            case IndexPart.OfExpression expression -> SqliteExpressions.wrap(expression.expression());
        };
        if (part.options() instanceof SqliteIndexPartOptions(String collation)) {
            text += " COLLATE " + SYNTAX.quoteIdentifier(collation);
        }
        return part.descending() ? text + " DESC" : text;
    }
}
