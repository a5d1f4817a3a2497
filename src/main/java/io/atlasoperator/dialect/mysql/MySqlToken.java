package io.atlasoperator.dialect.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of SQL.
 *
 * @param kind what it is
 * @param value a name or a text without its quotes and escapes; words and numbers in lower case
 * @param start where it begins
 * @param end where it ends
 */
record MySqlToken(Kind kind, String value, int start, int end) {
    private static final List<String> LONG_SYMBOLS =
            List.of("<=>", "->>", "->", "<=", ">=", "<>", "!=", "&&", "||", "<<", ">>");

    /** What a piece is. */
    enum Kind {
        /** A name or a keyword without quotes. */
        WORD,
        /** A name in backticks. */
        NAME,
        /** A text. */
        STRING,
        /** A number; one in hexadecimal or binary digits begins with {@code 0x} or {@code 0b}. */
        NUMBER,
        SYMBOL
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.WORD) && value.equals(symbolOrWord);
    }

    /** The same piece with its value in lower case. */
    MySqlToken inLowerCase() {
        return new MySqlToken(kind, value.toLowerCase(Locale.ROOT), start, end);
    }

    /** Whether two pieces mean the same; the case of names in quotes may matter. */
    boolean sameAs(MySqlToken other) {
        if (kind == other.kind) {
            return value.equals(other.value);
        }
        boolean areNames =
                (kind == Kind.WORD || kind == Kind.NAME) && (other.kind == Kind.WORD || other.kind == Kind.NAME);
        return areNames && value.equalsIgnoreCase(other.value);
    }

    /** The pieces of a text without blanks and comments, but with what servers run of comments; the introducer of a text's character set is left out. */
    static List<MySqlToken> of(String text) {
        List<MySqlToken> tokens = new ArrayList<>();
        int at = 0;
        boolean isConditional = false;
        while (at < text.length()) {
            int code = conditional(text, at);
            if (code > at || isConditional && text.startsWith("*/", at)) {
                isConditional = code > at;
                at = Math.max(code, at + 2);
                continue;
            }
            int skipped = skip(text, at);
            if (skipped > at) {
                at = skipped;
                continue;
            }
            MySqlToken token = at(text, at);
            at = token.end;
            if (token.kind == Kind.STRING && !tokens.isEmpty() && isIntroducer(tokens.getLast())) {
                tokens.removeLast();
            }
            tokens.add(token);
        }
        return tokens;
    }

    private static boolean isIntroducer(MySqlToken token) {
        return token.kind == Kind.WORD && (token.value.startsWith("_") || token.value.equals("n"));
    }

    /**
     * The index of what a server runs of a comment like <code>/*!80016 …</code> that starts there, or the same index.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/comments.html">MySQL 8.4 reference manual, Comments</a>
     */
    private static int conditional(String text, int at) {
        int code = text.startsWith("/*!", at) ? at + 3 : text.startsWith("/*M!", at) ? at + 4 : at;
        while (code > at && code < text.length() && Character.isDigit(text.charAt(code))) {
            code++;
        }
        return code;
    }

    /** The index after blanks or a comment that start there, or the same index. */
    private static int skip(String text, int at) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        if (c == '#' || text.startsWith("-- ", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end + 1;
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            return end < 0 ? text.length() : end + 2;
        }
        return at;
    }

    private static MySqlToken at(String text, int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            int end = MySqlText.end(text, at);
            return end < 0
                    ? new MySqlToken(Kind.SYMBOL, text.substring(at), at, text.length())
                    : new MySqlToken(Kind.STRING, MySqlText.value(text.substring(at, end)), at, end);
        }
        if (c == '`') {
            int end = at + 1;
            while (end < text.length() && (text.charAt(end) != '`' || text.startsWith("``", end))) {
                end += text.charAt(end) == '`' ? 2 : 1;
            }
            int after = Math.min(text.length(), end + 1);
            return new MySqlToken(
                    Kind.NAME,
                    text.substring(at + 1, Math.min(end, text.length())).replace("``", "`"),
                    at,
                    after);
        }
        boolean isDigits =
                (c == 'x' || c == 'X' || c == 'b' || c == 'B') && at + 1 < text.length() && text.charAt(at + 1) == '\'';
        if (isDigits && MySqlText.end(text, at + 1) > 0) {
            int end = MySqlText.end(text, at + 1);
            String digits = text.substring(at + 2, end - 1);
            return new MySqlToken(Kind.NUMBER, ("0" + c + digits).toLowerCase(Locale.ROOT), at, end);
        }
        if (Character.isDigit(c) || c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
            int end = numberEnd(text, at);
            return new MySqlToken(Kind.NUMBER, text.substring(at, end).toLowerCase(Locale.ROOT), at, end);
        }
        if (isWordPart(c)) {
            int end = at;
            while (end < text.length() && isWordPart(text.charAt(end))) {
                end++;
            }
            return new MySqlToken(Kind.WORD, text.substring(at, end).toLowerCase(Locale.ROOT), at, end);
        }
        String symbol = LONG_SYMBOLS.stream()
                .filter(known -> text.startsWith(known, at))
                .findFirst()
                .orElse(String.valueOf(c));
        return new MySqlToken(Kind.SYMBOL, symbol, at, at + symbol.length());
    }

    private static int numberEnd(String text, int start) {
        int end = start;
        if (text.startsWith("0x", start) || text.startsWith("0b", start)) {
            end = start + 2;
            while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            return end;
        }
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        if (end < text.length() && Character.toLowerCase(text.charAt(end)) == 'e') {
            int exponent = end + 1;
            if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
                exponent++;
            }
            if (exponent < text.length() && Character.isDigit(text.charAt(exponent))) {
                end = exponent;
                while (end < text.length() && Character.isDigit(text.charAt(end))) {
                    end++;
                }
            }
        }
        // A name may begin with digits.
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWordPart(char c) {
        return c == '_' || c == '$' || c == '@' || Character.isLetterOrDigit(c);
    }
}
