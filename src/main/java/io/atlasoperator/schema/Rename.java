package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hint that something of a desired state had another name before. It is only a hint: whether there still is something
 * of the old name, the current state says.
 *
 * @param what what has a new name
 * @param object the new name of the object or, for a part of a table, the new name of the table
 * @param part the new name of the part, or empty for an object
 * @param oldName the old name, without a schema
 * @param range where the hint was written, or null
 */
public record Rename(
        What what,
        QualifiedName object,
        String part,
        String oldName,
        @Nullable SourceRange range) {

    public Rename {
        Objects.requireNonNull(what);
        Objects.requireNonNull(object);
        Objects.requireNonNull(part);
        Objects.requireNonNull(oldName);
    }

    /** What can be renamed. */
    public enum What {
        /** A table, a view or a sequence. */
        RELATION,
        /** A type. */
        TYPE,
        COLUMN,
        INDEX,
        /** A check, a foreign key or a primary key. */
        CONSTRAINT
    }

    /** The old name of the object. */
    public QualifiedName oldObject() {
        return new QualifiedName(object.schema(), oldName);
    }

    /** How messages name it, by its new name: {@code column "title" of table "posts"}. */
    public String described() {
        return switch (what) {
            case RELATION, TYPE -> "\"" + object.name() + "\"";
            case COLUMN -> "column \"" + part + "\" of table \"" + object.name() + "\"";
            case INDEX -> "index \"" + part + "\" of table \"" + object.name() + "\"";
            case CONSTRAINT -> "constraint \"" + part + "\" of table \"" + object.name() + "\"";
        };
    }

    Rename renameSchema(String from, String to) {
        return new Rename(what, object.renameSchema(from, to), part, oldName, range);
    }
}
