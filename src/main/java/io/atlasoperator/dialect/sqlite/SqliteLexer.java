package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a text that SQLite accepted into tokens; comments and white space are left out. */
final class SqliteLexer {
    private static final List<String> LONG_SYMBOLS =
            List.of("->>", "||", "->", "<<", ">>", "<=", ">=", "<>", "==", "!=");

    private final String text;
    private final List<SqliteToken> tokens = new ArrayList<>();
    private int at;

    private SqliteLexer(String text) {
        this.text = text;
    }

    static List<SqliteToken> tokens(String text) {
        SqliteLexer lexer = new SqliteLexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        } else if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            at = end < 0 ? text.length() : end + 2;
        } else if (c == '\'') {
            add(Kind.STRING, quotedEnd(at, '\''));
        } else if ((c == 'x' || c == 'X') && at + 1 < text.length() && text.charAt(at + 1) == '\'') {
            add(Kind.STRING, quotedEnd(at + 1, '\''));
        } else if (c == '"' || c == '`') {
            name(quotedEnd(at, c), String.valueOf(c));
        } else if (c == '[') {
            int end = text.indexOf(']', at);
            name(end < 0 ? text.length() : end + 1, "]");
        } else if (isDigit(c) || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            add(Kind.NUMBER, numberEnd());
        } else if (isNamePart(c)) {
            int end = at + 1;
            while (end < text.length() && isNamePart(text.charAt(end))) {
                end++;
            }
            add(Kind.WORD, end);
        } else {
            String symbol = LONG_SYMBOLS.stream()
                    .filter(candidate -> text.startsWith(candidate, at))
                    .findFirst()
                    .orElse(String.valueOf(c));
            add(Kind.SYMBOL, at + symbol.length());
        }
    }

    private void add(Kind kind, int end) {
        tokens.add(new SqliteToken(kind, text.substring(at, end), at, end));
        at = end;
    }

    private void name(int end, String quote) {
        String inside = text.substring(at + 1, Math.max(at + 1, end - 1)).replace(quote + quote, quote);
        tokens.add(new SqliteToken(Kind.QUOTED, inside, at, end));
        at = end;
    }

    private int quotedEnd(int open, char quote) {
        int end = open + 1;
        while (end < text.length()) {
            if (text.charAt(end) == quote) {
                if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
                    end++;
                } else {
                    return end + 1;
                }
            }
            end++;
        }
        return end;
    }

    private int numberEnd() {
        int end = at;
        boolean hex = text.substring(at, Math.min(at + 2, text.length()))
                .toLowerCase(Locale.ROOT)
                .equals("0x");
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean sign = (c == '+' || c == '-') && !hex && end > at && "eE".indexOf(text.charAt(end - 1)) >= 0;
            if (!sign && c != '.' && !isNamePart(c)) {
                break;
            }
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 127;
    }
}
