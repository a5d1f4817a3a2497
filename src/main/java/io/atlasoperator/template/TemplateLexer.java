package io.atlasoperator.template;

import java.util.ArrayList;
import java.util.List;

/** Splits a template into text and the tokens of its actions. */
final class TemplateLexer {
    private final String name;
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** What a token is. */
    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        /** A word: a keyword, a function or {@code true}. */
        WORD,
        /** A field with its dot. */
        FIELD,
        DOT,
        VARIABLE,
        STRING,
        NUMBER,
        SYMBOL
    }

    /**
     * A token.
     *
     * @param spaced whether white space comes before it
     */
    record Token(Kind kind, String text, int at, boolean spaced) {
        boolean is(String expected) {
            return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(expected);
        }
    }

    TemplateLexer(String name, String source) {
        this.name = name;
        this.source = source;
    }

    List<Token> tokens() {
        boolean trim = false;
        while (at < source.length()) {
            int open = source.indexOf("{{", at);
            String text = source.substring(at, open < 0 ? source.length() : open);
            if (trim) {
                text = text.stripLeading();
            }
            boolean trimsBefore = open >= 0
                    && source.startsWith("{{-", open)
                    && open + 3 < source.length()
                    && Character.isWhitespace(source.charAt(open + 3));
            if (trimsBefore) {
                text = text.stripTrailing();
            }
            if (!text.isEmpty()) {
                tokens.add(new Token(Kind.TEXT, text, at, false));
            }
            if (open < 0) {
                break;
            }
            at = open + (trimsBefore ? 3 : 2);
            trim = action(open);
        }
        return tokens;
    }

    /** Reads an action; says whether it trims the text behind it. */
    private boolean action(int open) {
        int start = skipSpace(at);
        if (source.startsWith("/*", start)) {
            int end = source.indexOf("*/", start);
            int close = end < 0 ? -1 : source.indexOf("}}", end);
            if (close < 0) {
                throw error(open, "unclosed comment");
            }
            boolean trims = source.substring(end + 2, close).strip().equals("-");
            at = close + 2;
            return trims;
        }
        tokens.add(new Token(Kind.OPEN, "{{", open, false));
        while (true) {
            int next = skipSpace(at);
            boolean spaced = next > at;
            at = next;
            if (at >= source.length()) {
                throw error(open, "unclosed action");
            }
            if (source.startsWith("}}", at)) {
                tokens.add(new Token(Kind.CLOSE, "}}", at, spaced));
                at += 2;
                return false;
            }
            if (spaced && source.startsWith("-}}", at)) {
                tokens.add(new Token(Kind.CLOSE, "-}}", at, true));
                at += 3;
                return true;
            }
            tokens.add(token(spaced));
        }
    }

    private int skipSpace(int from) {
        int next = from;
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
        return next;
    }

    private Token token(boolean spaced) {
        int start = at;
        char c = source.charAt(at);
        if (c == '"') {
            return new Token(Kind.STRING, quoted(), start, spaced);
        }
        if (c == '`') {
            int end = source.indexOf('`', at + 1);
            if (end < 0) {
                throw error(start, "unterminated raw quoted string");
            }
            at = end + 1;
            return new Token(Kind.STRING, source.substring(start + 1, end), start, spaced);
        }
        if (c == '.' && at + 1 < source.length() && isWord(source.charAt(at + 1)) && !isDigit(source.charAt(at + 1))) {
            at++;
            return new Token(Kind.FIELD, word(), start, spaced);
        }
        if (c == '.' && !(at + 1 < source.length() && isDigit(source.charAt(at + 1)))) {
            at++;
            return new Token(Kind.DOT, ".", start, spaced);
        }
        if (c == '$') {
            at++;
            return new Token(Kind.VARIABLE, "$" + word(), start, spaced);
        }
        if (isDigit(c)
                || (c == '-' || c == '+' || c == '.') && at + 1 < source.length() && isDigit(source.charAt(at + 1))) {
            at++;
            while (at < source.length() && (isWord(source.charAt(at)) || source.charAt(at) == '.')) {
                at++;
            }
            return new Token(Kind.NUMBER, source.substring(start, at), start, spaced);
        }
        if (isWord(c)) {
            return new Token(Kind.WORD, word(), start, spaced);
        }
        at += source.startsWith(":=", at) ? 2 : 1;
        String symbol = source.substring(start, at);
        if (!List.of(":=", "=", "|", "(", ")", ",").contains(symbol)) {
            throw error(start, "unexpected \"" + symbol + "\" in command");
        }
        return new Token(Kind.SYMBOL, symbol, start, spaced);
    }

    private String word() {
        int start = at;
        while (at < source.length() && isWord(source.charAt(at))) {
            at++;
        }
        return source.substring(start, at);
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        int start = at++;
        while (at < source.length() && source.charAt(at) != '"') {
            char c = source.charAt(at++);
            if (c != '\\' || at >= source.length()) {
                text.append(c);
                continue;
            }
            char escaped = source.charAt(at++);
            text.append(
                    switch (escaped) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case '\\', '"', '\'' -> escaped;
                        default -> throw error(start, "invalid syntax in a string: \\" + escaped);
                    });
        }
        if (at >= source.length()) {
            throw error(start, "unterminated quoted string");
        }
        at++;
        return text.toString();
    }

    private TemplateException error(int position, String what) {
        return new TemplateException("template: " + name + ":" + line(source, position) + ": " + what);
    }

    static int line(String source, int position) {
        return 1
                + (int) source.substring(0, Math.min(position, source.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
