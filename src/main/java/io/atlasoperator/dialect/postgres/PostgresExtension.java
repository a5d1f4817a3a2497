package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An extension. It lives in the database; the schema is where its parts are put.
 *
 * @param extension its name
 * @param schema the schema of its parts
 * @param version its version where it is not the one that the server installs by itself, or null
 * @param comment its comment where it is not the one that it comes with, or null
 * @param copied whether it is there only because the dev database that the user named has it, which says nothing about
 *     whether it is wanted
 * @param range where it was written, or null if it was inspected
 */
record PostgresExtension(
        String extension,
        String schema,
        @Nullable String version,
        @Nullable String comment,
        boolean copied,
        @Nullable SourceRange range)
        implements DialectObject {

    PostgresExtension {
        Objects.requireNonNull(extension);
        Objects.requireNonNull(schema);
    }

    PostgresExtension in(String otherSchema) {
        return new PostgresExtension(extension, otherSchema, version, comment, copied, range);
    }

    PostgresExtension wanted() {
        return new PostgresExtension(extension, schema, version, comment, false, range);
    }

    @Override
    public QualifiedName name() {
        return new QualifiedName("", extension);
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(ObjectKey.Namespace.REALM, name(), kind());
    }

    @Override
    public String kind() {
        return "extension";
    }

    @Override
    public List<String> texts() {
        return List.of();
    }

    @Override
    public List<String> schemas() {
        return List.of(schema);
    }

    @Override
    public PostgresExtension renameSchema(String from, String to) {
        return schema.equals(from) ? in(to) : this;
    }
}
