package io.atlasoperator.engine;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import java.util.Optional;

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
                        .map(column -> mark(column, source.column(column.name())))
                        .toList())
                .indexes(table.indexes().stream()
                        .map(index -> mark(index, source.index(index.name())))
                        .toList())
                .build();
    }

    private static Column mark(Column column, Optional<Column> source) {
        return source.map(written -> new Column(
                        column.name(),
                        column.type(),
                        column.nullable(),
                        column.defaultValue(),
                        column.generated(),
                        column.identity(),
                        column.collation(),
                        column.comment(),
                        column.options(),
                        written.range()))
                .orElse(column);
    }

    private static Index mark(Index index, Optional<Index> source) {
        return source.map(written -> new Index(
                        index.name(),
                        index.unique(),
                        index.constraint(),
                        index.parts(),
                        index.include(),
                        index.predicate(),
                        index.comment(),
                        index.options(),
                        written.range()))
                .orElse(index);
    }
}
