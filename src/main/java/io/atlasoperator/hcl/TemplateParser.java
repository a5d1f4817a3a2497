package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads quoted strings and heredocs with their interpolations and directives. */
final class TemplateParser {
    private static final int MAX_DEPTH = 50;

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    TemplateParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** A piece before directives are paired up. */
    private sealed interface Piece {
        record Text(String text) implements Piece {}

        record Interpolation(Expression expression, boolean stripLeft, boolean stripRight) implements Piece {}

        record Directive(
                String keyword,
                @Nullable String keyName,
                @Nullable String valueName,
                @Nullable Expression expression,
                SourceRange range,
                boolean stripLeft,
                boolean stripRight)
                implements Piece {}
    }

    /** The template that the opening token begins. */
    Expression template(Token open) {
        boolean quoted = open.type() == TokenType.QUOTE_OPEN;
        TokenType end = quoted ? TokenType.QUOTE_CLOSE : TokenType.HEREDOC_CLOSE;
        tokens.enter(false);
        List<Piece> pieces = new ArrayList<>();
        Token token = tokens.next();
        while (token.type() != end) {
            pieces.add(
                    switch (token.type()) {
                        case TEMPLATE_TEXT ->
                            new Piece.Text(quoted ? StringEscapes.unescape(token, tokens) : token.text());
                        case INTERPOLATION_OPEN -> interpolation(token);
                        case DIRECTIVE_OPEN -> directive(token);
                        case IDENTIFIER,
                                NUMBER,
                                SYMBOL,
                                QUOTE_OPEN,
                                QUOTE_CLOSE,
                                HEREDOC_OPEN,
                                HEREDOC_CLOSE,
                                TEMPLATE_CLOSE,
                                NEWLINE,
                                COMMENT,
                                INVALID,
                                END -> throw unterminated(token);
                    });
            token = tokens.next();
        }
        tokens.leave();
        if (!quoted) {
            if (open.text().startsWith("<<-")) {
                removeIndent(pieces);
            }
            pieces.replaceAll(TemplateParser::unescapeHeredoc);
        }
        strip(pieces);
        SourceRange range = TokenStream.span(tokens.range(open), tokens.range(token));
        return new Expression.Template(new Assembly(pieces).all(), range);
    }

    private static Piece unescapeHeredoc(Piece piece) {
        return piece instanceof Piece.Text text ? new Piece.Text(StringEscapes.unescapeHeredoc(text.text())) : piece;
    }

    /** The lexer has reported the missing end where the template begins. */
    private ParseFailure unterminated(Token token) {
        return token.type() == TokenType.END
                ? new ParseFailure()
                : tokens.fail(token, "Invalid template", "Expected the end of the template sequence.");
    }

    private Piece interpolation(Token open) {
        tokens.enter(true);
        Expression expression = expressions.expression();
        Token close = close(open);
        return new Piece.Interpolation(
                expression, open.text().endsWith("~"), close.text().startsWith("~"));
    }

    private Token close(Token open) {
        Token close = tokens.next();
        if (close.type() != TokenType.TEMPLATE_CLOSE) {
            throw tokens.fail(
                    close,
                    "Extra characters after interpolation expression",
                    "Expected a closing brace to end the \"" + open.text() + "\" sequence.");
        }
        tokens.leave();
        return close;
    }

    private Piece directive(Token open) {
        tokens.enter(true);
        Token keyword = tokens.next();
        String keyName = null;
        String valueName = null;
        Expression expression = null;
        switch (keyword.text()) {
            case "if" -> expression = expressions.expression();
            case "for" -> {
                valueName = name();
                if (tokens.accept(",")) {
                    keyName = valueName;
                    valueName = name();
                }
                if (!tokens.next().isIdentifier("in")) {
                    throw tokens.fail(
                            keyword, "Invalid template directive", "\"for\" needs the form: for value in collection.");
                }
                expression = expressions.expression();
            }
            case "else", "endif", "endfor" -> {}
            default ->
                throw tokens.fail(
                        keyword,
                        "Invalid template directive",
                        "\"" + keyword.text() + "\" is none. Use if, else, endif, for or endfor.");
        }
        Token close = close(open);
        return new Piece.Directive(
                keyword.text(),
                keyName,
                valueName,
                expression,
                TokenStream.span(tokens.range(open), tokens.range(close)),
                open.text().endsWith("~"),
                close.text().startsWith("~"));
    }

    private String name() {
        Token name = tokens.next();
        if (name.type() != TokenType.IDENTIFIER) {
            throw tokens.fail(name, "Invalid template directive", "\"for\" needs a variable name.");
        }
        return name.text();
    }

