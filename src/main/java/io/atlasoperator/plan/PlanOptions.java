package io.atlasoperator.plan;

import io.atlasoperator.diff.AlterMode;
import org.jspecify.annotations.Nullable;

/**
 * How statements are written.
 *
 * @param indent indentation of a table's parts, each on a line of its own; empty means everything on one line
 * @param qualifier how objects are named
 * @param alterMode what the server may do when it alters a table
 */
public record PlanOptions(String indent, Qualifier qualifier, AlterMode alterMode) {

    /** Options under which the server alters tables as it likes. */
    public PlanOptions(String indent, Qualifier qualifier) {
        this(indent, qualifier, AlterMode.DEFAULT);
    }

    /** How objects are named in statements. */
    public sealed interface Qualifier {

        /** By the name of their schema. */
        record BySchema() implements Qualifier {}

        /** Without a schema; statements on schemas themselves can't be planned. */
        record None() implements Qualifier {}

        /** By a name that the user gave. */
        record Fixed(String name) implements Qualifier {}

        /** What stands before the object's name, or null for nothing. */
        default @Nullable String of(String schema) {
            return switch (this) {
                case BySchema() -> schema;
                case None() -> null;
                case Fixed(String name) -> name;
            };
        }
    }
}
