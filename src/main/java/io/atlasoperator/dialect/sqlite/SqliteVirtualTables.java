package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.plan.PlanOptions.Qualifier;

/** Virtual tables. One that changes is made anew without its rows, for only its module knows what they mean. */
final class SqliteVirtualTables extends SqliteKind<SqliteVirtualTable> {

    @Override
    public Class<SqliteVirtualTable> type() {
        return SqliteVirtualTable.class;
    }

    @Override
    String words() {
        return "virtual table";
    }

    @Override
    String keyword() {
        return "TABLE";
    }

    @Override
    public boolean changed(SqliteVirtualTable from, SqliteVirtualTable to) {
        return !SqliteExpressions.same(from.using(), to.using());
    }

    @Override
    String create(SqliteVirtualTable table, Qualifier qualifier) {
        return "CREATE VIRTUAL TABLE " + name(table, qualifier) + " USING " + table.using();
    }
}
