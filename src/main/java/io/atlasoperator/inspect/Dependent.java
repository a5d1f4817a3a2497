package io.atlasoperator.inspect;

import io.atlasoperator.schema.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes along when what it depends on is dropped with {@code CASCADE}.
 *
 * @param kind what it is, for objects by the word of {@link io.atlasoperator.schema.SchemaObject#kind()}: {@code view},
 *     {@code materialized}, {@code column}, {@code constraint}, …
 * @param owner the object itself, or the table that it is a part of
 * @param part its name within the owner, or null if it is the whole object
 */
public record Dependent(
        String kind, QualifiedName owner, @Nullable String part) {

    @Override
    public String toString() {
        String what = kind.equals("materialized") ? "materialized view" : kind;
        return part == null ? what + " " + owner : what + " \"" + part + "\" of " + owner;
    }
}
