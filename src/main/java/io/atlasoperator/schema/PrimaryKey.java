package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of a table.
 *
 * @param name name of the constraint, or null if the server is to choose it
 * @param parts its columns
 * @param include columns that its index carries without being part of the key
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null
 */
public record PrimaryKey(
        @Nullable String name,
        List<IndexPart> parts,
        List<String> include,
        @Nullable PrimaryKeyOptions options,
        @Nullable SourceRange range) {

    public PrimaryKey {
        parts = List.copyOf(parts);
        include = List.copyOf(include);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a primary key needs a column");
        }
    }

    /** A key with nothing that only one dialect knows. */
    public PrimaryKey(@Nullable String name, List<IndexPart> parts, List<String> include, @Nullable SourceRange range) {
        this(name, parts, include, null, range);
    }

    /** A key over plain columns. */
    public static PrimaryKey of(List<String> columns) {
        return new PrimaryKey(
                null, columns.stream().<IndexPart>map(IndexPart.OfColumn::of).toList(), List.of(), null);
    }

    /** The names of its columns, in key order. */
    public List<String> columns() {
        return parts.stream()
                .filter(IndexPart.OfColumn.class::isInstance)
                .map(part -> ((IndexPart.OfColumn) part).column())
                .toList();
    }
}
