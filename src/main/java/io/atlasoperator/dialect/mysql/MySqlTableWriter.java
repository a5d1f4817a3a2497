package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes definitions of tables and of what is in them. */
final class MySqlTableWriter {
    private static final MySqlSyntax SYNTAX = MySqlSyntax.INSTANCE;

    private final MySqlFlavor flavor;
    private final PlanOptions options;
    private final MySqlColumnWriter columns;

    MySqlTableWriter(MySqlFlavor flavor, PlanOptions options) {
        this.flavor = flavor;
        this.options = options;
        this.columns = new MySqlColumnWriter(flavor);
    }

    MySqlFlavor flavor() {
        return flavor;
    }

    /** The words that tell the server what it may do when it alters a table, without a comma around them; maybe none. */
    String alterMode() {
        return MySqlAlterMode.words(options.alterMode(), flavor);
    }

    MySqlColumnWriter columns() {
        return columns;
    }

    /** The name of a table or another object as statements write it. */
    String name(QualifiedName name) {
        return SYNTAX.name(name, options.qualifier());
    }

    /** The CREATE TABLE of a table with all that belongs to it. */
    String createTable(Table wanted) {
        if (wanted.columns().isEmpty()) {
            throw new PlanException("table \"" + wanted.name().name() + "\" has no columns");
        }
        Table table = MySqlColumnChecks.ofTable(wanted);
        MySqlTableOptions own = MySqlTableOptions.of(table);
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add(columns.definition(table, column)));
        List<String> rest = new ArrayList<>();
        if (table.primaryKey() != null) {
            rest.add(primaryKey(table, table.primaryKey()));
        }
        table.indexes().forEach(index -> rest.add(index(table, index)));
        table.foreignKeys().forEach(key -> rest.add(foreignKey(table, key)));
        table.checks().stream()
                .filter(check -> !MySqlColumnWriter.isOfColumn(table, check))
                .forEach(check -> rest.add(check(check)));
        MySqlOptionsWriter.period(own).ifPresent(rest::add);
        rest.forEach(part -> parts.add(keywordGap() + part));
        return "CREATE TABLE " + name(table.name()) + " (" + body(parts) + ")"
                + MySqlOptionsWriter.ofNew(own, table.comment());
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

    String primaryKey(Table table, PrimaryKey key) {
        MySqlPrimaryKeyOptions own = MySqlPrimaryKeyOptions.of(key);
        return "PRIMARY KEY" + using(table, own.type()) + " (" + parts(key.parts()) + ")"
                + MySqlOptionsWriter.comment(own.comment());
    }

    /** A table in memory has other indexes than others unless it says so. */
    private static String using(Table table, String type) {
        @Nullable String engine = MySqlTableOptions.of(table).engine();
        String usual = engine != null && MySqlEngines.same(engine, MySqlEngines.MEMORY)
                ? MySqlIndexOptions.HASH
                : MySqlIndexOptions.BTREE;
        return type.equals(usual) ? "" : " USING " + type;
    }

    String index(Table table, Index index) {
        MySqlIndexOptions own = MySqlIndexOptions.of(index);
        StringBuilder text = new StringBuilder();
        boolean isOwnKind = switch (own.type()) {
            case "FULLTEXT", "SPATIAL", "VECTOR" -> true;
            default -> false;
        };
        if (isOwnKind) {
            text.append(own.type()).append(' ');
        } else if (index.unique()) {
            text.append("UNIQUE ");
        }
        if (index.parts().stream().anyMatch(IndexPart.OfExpression.class::isInstance) && !flavor.hasExpressionParts()) {
            throw new PlanException(flavor.product() + " has no indexes over expressions, as \"" + index.name()
                    + "\" is: add a generated column with the expression, and an index over that");
        }
        text.append("INDEX ")
                .append(SYNTAX.quoteIdentifier(index.name()))
                .append(isOwnKind ? "" : using(table, own.type()))
                .append(" (")
                .append(parts(index.parts()))
                .append(')')
                .append(MySqlOptionsWriter.comment(index.comment()));
        if (own.parser() != null) {
            text.append(" WITH PARSER ").append(SYNTAX.quoteIdentifier(own.parser()));
        }
        if (own.keyBlockSize() != null) {
            text.append(" KEY_BLOCK_SIZE ").append(own.keyBlockSize());
        }
        return text.append(own.hidden() ? " " + flavor.hiddenIndex() : "").toString();
    }

    private static String parts(List<IndexPart> parts) {
        return parts.stream().map(MySqlTableWriter::part).collect(Collectors.joining(", "));
    }

    private static String part(IndexPart part) {
        String text = switch (part) {
            case IndexPart.OfColumn column -> SYNTAX.quoteIdentifier(column.column());
            case IndexPart.OfExpression expression -> MySqlTerms.wrap(expression.expression());
        };
        long prefix = MySqlIndexPartOptions.prefix(part);
        return text + (prefix == 0 ? "" : " (" + prefix + ")") + (part.descending() ? " DESC" : "");
    }

    /** A foreign key; one that would put NULL where none may be is refused, as the server does. */
    String foreignKey(Table table, ForeignKey key) {
        if (key.onUpdate() == ReferenceAction.SET_NULL || key.onDelete() == ReferenceAction.SET_NULL) {
            for (String name : key.columns()) {
                if (table.column(name).filter(column -> !column.nullable()).isPresent()) {
                    throw new PlanException("foreign key constraint was \"" + name + "\" SET NULL, but column \"" + name
                            + "\" is NOT NULL");
                }
            }
        }
        return (key.name().isEmpty() ? "" : "CONSTRAINT " + SYNTAX.quoteIdentifier(key.name()) + " ")
                + "FOREIGN KEY (" + SYNTAX.identifiers(key.columns()) + ") REFERENCES "
                + referred(table, key) + " (" + SYNTAX.identifiers(key.refColumns()) + ")"
                + action(key, " ON UPDATE ", key.onUpdate())
                + action(key, " ON DELETE ", key.onDelete());
    }

    /** A table of another database is named with it, as no other name finds it. */
    private String referred(Table table, ForeignKey key) {
        return key.refTable().schema().equals(table.name().schema())
                ? name(key.refTable())
                : SYNTAX.qualified(key.refTable());
    }

    /** What a file does not say is left to the server: MariaDB keeps NO ACTION apart from its default, which means the same. */
    private static String action(ForeignKey key, String words, ReferenceAction action) {
        return key.range() != null && action == ReferenceAction.NO_ACTION ? "" : words + action.sql();
    }

    String check(Check check) {
        @Nullable String name = check.name();
        String constraint = name == null || name.isEmpty() ? "" : "CONSTRAINT " + SYNTAX.quoteIdentifier(name) + " ";
        return constraint + "CHECK " + MySqlTerms.wrap(check.expression()) + enforcement(check);
    }

    private String enforcement(Check check) {
        if (check.enforced()) {
            return "";
        }
        if (!flavor.hasUnenforcedChecks()) {
            throw new PlanException(flavor.product() + " enforces every check: remove enforced = false from \""
                    + check.name() + "\", or the check");
        }
        return " NOT ENFORCED";
    }

    /** A column as it is in a table; with what its table's checks say of it alone, where that goes with the column. */
    String column(Table table, Column column, boolean explicit) {
        return columns.definition(table, column, explicit);
    }
}
