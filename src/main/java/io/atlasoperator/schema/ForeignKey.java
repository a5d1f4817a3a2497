package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key.
 *
 * @param name its symbol; for SQLite's unnamed keys their number in the table
 * @param columns the referencing columns
 * @param refTable the referenced table
 * @param refColumns the referenced columns, as many as {@code columns}
 * @param onUpdate what happens when a referenced key changes
 * @param onDelete what happens when a referenced row goes
 * @param deferrability when it is checked
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null
 */
public record ForeignKey(
        String name,
        List<String> columns,
        QualifiedName refTable,
        List<String> refColumns,
        ReferenceAction onUpdate,
        ReferenceAction onDelete,
        Deferrability deferrability,
        @Nullable ForeignKeyOptions options,
        @Nullable SourceRange range) {

    public ForeignKey {
        Objects.requireNonNull(name);
        Objects.requireNonNull(refTable);
        Objects.requireNonNull(onUpdate);
        Objects.requireNonNull(onDelete);
        Objects.requireNonNull(deferrability);
        columns = List.copyOf(columns);
        refColumns = List.copyOf(refColumns);
    }

    /** A foreign key with nothing that only one dialect knows. */
    public ForeignKey(
            String name,
            List<String> columns,
            QualifiedName refTable,
            List<String> refColumns,
            ReferenceAction onUpdate,
            ReferenceAction onDelete,
            Deferrability deferrability,
            @Nullable SourceRange range) {
        this(name, columns, refTable, refColumns, onUpdate, onDelete, deferrability, null, range);
    }

    ForeignKey renameSchema(String from, String to) {
        return refTable.schema().equals(from)
                ? new ForeignKey(
                        name,
                        columns,
                        new QualifiedName(to, refTable.name()),
                        refColumns,
                        onUpdate,
                        onDelete,
                        deferrability,
                        options,
                        range)
                : this;
    }

    /** When a foreign key is checked. */
    public enum Deferrability {
        NOT_DEFERRABLE,
        INITIALLY_IMMEDIATE,
        INITIALLY_DEFERRED
    }
}
