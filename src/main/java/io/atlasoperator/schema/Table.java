package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table.
 *
 * @param name its identity
 * @param columns its columns, in order
 * @param primaryKey its primary key, or null if it has none
 * @param indexes its indexes and unique constraints, without the primary key's
 * @param foreignKeys its foreign keys
 * @param checks its check constraints
 * @param comment its comment, or null
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null if it was inspected
 */
public record Table(
        QualifiedName name,
        List<Column> columns,
        @Nullable PrimaryKey primaryKey,
        List<Index> indexes,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        @Nullable String comment,
        @Nullable TableOptions options,
        @Nullable SourceRange range) {

    public Table {
        Objects.requireNonNull(name);
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
    }

    /** What tells it from every other thing of the realm. */
    public ObjectKey key() {
        return ObjectKey.relation(name);
    }

    /** The column of that name, if there is one. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    /** The index of that name, if there is one. */
    public Optional<Index> index(String indexName) {
        return indexes.stream().filter(index -> indexName.equals(index.name())).findFirst();
    }

    /** A builder that starts with what this table holds. */
    public TableBuilder toBuilder() {
        return new TableBuilder(name)
                .columns(columns)
                .primaryKey(primaryKey)
                .indexes(indexes)
                .foreignKeys(foreignKeys)
                .checks(checks)
                .comment(comment)
                .options(options)
                .range(range);
    }

    /** An empty table of that name, to be filled. */
    public static TableBuilder builder(QualifiedName name) {
        return new TableBuilder(name);
    }

    Table renameSchema(String from, String to) {
        return new Table(
                name.schema().equals(from) ? new QualifiedName(to, name.name()) : name,
                columns.stream().map(column -> column.renameSchema(from, to)).toList(),
                primaryKey,
                indexes,
                foreignKeys.stream().map(key -> key.renameSchema(from, to)).toList(),
                checks,
                comment,
                options == null ? null : options.renameSchema(from, to),
                range);
    }
}
