package io.atlasoperator.hcl;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which closing token belongs to which opening one, in a text that may be broken. */
final class Brackets {
    private enum Kind {
        BRACE,
        BRACKET,
        PARENTHESIS,
        QUOTE,
        HEREDOC,
        SEQUENCE
    }

    private record Open(Kind kind, int index) {}

    private final int[] closes;

    /** A closing token skips openings of another kind that are not closed, and is ignored if there is none of its kind. */
    Brackets(List<Token> tokens) {
        closes = new int[tokens.size()];
        Arrays.fill(closes, -1);
        Deque<Open> stack = new ArrayDeque<>();
        Map<Kind, Integer> open = new EnumMap<>(Kind.class);
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (opens(token)) {
                stack.push(new Open(kind(token), at));
                open.merge(kind(token), 1, Integer::sum);
            } else if (closes(token) && open.getOrDefault(kind(token), 0) > 0) {
                Kind kind = kind(token);
                Open last;
                do {
                    last = stack.pop();
                    open.merge(last.kind(), -1, Integer::sum);
                } while (last.kind() != kind);
                closes[last.index()] = at;
            }
        }
    }

    /** The index of the closing token, or -1 if there is none. */
    int close(int opening) {
        return closes[opening];
    }

    static boolean opens(Token token) {
        return switch (token.type()) {
            case SYMBOL -> token.isSymbol("{") || token.isSymbol("[") || token.isSymbol("(");
            case QUOTE_OPEN, HEREDOC_OPEN, INTERPOLATION_OPEN, DIRECTIVE_OPEN -> true;
            case IDENTIFIER, NUMBER, QUOTE_CLOSE, HEREDOC_CLOSE, TEMPLATE_TEXT, TEMPLATE_CLOSE -> false;
            case NEWLINE, COMMENT, INVALID, END -> false;
        };
    }

    static boolean closes(Token token) {
        return switch (token.type()) {
            case SYMBOL -> token.isSymbol("}") || token.isSymbol("]") || token.isSymbol(")");
            case QUOTE_CLOSE, HEREDOC_CLOSE, TEMPLATE_CLOSE -> true;
            case IDENTIFIER, NUMBER, QUOTE_OPEN, HEREDOC_OPEN, TEMPLATE_TEXT -> false;
            case INTERPOLATION_OPEN, DIRECTIVE_OPEN, NEWLINE, COMMENT, INVALID, END -> false;
        };
    }

    private static Kind kind(Token token) {
        return switch (token.type()) {
            case QUOTE_OPEN, QUOTE_CLOSE -> Kind.QUOTE;
            case HEREDOC_OPEN, HEREDOC_CLOSE -> Kind.HEREDOC;
            case INTERPOLATION_OPEN, DIRECTIVE_OPEN, TEMPLATE_CLOSE -> Kind.SEQUENCE;
            case IDENTIFIER, NUMBER, SYMBOL, TEMPLATE_TEXT, NEWLINE, COMMENT, INVALID, END ->
                switch (token.text()) {
                    case "{", "}" -> Kind.BRACE;
                    case "[", "]" -> Kind.BRACKET;
                    default -> Kind.PARENTHESIS;
                };
        };
    }
}
