package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.CheckOptions;

/**
 * What only MySQL and MariaDB know about a check. One of the table has no options (null).
 *
 * @param ofColumn whether it is part of the definition of the column of its name (MariaDB): it goes when the column is
 *     defined without it, and {@code DROP CONSTRAINT} does not find it
 */
record MySqlCheckOptions(boolean ofColumn) implements CheckOptions {
    static final MySqlCheckOptions OF_COLUMN = new MySqlCheckOptions(true);

    /** Whether a check is part of a column's definition. */
    static boolean isOfColumn(Check check) {
        return check.options() instanceof MySqlCheckOptions(boolean ofColumn) && ofColumn;
    }
}
