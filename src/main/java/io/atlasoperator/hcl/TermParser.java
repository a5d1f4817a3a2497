package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;

/** Reads what operators work on: literals, names, calls, templates, constructors. */
final class TermParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final TemplateParser templates;

    TermParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.templates = new TemplateParser(tokens, expressions);
    }

    Expression term() {
        Token token = tokens.next();
        return switch (token.type()) {
            case NUMBER -> new Expression.Literal(number(token.text(), token), tokens.range(token));
            case QUOTE_OPEN, HEREDOC_OPEN -> templates.template(token);
            case IDENTIFIER -> name(token);
            case SYMBOL -> bracketed(token);
            case QUOTE_CLOSE,
                    HEREDOC_CLOSE,
                    TEMPLATE_TEXT,
                    INTERPOLATION_OPEN,
                    DIRECTIVE_OPEN,
                    TEMPLATE_CLOSE,
                    NEWLINE,
                    COMMENT,
                    INVALID,
                    END -> throw invalid(token);
        };
    }

    private ParseFailure invalid(Token token) {
        if (token.type() == TokenType.NEWLINE || token.type() == TokenType.END) {
            tokens.back();
            return tokens.fail(token, "Missing expression", "Expected the start of an expression, but the line ends.");
        }
        return tokens.fail(
                token,
                "Invalid expression",
                "Expected the start of an expression, but found an invalid expression token.");
    }

    Value number(String digits, Token at) {
        Value.Num number = Numbers.parse(digits);
        if (number == null) {
            throw tokens.fail(at, "Invalid number literal", "The number is too large.");
        }
        return number;
    }

    private Expression name(Token token) {
        SourceRange range = tokens.range(token);
        if (tokens.peek().isSymbol("(")) {
            return call(token.text(), range);
        }
        return switch (token.text()) {
            case "true" -> new Expression.Literal(new Value.Bool(true), range);
            case "false" -> new Expression.Literal(new Value.Bool(false), range);
            case "null" -> new Expression.Literal(new Value.Null(), range);
            default -> new Expression.Name(token.text(), range);
        };
    }

    private Expression call(String name, SourceRange nameRange) {
        tokens.next();
        tokens.enter(true);
        List<Expression> arguments = new ArrayList<>();
        boolean expandLast = false;
        while (!tokens.peek().isSymbol(")")) {
            arguments.add(expressions.expression());
            if (tokens.accept("...")) {
                expandLast = true;
                break;
            }
            if (!tokens.accept(",")) {
                break;
            }
        }
        Token close = tokens.next();
        if (!close.isSymbol(")")) {
            throw tokens.fail(
                    close,
                    "Missing argument separator",
                    "A comma is required to separate each function argument from the next, and \")\" ends the call.");
        }
        tokens.leave();
        return new Expression.Invocation(
                name, List.copyOf(arguments), expandLast, nameRange, TokenStream.span(nameRange, tokens.range(close)));
    }

    private Expression bracketed(Token open) {
        return switch (open.text()) {
            case "(" -> parentheses(open);
            case "[" -> tuple(open);
            case "{" -> object(open);
            default -> throw invalid(open);
        };
    }

    private Expression parentheses(Token open) {
        tokens.enter(true);
        Expression inner = expressions.expression();
        Token close = tokens.next();
        if (!close.isSymbol(")")) {
            throw tokens.fail(
                    close, "Unbalanced parentheses", "Expected a closing parenthesis to terminate the expression.");
        }
        tokens.leave();
        return new Expression.Parentheses(inner, TokenStream.span(tokens.range(open), tokens.range(close)));
    }

    private Expression tuple(Token open) {
        tokens.enter(true);
        if (tokens.peek().isIdentifier("for") && tokens.peekSecond().type() == TokenType.IDENTIFIER) {
            return forExpression(open, "]");
        }
        List<Expression> elements = expressions.list("]", "each array item");
        SourceRange close = tokens.range(tokens.previous());
        tokens.leave();
        return new Expression.Tuple(List.copyOf(elements), TokenStream.span(tokens.range(open), close));
    }

    private Expression object(Token open) {
        tokens.enter(false);
        tokens.skipNewlines();
        if (tokens.peek().isIdentifier("for") && tokens.peekSecond().type() == TokenType.IDENTIFIER) {
            tokens.leave();
            tokens.enter(true);
            return forExpression(open, "}");
        }
        List<Expression.Item> items = new ArrayList<>();
        while (!tokens.peek().isSymbol("}")) {
            items.add(item());
            Token after = tokens.peek();
            if (after.type() == TokenType.NEWLINE || after.isSymbol(",")) {
                tokens.next();
                tokens.skipNewlines();
            } else if (!after.isSymbol("}")) {
                throw tokens.fail(
                        after,
                        "Missing attribute separator",
                        "Expected a newline or comma to mark the beginning of the next attribute.");
            }
        }
        Token close = tokens.next();
        tokens.leave();
        return new Expression.ObjectLiteral(
                List.copyOf(items), TokenStream.span(tokens.range(open), tokens.range(close)));
    }

    private Expression.Item item() {
        Token first = tokens.peek();
        Token second = tokens.peekSecond();
        Expression key;
        if (first.type() == TokenType.IDENTIFIER && (second.isSymbol("=") || second.isSymbol(":"))) {
            tokens.next();
            key = new Expression.Template(List.of(new TemplatePart.Text(first.text())), tokens.range(first));
        } else {
            key = expressions.expression();
        }
        if (!tokens.accept("=") && !tokens.accept(":")) {
            throw tokens.fail(
                    tokens.peek(),
                    "Missing attribute value",
                    "Expected an attribute value, introduced by an equals sign (\"=\").");
        }
        return new Expression.Item(key, expressions.expression());
    }

    private Expression forExpression(Token open, String closeSymbol) {
        tokens.next();
        String first = forName();
        String second = tokens.accept(",") ? forName() : null;
        if (!tokens.peek().isIdentifier("in")) {
            throw tokens.fail(
                    tokens.peek(),
                    "Invalid 'for' expression",
                    "For expression requires the 'in' keyword after its name declarations.");
        }
        tokens.next();
        Expression collection = expressions.expression();
        if (!tokens.accept(":")) {
            throw tokens.fail(
                    tokens.peek(),
                    "Invalid 'for' expression",
                    "For expression requires a colon after the collection expression.");
        }
        Expression value = expressions.expression();
        Expression key = null;
        boolean group = false;
        if (closeSymbol.equals("}")) {
            key = value;
            if (!tokens.accept("=>")) {
                throw tokens.fail(
                        tokens.peek(),
                        "Invalid 'for' expression",
                        "An object needs \"=>\" between the key and the value.");
            }
            value = expressions.expression();
            group = tokens.accept("...");
        }
        Expression condition = null;
        if (tokens.peek().isIdentifier("if")) {
            tokens.next();
            condition = expressions.expression();
        }
        Token close = tokens.next();
        if (!close.isSymbol(closeSymbol)) {
            throw tokens.fail(
                    close,
                    "Invalid 'for' expression",
                    "Expected \"" + closeSymbol + "\" at the end of the expression.");
        }
        tokens.leave();
        return new Expression.For(
                second == null ? null : first,
                second == null ? first : second,
                collection,
                key,
                value,
                condition,
                group,
                TokenStream.span(tokens.range(open), tokens.range(close)));
    }

    private String forName() {
        Token name = tokens.next();
        if (name.type() != TokenType.IDENTIFIER) {
            throw tokens.fail(name, "Invalid 'for' expression", "For expression requires a variable name after 'for'.");
        }
        return name.text();
    }
}
