package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import org.jspecify.annotations.Nullable;

/** An object of a schema that is not a table. */
public sealed interface SchemaObject permits EnumType {

    /** Its identity. */
    QualifiedName name();

    /** What kind of object it is, as messages call it: {@code enum}, {@code view}, … */
    String kind();

    /** Where it was written, or null if it was inspected. */
    @Nullable
    SourceRange range();

    /** This object, with the schema named {@code from} called {@code to} wherever it is mentioned. */
    SchemaObject renameSchema(String from, String to);
}
