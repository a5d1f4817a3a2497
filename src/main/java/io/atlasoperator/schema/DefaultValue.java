package io.atlasoperator.schema;

import java.util.Objects;

/** The default of a column. */
public sealed interface DefaultValue {

    /** The text in SQL: a literal with its quotes, or an expression. */
    String sql();

    /** A constant, as an SQL literal: {@code 'it''s'}, {@code 42}, {@code true}. */
    record Literal(String sql) implements DefaultValue {
        public Literal {
            Objects.requireNonNull(sql);
        }
    }

    /** Anything else: a call, a cast, a computation. */
    record Expression(String sql) implements DefaultValue {
        public Expression {
            Objects.requireNonNull(sql);
        }
    }
}
