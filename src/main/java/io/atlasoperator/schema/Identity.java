package io.atlasoperator.schema;

import java.util.Objects;

/**
 * How the server numbers a column by the SQL standard's identity clause.
 *
 * @param generation whether a value given by an INSERT is refused or taken
 * @param start first value
 * @param increment step
 */
public record Identity(Generation generation, long start, long increment) {

    public Identity {
        Objects.requireNonNull(generation);
    }

    /** The two forms of {@code GENERATED … AS IDENTITY}. */
    public enum Generation {
        ALWAYS,
        BY_DEFAULT
    }
}
