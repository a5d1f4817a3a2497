package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view, whose rows are computed at each read or, if it is materialized, kept.
 *
 * @param name its identity
 * @param materialized whether its rows are kept
 * @param columns its columns with their comments; empty if they were not written
 * @param definition the query, without a semicolon
 * @param indexes its indexes, if it is materialized
 * @param comment its comment, or null
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null if it was inspected
 */
public record View(
        QualifiedName name,
        boolean materialized,
        List<Column> columns,
        String definition,
        List<Index> indexes,
        @Nullable String comment,
        @Nullable ViewOptions options,
        @Nullable SourceRange range)
        implements SchemaObject {

    public View {
        Objects.requireNonNull(name);
        Objects.requireNonNull(definition);
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
    }

    @Override
    public ObjectKey key() {
        return ObjectKey.relation(name);
    }

    @Override
    public String kind() {
        return materialized ? "materialized" : "view";
    }

    @Override
    public List<String> texts() {
        return List.of(definition);
    }

    @Override
    public Optional<SchemaObject> renamed(QualifiedName newName) {
        return Optional.of(new View(newName, materialized, columns, definition, indexes, comment, options, range));
    }

    @Override
    public View renameSchema(String from, String to) {
        return new View(
                name.renameSchema(from, to),
                materialized,
                columns.stream().map(column -> column.renameSchema(from, to)).toList(),
                definition,
                indexes,
                comment,
                options,
                range);
    }
}