    /** {@code <<-}: the smallest indent of all lines is taken from each. */
    private static void removeIndent(List<Piece> pieces) {
        int smallest = Integer.MAX_VALUE;
        boolean lineStart = true;
        for (Piece piece : pieces) {
            if (lineStart
                    && !(piece instanceof Piece.Text text
                            && text.text().isBlank()
                            && text.text().endsWith("\n"))) {
                smallest = Math.min(smallest, piece instanceof Piece.Text text ? indent(text.text()) : 0);
            }
            lineStart = piece instanceof Piece.Text text && text.text().endsWith("\n");
        }
        lineStart = true;
        for (int at = 0; at < pieces.size(); at++) {
            if (!(pieces.get(at) instanceof Piece.Text text)) {
                lineStart = false;
                continue;
            }
            if (lineStart) {
                pieces.set(at, new Piece.Text(text.text().substring(Math.min(smallest, indent(text.text())))));
            }
            lineStart = text.text().endsWith("\n");
        }
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t')) {
            indent++;
        }
        return indent;
    }

    /** Applies the {@code ~} of sequences to the text beside them. */
    private static void strip(List<Piece> pieces) {
        for (int at = 0; at < pieces.size(); at++) {
            boolean left = switch (pieces.get(at)) {
                case Piece.Text text -> false;
                case Piece.Interpolation interpolation -> interpolation.stripLeft();
                case Piece.Directive directive -> directive.stripLeft();
            };
            boolean right = switch (pieces.get(at)) {
                case Piece.Text text -> false;
                case Piece.Interpolation interpolation -> interpolation.stripRight();
                case Piece.Directive directive -> directive.stripRight();
            };
            for (int before = at - 1; left && before >= 0 && pieces.get(before) instanceof Piece.Text text; before--) {
                pieces.set(before, new Piece.Text(text.text().stripTrailing()));
                left = text.text().isBlank();
            }
            for (int after = at + 1;
                    right && after < pieces.size() && pieces.get(after) instanceof Piece.Text text;
                    after++) {
                pieces.set(after, new Piece.Text(text.text().stripLeading()));
                right = text.text().isBlank();
            }
        }
    }

    /** Pairs directives up. */
    private final class Assembly {
        private final List<Piece> pieces;
        private int at;
        private int depth;

        Assembly(List<Piece> pieces) {
            this.pieces = pieces;
        }

        List<TemplatePart> all() {
            List<TemplatePart> parts = until();
            if (at < pieces.size() && pieces.get(at) instanceof Piece.Directive directive) {
                throw tokens.fail(
                        directive.range(),
                        "Unexpected template directive",
                        "There is no open directive that \"" + directive.keyword() + "\" belongs to.");
            }
            return parts;
        }

        /** Parts up to an else, endif or endfor, which is left. */
        private List<TemplatePart> until() {
            List<TemplatePart> parts = new ArrayList<>();
            while (at < pieces.size()) {
                switch (pieces.get(at)) {
                    case Piece.Text text -> {
                        parts.add(new TemplatePart.Text(text.text()));
                        at++;
                    }
                    case Piece.Interpolation interpolation -> {
                        parts.add(new TemplatePart.Interpolation(interpolation.expression()));
                        at++;
                    }
                    case Piece.Directive directive -> {
                        Expression expression = directive.expression();
                        if (expression == null) {
                            return List.copyOf(parts);
                        }
                        at++;
                        parts.add(nested(directive, expression));
                    }
                }
            }
            return List.copyOf(parts);
        }

        private TemplatePart nested(Piece.Directive open, Expression expression) {
            if (++depth > MAX_DEPTH) {
                throw tokens.fail(
                        open.range(), "Template nested too deeply", "At most " + MAX_DEPTH + " levels are read.");
            }
            List<TemplatePart> body = until();
            TemplatePart part;
            String valueName = open.valueName();
            if (valueName != null) {
                part = new TemplatePart.For(open.keyName(), valueName, expression, body);
                end(open, "endfor");
            } else {
                List<TemplatePart> otherwise = List.of();
                if (at < pieces.size()
                        && pieces.get(at) instanceof Piece.Directive directive
                        && directive.keyword().equals("else")) {
                    at++;
                    otherwise = until();
                }
                part = new TemplatePart.If(expression, body, otherwise);
                end(open, "endif");
            }
            depth--;
            return part;
        }

        private void end(Piece.Directive open, String keyword) {
            boolean ends = at < pieces.size()
                    && pieces.get(at) instanceof Piece.Directive directive
                    && directive.keyword().equals(keyword);
            if (!ends) {
                throw tokens.fail(
                        open.range(),
                        "Unclosed template directive",
                        "The \"" + open.keyword() + "\" directive needs a matching \"" + keyword + "\".");
            }
            at++;
        }
    }
}
