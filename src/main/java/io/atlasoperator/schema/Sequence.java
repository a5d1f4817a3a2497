package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of its own, not one that a column brings along.
 *
 * @param name its identity
 * @param type the type of its values in SQL, canonical
 * @param start first value
 * @param increment step, not 0
 * @param minimum least value
 * @param maximum greatest value
 * @param cache how many values a session takes at once, at least 1
 * @param cycle whether it begins anew at its end
 * @param ownedBy the column it goes with, or null
 * @param comment its comment, or null
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null if it was inspected
 */
public record Sequence(
        QualifiedName name,
        String type,
        long start,
        long increment,
        long minimum,
        long maximum,
        long cache,
        boolean cycle,
        @Nullable ColumnReference ownedBy,
        @Nullable String comment,
        @Nullable SequenceOptions options,
        @Nullable SourceRange range)
        implements SchemaObject {

    public Sequence {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }

    /** A column of a table. */
    public record ColumnReference(QualifiedName table, String column) {
        public ColumnReference {
            Objects.requireNonNull(table);
            Objects.requireNonNull(column);
        }
    }

    /** This sequence with another owner. */
    public Sequence withOwner(@Nullable ColumnReference newOwner) {
        return new Sequence(
                name, type, start, increment, minimum, maximum, cache, cycle, newOwner, comment, options, range);
    }

    /** This sequence with other options of its dialect. */
    public Sequence withOptions(@Nullable SequenceOptions newOptions) {
        return new Sequence(
                name, type, start, increment, minimum, maximum, cache, cycle, ownedBy, comment, newOptions, range);
    }

    /** This sequence as if it were written elsewhere. */
    public Sequence withRange(@Nullable SourceRange newRange) {
        return new Sequence(
                name, type, start, increment, minimum, maximum, cache, cycle, ownedBy, comment, options, newRange);
    }

    @Override
    public ObjectKey key() {
        return ObjectKey.relation(name);
    }

    @Override
    public @Nullable QualifiedName owner() {
        return ownedBy == null ? null : ownedBy.table();
    }

    @Override
    public boolean goesAlong() {
        return ownedBy != null;
    }

    @Override
    public String kind() {
        return "sequence";
    }

    @Override
    public List<String> texts() {
        return List.of();
    }

    @Override
    public Optional<SchemaObject> renamed(QualifiedName newName) {
        return Optional.of(new Sequence(
                newName, type, start, increment, minimum, maximum, cache, cycle, ownedBy, comment, options, range));
    }

    @Override
    public Sequence renameSchema(String from, String to) {
        return new Sequence(
                name.renameSchema(from, to),
                type,
                start,
                increment,
                minimum,
                maximum,
                cache,
                cycle,
                ownedBy == null ? null : new ColumnReference(ownedBy.table().renameSchema(from, to), ownedBy.column()),
                comment,
                options,
                range);
    }

    @Override
    public Sequence renameTable(QualifiedName from, QualifiedName to) {
        return ownedBy != null && ownedBy.table().equals(from)
                ? withOwner(new ColumnReference(to, ownedBy.column()))
                : this;
    }

    @Override
    public Sequence renameColumn(QualifiedName table, String from, String to) {
        return ownedBy != null && ownedBy.equals(new ColumnReference(table, from))
                ? withOwner(new ColumnReference(table, to))
                : this;
    }
}
