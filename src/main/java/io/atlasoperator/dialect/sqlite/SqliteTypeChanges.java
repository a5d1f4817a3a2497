package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteTypes.Affinity;
import io.atlasoperator.lint.DataDependAnalyzer.FillCheck;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.TypeChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;

/**
 * What a new type does to values. SQLite stores any value in any column, and only converts between texts and numbers: a
 * text that looks like a number becomes one, and does not look the same after that.
 */
final class SqliteTypeChanges implements TypeChange.Rules {
    /** Rows that have NULL take the default when the table is built anew. */
    static final FillCheck FILL = new FillCheck(
            new LintCode("LT101", "nullable column made non-nullable without a default"),
            "Modifying nullable column %s to non-nullable without default value might fail in case it contains NULL"
                    + " values",
            true);

    @Override
    public String text(ColumnType type) {
        return SqliteTypes.format(type);
    }

    @Override
    public TypeChange of(Column from, Column to) {
        boolean becomesNumber = Affinity.of(from.type()) == Affinity.TEXT
                && switch (Affinity.of(to.type())) {
                    case INTEGER, REAL, NUMERIC -> true;
                    case TEXT, BLOB -> false;
                };
        return becomesNumber ? TypeChange.LOSES : TypeChange.KEEPS;
    }
}
