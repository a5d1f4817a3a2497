package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.Objects;

/**
 * An evaluated {@code name = value}.
 *
 * @param name its name
 * @param value its value
 * @param nameRange where the name stands
 * @param valueRange where the expression stands
 */
public record Attribute(String name, Value value, SourceRange nameRange, SourceRange valueRange) {

    public Attribute {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
        Objects.requireNonNull(nameRange);
        Objects.requireNonNull(valueRange);
    }
}
