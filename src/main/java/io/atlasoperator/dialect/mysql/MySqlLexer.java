package io.atlasoperator.dialect.mysql;

import java.util.ArrayList;
import java.util.List;

/** Takes SQL apart, as far as quotes and words go. Put together again, the tokens are the text. */
final class MySqlLexer {
    private final String text;
    private int at;

    private MySqlLexer(String text) {
        this.text = text;
    }

    /** What a token is. */
    enum Kind {
        /** A keyword, a name without quotes, a number, a variable. */
        WORD,
        /** A name in backticks. */
        NAME,
        /** A literal in quotes. */
        STRING,
        /** Blanks and comments. */
        BLANK,
        /** Any other single character. */
        SYMBOL
    }

    /**
     * A piece of SQL.
     *
     * @param kind what it is
     * @param text it, with its quotes
     * @param start where it begins
     */
    record Token(Kind kind, String text, int start) {

        /** Where it ends. */
        int end() {
            return start + text.length();
        }

        boolean is(String wordOrSymbol) {
            return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
        }

        /** The name in backticks, without them. */
        String name() {
            return text.substring(1, text.length() - 1).replace("``", "`");
        }

        /** Whether it is a name, with quotes or without. */
        boolean isName() {
            return kind == Kind.NAME || kind == Kind.WORD && !Character.isDigit(text.charAt(0));
        }

        /** The name, with quotes or without. */
        String anyName() {
            return kind == Kind.NAME ? name() : text;
        }
    }

    /** All tokens of a text; a quote without end reaches to the end of it. */
    static List<Token> tokens(String text) {
        MySqlLexer lexer = new MySqlLexer(text);
        List<Token> tokens = new ArrayList<>();
        while (lexer.at < text.length()) {
            tokens.add(lexer.next());
        }
        return tokens;
    }

    /** All tokens but blanks. */
    static List<Token> meaning(String text) {
        return tokens(text).stream().filter(token -> token.kind() != Kind.BLANK).toList();
    }

    private Token next() {
        int start = at;
        char c = text.charAt(at);
        Kind kind;
        if (c == '\'' || c == '"') {
            int end = MySqlText.end(text, at);
            at = end < 0 ? text.length() : end;
            kind = Kind.STRING;
        } else if (c == '`') {
            at = nameEnd();
            kind = Kind.NAME;
        } else if (Character.isWhitespace(c)) {
            at++;
            kind = Kind.BLANK;
        } else if (isComment()) {
            at = commentEnd();
            kind = Kind.BLANK;
        } else if (isWordPart(c) || c == '@') {
            while (at < text.length() && (isWordPart(text.charAt(at)) || text.charAt(at) == '@')) {
                at++;
            }
            kind = Kind.WORD;
        } else {
            at++;
            kind = Kind.SYMBOL;
        }
        return new Token(kind, text.substring(start, at), start);
    }

    private int nameEnd() {
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '`') {
                if (i + 1 < text.length() && text.charAt(i + 1) == '`') {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    /** A comment for some versions alone, <code>/*!80023 … *&#47;</code>, is no comment but what is in it. */
    private boolean isComment() {
        if (text.startsWith("/*", at)) {
            return !text.startsWith("/*!", at) && !text.startsWith("/*M!", at);
        }
        return text.charAt(at) == '#'
                || text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' ');
    }

    private int commentEnd() {
        boolean block = text.startsWith("/*", at);
        int end = block ? text.indexOf("*/", at + 2) : text.indexOf('\n', at);
        if (end < 0) {
            return text.length();
        }
        return block ? end + 2 : end;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7f && !Character.isWhitespace(c);
    }
}
