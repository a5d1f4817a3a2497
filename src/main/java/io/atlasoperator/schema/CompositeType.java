package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type made of several named fields.
 *
 * @param name its identity
 * @param fields its fields, in order; of a column they have the name, the type, the collation and the comment
 * @param comment its comment, or null
 * @param range where it was written, or null if it was inspected
 */
public record CompositeType(
        QualifiedName name,
        List<Column> fields,
        @Nullable String comment,
        @Nullable SourceRange range) implements SchemaObject {

    public CompositeType {
        Objects.requireNonNull(name);
        fields = List.copyOf(fields);
    }

    @Override
    public ObjectKey key() {
        return ObjectKey.type(name);
    }

    @Override
    public String kind() {
        return "composite";
    }

    @Override
    public List<String> texts() {
        return fields.stream()
                .flatMap(field -> Stream.ofNullable(field.collation()))
                .toList();
    }

    @Override
    public Optional<SchemaObject> renamed(QualifiedName newName) {
        return Optional.of(new CompositeType(newName, fields, comment, range));
    }

    @Override
    public CompositeType renameType(QualifiedName from, QualifiedName to) {
        return new CompositeType(
                name,
                fields.stream()
                        .map(field -> field.withType(field.type().renameType(from, to)))
                        .toList(),
                comment,
                range);
    }

    @Override
    public CompositeType renameSchema(String from, String to) {
        return new CompositeType(
                name.renameSchema(from, to),
                fields.stream().map(field -> field.renameSchema(from, to)).toList(),
                comment,
                range);
    }
}
