package io.atlasoperator.schema;

import java.util.Objects;

/**
 * How a column is computed.
 *
 * @param expression the expression in SQL
 * @param storage whether the value is kept or computed at each read
 */
public record Generated(String expression, Storage storage) {

    public Generated {
        Objects.requireNonNull(expression);
        Objects.requireNonNull(storage);
    }

    /** Where the computed value lives. */
    public enum Storage {
        STORED,
        VIRTUAL;

        /** By its word, of which the first has an older one: {@code PERSISTENT}. */
        public static Storage of(String word) {
            return word.equals("PERSISTENT") ? STORED : valueOf(word);
        }
    }
}
