package io.atlasoperator.engine;

import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;

/**
 * Where the columns and indexes of a realized state were written. What a file says nothing of is not asked for where its
 * language had no word for it, and only the place tells such a state from one that a script made.
 */
final class WrittenPlaces {

    private WrittenPlaces() {}

    static Realm mark(Realm realized, Realm written) {
        return realized.mapSchemas(schema -> schema.withTables(schema.tables().stream()
                .map(table -> written.table(table.name())
                        .map(source -> mark(table, source))
                        .orElse(table))
                .toList()));
    }

    private static Table mark(Table table, Table source) {
        return table.toBuilder()
                .columns(table.columns().stream()
                        .map(column -> source.column(column.name())
                                .map(written -> column.withRange(written.range()))
                                .orElse(column))
                        .toList())
                .indexes(table.indexes().stream()
                        .map(index -> source.index(index.name())
                                .map(written -> index.withRange(written.range()))
                                .orElse(index))
                        .toList())
                .build();
    }
}
