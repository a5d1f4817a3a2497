package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.PlanException;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.JsonType;
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import io.atlasoperator.schema.Table;
import org.jspecify.annotations.Nullable;

/** Writes definitions of columns. */
final class MySqlColumnWriter {
    private static final MySqlSyntax SYNTAX = MySqlSyntax.INSTANCE;

    private final MySqlFlavor flavor;

    MySqlColumnWriter(MySqlFlavor flavor) {
        this.flavor = flavor;
    }

    /** Whether a check is part of the definition of its column (MariaDB), which it has the name of. */
    static boolean isOfColumn(Table table, Check check) {
        return MySqlCheckOptions.isOfColumn(check)
                && check.name() != null
                && table.column(check.name()).isPresent();
    }

    /** A column of a new table. */
    String definition(Table table, Column column) {
        return definition(table, column, false);
    }

    /**
     * A column as CREATE TABLE, ADD COLUMN and MODIFY COLUMN write it.
     *
     * @param explicit whether character set and collation are said even if they are the table's
     */
    String definition(Table table, Column column, boolean explicit) {
        MySqlColumnOptions own = MySqlColumnOptions.of(column);
        MySqlTableOptions around = MySqlTableOptions.of(table);
        if (column.type() instanceof UserDefinedType) {
            throw new PlanException("create table \"" + table.name().name() + "\": format type for column \""
                    + column.name() + "\": unsupported type \"" + column.type().name() + "\"");
        }
        boolean isText = MySqlTypes.isText(column.type());
        if (!isText && !(column.type() instanceof JsonType) && (own.charset() != null || column.collation() != null)) {
            throw new PlanException("column \"" + column.name() + "\" of table \""
                    + table.name().name() + "\" is of type " + MySqlTypes.format(column.type())
                    + ", which has no character set and no collation: remove charset and collate");
        }
        StringBuilder text = new StringBuilder(SYNTAX.quoteIdentifier(column.name()))
                .append(' ')
                .append(type(column.type(), own.displayWidth()));
        if (own.compressed()) {
            text.append(" COMPRESSED");
        }
        if (isText && own.charset() != null && (explicit || !own.charset().equals(around.charset()))) {
            text.append(" CHARSET ").append(own.charset());
        }
        String collate = isText
                        && column.collation() != null
                        && (explicit || !column.collation().equals(around.collation()))
                ? " COLLATE " + column.collation()
                : "";
        if (isPeriod(around, column)) {
            return text.append(" GENERATED ALWAYS AS ROW ")
                    .append(column.name().equals(periodStart(around)) ? "START" : "END")
                    .append(own.invisible() ? " INVISIBLE" : "")
                    .append(MySqlOptionsWriter.comment(column.comment()))
                    .toString();
        }
        if (column.generated() != null) {
            // The collation of what is computed is part of its type.
            text.append(collate)
                    .append(" AS ")
                    .append(MySqlTerms.wrap(column.generated().expression()))
                    .append(' ')
                    .append(column.generated().storage());
        }
        if (column.generated() == null || flavor.saysNullOfGenerated() && !column.nullable()) {
            text.append(column.nullable() ? " NULL" : " NOT NULL");
        }
        if (own.srid() != null) {
            text.append(" SRID ").append(own.srid());
        }
        if (column.defaultValue() != null && column.generated() == null) {
            text.append(" DEFAULT ").append(MySqlDefaultRules.written(column.defaultValue()));
        }
        if (column.generated() == null) {
            text.append(collate);
        }
        if (own.onUpdate() != null) {
            text.append(" ON UPDATE ").append(own.onUpdate());
        }
        if (own.autoIncrement()) {
            text.append(" AUTO_INCREMENT");
        }
        return text.append(own.invisible() ? " INVISIBLE" : "")
                .append(own.unversioned() ? " WITHOUT SYSTEM VERSIONING" : "")
                .append(MySqlOptionsWriter.comment(column.comment()))
                .append(check(table, column))
                .toString();
    }

    private static String type(ColumnType type, @Nullable Integer displayWidth) {
        return displayWidth != null && type instanceof IntegerType(String name, boolean unsigned)
                ? name + "(" + displayWidth + ")" + (unsigned ? " unsigned" : "")
                : MySqlTypes.format(type);
    }

    private static boolean isPeriod(MySqlTableOptions options, Column column) {
        MySqlVersioning versioning = options.versioning();
        return versioning != null
                && (column.name().equals(versioning.start()) || column.name().equals(versioning.end()));
    }

    private static @Nullable String periodStart(MySqlTableOptions options) {
        return options.versioning() == null ? null : options.versioning().start();
    }

    private static String check(Table table, Column column) {
        return table.checks().stream()
                .filter(check -> isOfColumn(table, check) && column.name().equals(check.name()))
                .findFirst()
                .map(check -> " CHECK " + MySqlTerms.wrap(check.expression()))
                .orElse("");
    }
}
