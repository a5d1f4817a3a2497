package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named enumeration type of a schema.
 *
 * @param name its identity
 * @param values its values, in sort order
 * @param comment its comment, or null
 * @param range where it was written, or null
 */
public record EnumType(
        QualifiedName name,
        List<String> values,
        @Nullable String comment,
        @Nullable SourceRange range) implements SchemaObject {

    public EnumType {
        Objects.requireNonNull(name);
        values = List.copyOf(values);
    }

    @Override
    public ObjectKey key() {
        return ObjectKey.type(name);
    }

    @Override
    public List<String> texts() {
        return List.of();
    }

    @Override
    public String kind() {
        return "enum";
    }

    @Override
    public Optional<SchemaObject> renamed(QualifiedName newName) {
        return Optional.of(new EnumType(newName, values, comment, range));
    }

    @Override
    public EnumType renameSchema(String from, String to) {
        return new EnumType(name.renameSchema(from, to), values, comment, range);
    }
}
