package io.atlasoperator.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One part of an index or a primary key. */
public sealed interface IndexPart {

    /** Whether it sorts from the greatest to the least. */
    boolean descending();

    /** What only its dialect knows, or null. */
    @Nullable
    IndexPartOptions options();

    /** A column. */
    record OfColumn(
            String column, boolean descending, @Nullable IndexPartOptions options) implements IndexPart {
        public OfColumn {
            Objects.requireNonNull(column);
        }

        /** The column in ascending order, without options. */
        public static OfColumn of(String column) {
            return new OfColumn(column, false, null);
        }
    }

    /** An expression, in SQL and without the parentheses around it. */
    record OfExpression(
            String expression, boolean descending, @Nullable IndexPartOptions options) implements IndexPart {
        public OfExpression {
            Objects.requireNonNull(expression);
        }
    }
}
