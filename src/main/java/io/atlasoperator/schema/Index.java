package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An index, or the index behind a unique constraint.
 *
 * @param name its name
 * @param unique whether it forbids duplicates
 * @param constraint whether it belongs to a UNIQUE constraint of the table
 * @param parts its columns and expressions, in order
 * @param include columns it carries without being part of the key
 * @param predicate the condition of a partial index in SQL, or null
 * @param comment its comment, or null
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null
 */
public record Index(
        String name,
        boolean unique,
        boolean constraint,
        List<IndexPart> parts,
        List<String> include,
        @Nullable String predicate,
        @Nullable String comment,
        @Nullable IndexOptions options,
        @Nullable SourceRange range) {

    public Index {
        Objects.requireNonNull(name);
        parts = List.copyOf(parts);
        include = List.copyOf(include);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("index \"" + name + "\" needs a column or an expression");
        }
    }

    /** A plain index over columns. */
    public static Index of(String name, boolean unique, List<String> columns) {
        return new Index(
                name,
                unique,
                false,
                columns.stream().<IndexPart>map(IndexPart.OfColumn::of).toList(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    /** This index under another name. */
    public Index withName(String newName) {
        return new Index(newName, unique, constraint, parts, include, predicate, comment, options, range);
    }

    /** This index as if it was written there. */
    public Index withRange(@Nullable SourceRange newRange) {
        return new Index(name, unique, constraint, parts, include, predicate, comment, options, newRange);
    }

    /** The names of the columns among its parts. */
    public List<String> columns() {
        return parts.stream()
                .filter(IndexPart.OfColumn.class::isInstance)
                .map(part -> ((IndexPart.OfColumn) part).column())
                .toList();
    }
}
