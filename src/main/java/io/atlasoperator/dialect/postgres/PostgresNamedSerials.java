package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType.SerialType;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * New serial columns whose sequence has another name than the server would give it, so that it has to be made by
 * itself.
 *
 * @param columns all columns, with such ones written out
 * @param before what makes the sequences
 * @param after what binds them to their columns
 */
record PostgresNamedSerials(List<Column> columns, List<Statement> before, List<Statement> after) {

    static PostgresNamedSerials of(Table table, List<Column> columns, PostgresClauses clauses) {
        List<Column> written = new ArrayList<>();
        List<Statement> before = new ArrayList<>();
        List<Statement> after = new ArrayList<>();
        for (Column column : columns) {
            if (!(column.type() instanceof SerialType serial) || serial.sequence() == null || column.nullable()) {
                written.add(column);
                continue;
            }
            String sequence = clauses.name(PostgresSerials.sequence(table.name(), column));
            before.add(Statement.of(
                    "CREATE SEQUENCE " + sequence + " AS "
                            + PostgresTypes.underlying(serial).name(),
                    "create sequence for serial column \"" + column.name() + "\"",
                    "DROP SEQUENCE IF EXISTS " + sequence));
            written.add(PostgresSerials.writtenOut(column, sequence));
            after.add(Statement.of(
                    "ALTER SEQUENCE " + sequence + " OWNED BY " + clauses.name(table.name()) + "."
                            + PostgresSyntax.quote(column.name()),
                    "bind sequence to serial column \"" + column.name() + "\"",
                    "ALTER SEQUENCE " + sequence + " OWNED BY NONE"));
        }
        return new PostgresNamedSerials(written, before, after);
    }
}
