package io.atlasoperator.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the server numbers a column by the SQL standard's identity clause.
 *
 * @param generation whether a value given by an INSERT is refused or taken
 * @param start first value
 * @param increment step
 * @param minimum least value, or null for what the server takes
 * @param maximum greatest value, or null for what the server takes
 * @param cache how many values a session takes at once, at least 1
 * @param cycle whether it begins anew at its end
 * @param sequence the name of the sequence where it is not the one that the server gives, or null
 */
public record Identity(
        Generation generation,
        long start,
        long increment,
        @Nullable Long minimum,
        @Nullable Long maximum,
        long cache,
        boolean cycle,
        @Nullable String sequence) {

    public Identity {
        Objects.requireNonNull(generation);
    }

    /** Numbers to the end of the column's type. */
    public Identity(Generation generation, long start, long increment) {
        this(generation, start, increment, null, null, 1, false, null);
    }

    /** This identity without the name of its sequence. */
    public Identity withoutSequence() {
        return new Identity(generation, start, increment, minimum, maximum, cache, cycle, null);
    }

    /** The two forms of {@code GENERATED … AS IDENTITY}. */
    public enum Generation {
        ALWAYS,
        BY_DEFAULT
    }
}
