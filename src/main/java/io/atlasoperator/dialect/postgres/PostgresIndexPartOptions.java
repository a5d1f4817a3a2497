package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPartOptions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a part of an index. A part whose options are all the default carries null instead, so
 * that parts compare by value: see {@link #orNull}.
 *
 * @param operatorClass the operator class with its parameters in SQL, or null for the type's default
 * @param nullsFirst whether NULLs sort before the rest, or null for the direction's default (last when ascending)
 * @param collation the collation, or null for the column's
 */
record PostgresIndexPartOptions(
        @Nullable String operatorClass,
        @Nullable Boolean nullsFirst,
        @Nullable String collation) implements IndexPartOptions {

    /** What a part without options has. */
    static final PostgresIndexPartOptions DEFAULT = new PostgresIndexPartOptions(null, null, null);

    @Override
    public List<String> texts() {
        return Stream.of(operatorClass, collation).flatMap(Stream::ofNullable).toList();
    }

    /** The options of a part, the default ones if it carries none. */
    static PostgresIndexPartOptions of(IndexPart part) {
        return part.options() instanceof PostgresIndexPartOptions options ? options : DEFAULT;
    }

    /**
     * These options as a part of that direction carries them: an order of NULLs that is the direction's own is left
     * out, and null is given if then all are the default.
     */
    @Nullable
    PostgresIndexPartOptions orNull(boolean descending) {
        PostgresIndexPartOptions canonical = nullsFirst != null && nullsFirst == descending
                ? new PostgresIndexPartOptions(operatorClass, null, collation)
                : this;
        return canonical.equals(DEFAULT) ? null : canonical;
    }
}
