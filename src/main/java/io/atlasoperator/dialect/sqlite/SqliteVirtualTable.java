package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table that a module of SQLite keeps, such as a full-text index. The tables in which the module keeps its rows
 * belong to it and are not looked at.
 *
 * @param name its identity
 * @param using the module with its arguments as written: {@code fts5(title, body)}
 * @param range where it was written, or null if it was inspected
 */
record SqliteVirtualTable(
        QualifiedName name, String using, @Nullable SourceRange range) implements DialectObject {

    static final String KIND = "virtual_table";

    SqliteVirtualTable {
        Objects.requireNonNull(name);
        Objects.requireNonNull(using);
    }

    @Override
    public ObjectKey key() {
        return ObjectKey.relation(name);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable String comment() {
        return null;
    }

    /** What a module makes of its arguments is its own affair: a table named in them need not be there. */
    @Override
    public List<String> texts() {
        return List.of();
    }

    @Override
    public boolean holdsRows() {
        return true;
    }

    @Override
    public SqliteVirtualTable renameSchema(String from, String to) {
        return new SqliteVirtualTable(name.renameSchema(from, to), using, range);
    }
}
