package io.atlasoperator.sql;

import io.atlasoperator.source.SourceRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A comment {@code -- atlas:renamed_from old_name} in a script, right before what it is about.
 *
 * @param subject what it is about
 * @param schema the schema of the object or of the table, or null if it is not written
 * @param object the name of the object or, for a part, of its table
 * @param part the name of the part, or empty for an object
 * @param oldName the name before
 * @param range where the comment stands
 */
public record RenameHint(
        Subject subject, @Nullable String schema, String object, String part, String oldName, SourceRange range) {

    public RenameHint {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(object);
        Objects.requireNonNull(part);
        Objects.requireNonNull(oldName);
        Objects.requireNonNull(range);
    }

    /** What a hint can be about. */
    public enum Subject {
        RELATION,
        TYPE,
        COLUMN,
        INDEX,
        CONSTRAINT
    }
}
