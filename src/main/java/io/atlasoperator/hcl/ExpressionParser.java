package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads operators and the steps after a term; {@link TermParser} reads the terms. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 120;
    private static final int MAX_CHAIN = 200;
    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(
            Map.entry("||", 1),
            Map.entry("&&", 2),
            Map.entry("==", 3),
            Map.entry("!=", 3),
            Map.entry("<", 4),
            Map.entry(">", 4),
            Map.entry("<=", 4),
            Map.entry(">=", 4),
            Map.entry("+", 5),
            Map.entry("-", 5),
            Map.entry("*", 6),
            Map.entry("/", 6),
            Map.entry("%", 6));

    private final TokenStream tokens;
    private final TermParser terms;
    private int depth;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.terms = new TermParser(tokens, this);
    }

    /** @throws ParseFailure if it cannot be read; the reason is reported */
    Expression expression() {
        int outer = depth;
        deeper();
        try {
            Expression condition = binary(1);
            if (!tokens.accept("?")) {
                return condition;
            }
            Expression then = expression();
            if (!tokens.accept(":")) {
                throw tokens.fail(
                        tokens.peek(),
                        "Missing false expression in conditional",
                        "The conditional operator (...?...:...) requires a false expression, delimited by a colon.");
            }
            Expression otherwise = expression();
            return new Expression.Conditional(
                    condition, then, otherwise, TokenStream.span(condition.range(), otherwise.range()));
        } finally {
            depth = outer;
        }
    }

    /** Evaluation is recursive: what is read here is kept shallow enough for it. */
    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw tokens.fail(
                    tokens.peek(), "Expression nested too deeply", "At most " + MAX_DEPTH + " levels are read.");
        }
    }

    private Expression binary(int minimum) {
        Expression left = unary();
        int chain = 0;
        while (true) {
            Token operator = tokens.peek();
            Integer precedence = operator.type() == TokenType.SYMBOL ? PRECEDENCE.get(operator.text()) : null;
            if (precedence == null || precedence < minimum) {
                return left;
            }
            limitChain(++chain, operator);
            tokens.next();
            Expression right = binary(precedence + 1);
            left = new Expression.Binary(operator.text(), left, right, TokenStream.span(left.range(), right.range()));
        }
    }

    private void limitChain(int length, Token at) {
        if (length > MAX_CHAIN) {
            throw tokens.fail(at, "Expression too long", "At most " + MAX_CHAIN + " operators in a row are read.");
        }
    }

    private Expression unary() {
        Token token = tokens.peek();
        if (!token.isSymbol("-") && !token.isSymbol("!")) {
            return steps(terms.term());
        }
        tokens.next();
        int outer = depth;
        deeper();
        Expression operand = unary();
        depth = outer;
        return new Expression.Unary(token.text(), operand, TokenStream.span(tokens.range(token), operand.range()));
    }

    private Expression steps(Expression term) {
        Expression current = term;
        for (int chain = 1; ; chain++) {
            Expression next = step(current);
            if (next == null) {
                return current;
            }
            limitChain(chain, tokens.peek());
            current = next;
        }
    }

    private @Nullable Expression step(Expression target) {
        Token token = tokens.peek();
        if (token.isSymbol(".")) {
            return dotStep(target);
        }
        if (!token.isSymbol("[")) {
            return null;
        }
        tokens.next();
        tokens.enter(true);
        if (tokens.peek().isSymbol("*")) {
            tokens.next();
            Token close = bracket();
            tokens.leave();
            return splat(target, tokens.range(close), true);
        }
        Expression key = expression();
        Token close = bracket();
        tokens.leave();
        SourceRange step = TokenStream.span(tokens.range(token), tokens.range(close));
        return new Expression.Index(target, key, step, TokenStream.span(target.range(), step));
    }

    private Token bracket() {
        Token close = tokens.next();
        if (!close.isSymbol("]")) {
            throw tokens.fail(
                    close,
                    "Missing close bracket on index",
                    "The index operator must end with a closing bracket (\"]\").");
        }
        return close;
    }

    private Expression dotStep(Expression target) {
        Token dot = tokens.next();
        Token name = tokens.next();
        SourceRange step = TokenStream.span(tokens.range(dot), tokens.range(name));
        if (name.type() == TokenType.IDENTIFIER) {
            return new Expression.Member(target, name.text(), step, TokenStream.span(target.range(), step));
        }
        if (name.isSymbol("*")) {
            return splat(target, tokens.range(name), false);
        }
        if (name.type() == TokenType.NUMBER) {
            Expression current = target;
            for (String digits : name.text().split("\\.", -1)) {
                Expression key = new Expression.Literal(terms.number(digits, name), tokens.range(name));
                current = new Expression.Index(current, key, step, TokenStream.span(target.range(), step));
            }
            return current;
        }
        throw tokens.fail(name, "Invalid attribute name", "An attribute name is required after a dot.");
    }

    /** After {@code [*]} every step belongs to the element; after {@code .*} only names do. */
    private Expression splat(Expression target, SourceRange marker, boolean full) {
        Expression each = new Expression.SplatElement(marker);
        for (int chain = 1; ; chain++) {
            boolean dot = tokens.peek().isSymbol(".");
            if (!dot && !(full && tokens.peek().isSymbol("["))) {
                break;
            }
            if (dot && !full && tokens.peekSecond().type() != TokenType.IDENTIFIER) {
                break;
            }
            limitChain(chain, tokens.peek());
            Expression next = step(each);
            if (next == null) {
                break;
            }
            each = next;
        }
        return new Expression.Splat(target, each, TokenStream.span(target.range(), each.range()));
    }

    /** Expressions up to the closing symbol, which is consumed. */
    List<Expression> list(String close, String what) {
        List<Expression> elements = new ArrayList<>();
        while (!tokens.accept(close)) {
            elements.add(expression());
            if (!tokens.accept(",") && !tokens.peek().isSymbol(close)) {
                throw tokens.fail(
                        tokens.peek(), "Missing item separator", "Expected a comma to mark the end of " + what + ".");
            }
        }
        return elements;
    }
}
