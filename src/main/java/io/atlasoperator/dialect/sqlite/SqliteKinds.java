package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.plan.ObjectKinds;
import java.util.List;

/** The kinds of objects that SQLite has beside tables. */
final class SqliteKinds {
    static final ObjectKinds ALL =
            new ObjectKinds(List.of(new SqliteViews(), new SqliteTriggers(), new SqliteVirtualTables()));

    private SqliteKinds() {}
}
