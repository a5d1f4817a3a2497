package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree of an expression. */
sealed interface Expression {

    SourceRange range();

    /** A number, bool or null. */
    record Literal(Value value, SourceRange range) implements Expression {}

    /** A quoted string or heredoc. */
    record Template(List<TemplatePart> parts, SourceRange range) implements Expression {}

    /** A bare name. */
    record Name(String name, SourceRange range) implements Expression {}

    /** {@code target.name}. @param step from the dot to the end of the name */
    record Member(Expression target, String name, SourceRange step, SourceRange range) implements Expression {}

    /** {@code target[key]}. @param step from bracket to bracket */
    record Index(Expression target, Expression key, SourceRange step, SourceRange range) implements Expression {}

    /** {@code target[*].each} or {@code target.*.each}: {@code each} is evaluated for every element. */
    record Splat(Expression target, Expression each, SourceRange range) implements Expression {}

    /** The element a {@link Splat} is at. */
    record SplatElement(SourceRange range) implements Expression {}

    /** {@code name(arguments)}. @param expandLast whether the last argument is followed by {@code ...} */
    record Invocation(
            String name, List<Expression> arguments, boolean expandLast, SourceRange nameRange, SourceRange range)
            implements Expression {}

    /** {@code -operand} or {@code !operand}. */
    record Unary(String operator, Expression operand, SourceRange range) implements Expression {}

    /** {@code left operator right}. */
    record Binary(String operator, Expression left, Expression right, SourceRange range) implements Expression {}

    /** {@code condition ? then : otherwise}. */
    record Conditional(Expression condition, Expression then, Expression otherwise, SourceRange range)
            implements Expression {}

    /** {@code [a, b]}. */
    record Tuple(List<Expression> elements, SourceRange range) implements Expression {}

    /** An object constructor. */
    record ObjectLiteral(List<Item> items, SourceRange range) implements Expression {}

    /** {@code key = value} of an object constructor; a bare key is a {@link Template}. */
    record Item(Expression key, Expression value) {}

    /**
     * A {@code for} expression.
     *
     * @param keyName the name of the key or index, if one is given
     * @param key the key of an object's item; null if it makes a tuple
     * @param group whether values of the same key are collected ({@code ...})
     */
    record For(
            @Nullable String keyName,
            String valueName,
            Expression collection,
            @Nullable Expression key,
            Expression value,
            @Nullable Expression condition,
            boolean group,
            SourceRange range)
            implements Expression {}

    /** {@code (inner)}. */
    record Parentheses(Expression inner, SourceRange range) implements Expression {}
}
