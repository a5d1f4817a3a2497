package io.atlasoperator.dialect.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tokens of one statement, read as the server does with {@code standard_conforming_strings} on: words in upper case,
 * quoted names as they are with their quotes, each literal as one {@code '}, all else by characters. Comments are left out.
 */
final class PostgresTokens {
    static final String LITERAL = "'";

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private PostgresTokens(String text) {
        this.text = text;
    }

    /** The tokens, or nothing if a quote or a comment is not closed. */
    static Optional<List<String>> of(String statement) {
        PostgresTokens reader = new PostgresTokens(statement);
        return reader.read() ? Optional.of(List.copyOf(reader.tokens)) : Optional.empty();
    }

    private boolean read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean closed = true;
            if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                closed = skipComment();
            } else if (c == '\'') {
                closed = literal(false);
            } else if (c == '"') {
                closed = quotedName();
            } else if (c == '$') {
                closed = dollar();
            } else if (isWordStart(c)) {
                closed = word();
            } else {
                tokens.add(String.valueOf(c));
                at++;
            }
            if (!closed) {
                return false;
            }
        }
        return true;
    }

    private boolean skipComment() {
        int depth = 0;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                at += 2;
                if (--depth == 0) {
                    return true;
                }
            } else {
                at++;
            }
        }
        return false;
    }

    private boolean literal(boolean escapes) {
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && escapes) {
                i++;
            } else if (c == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                i++;
            } else if (c == '\'') {
                tokens.add(LITERAL);
                at = i + 1;
                return true;
            }
        }
        return false;
    }

    private boolean quotedName() {
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) != '"') {
                continue;
            }
            if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                i++;
                continue;
            }
            tokens.add(text.substring(at, i + 1));
            at = i + 1;
            return true;
        }
        return false;
    }

    private boolean dollar() {
        int tag = at + 1;
        while (tag < text.length() && (isWordStart(text.charAt(tag)) || tag > at + 1 && isDigit(text.charAt(tag)))) {
            tag++;
        }
        if (tag >= text.length() || text.charAt(tag) != '$') {
            tokens.add("$");
            at++;
            return true;
        }
        String quote = text.substring(at, tag + 1);
        int end = text.indexOf(quote, tag + 1);
        if (end < 0) {
            return false;
        }
        tokens.add(LITERAL);
        at = end + quote.length();
        return true;
    }

    private boolean word() {
        int end = at;
        while (end < text.length()
                && (isWordStart(text.charAt(end)) || isDigit(text.charAt(end)) || text.charAt(end) == '$')) {
            end++;
        }
        String word = text.substring(at, end);
        at = end;
        if (end < text.length() && text.charAt(end) == '\'' && word.length() == 1 && "eEbBxXnN".contains(word)) {
            return literal(word.equalsIgnoreCase("e"));
        }
        // U&'…' and U&"…" may name another escape character: what is meant can't be told here.
        if (word.equalsIgnoreCase("u") && text.startsWith("&", end)) {
            return false;
        }
        tokens.add(word.toUpperCase(Locale.ROOT));
        return true;
    }

    private static boolean isWordStart(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
