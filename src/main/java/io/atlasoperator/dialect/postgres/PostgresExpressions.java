package io.atlasoperator.dialect.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions as text. Two of them are the same if they are so after what the server adds or drops when it prints an
 * expression: spaces, letter case outside quotes, parentheses around the whole, casts of literals.
 */
final class PostgresExpressions {
    private static final Pattern TOKEN =
            Pattern.compile("(?:[eE])?'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[\\w$.]+|\\s+|::|.", Pattern.DOTALL);
    /** A cast: a type's name of one or more words, maybe with arguments and brackets. */
    private static final Pattern CAST = Pattern.compile(
            "\\s*::\\s*(?:(?:\"(?:[^\"]|\"\")+\"|\\w+)\\.)?(?:double precision|character varying|bit varying"
                    + "|(?:time|timestamp)(?:\\(\\d+\\))? with(?:out)? time zone|interval(?: [a-z ]+)?|\"(?:[^\"]|\"\")+\"|\\w+)"
                    + "(?:\\([\\d,\\s]*\\))?(?:\\[])*",
            Pattern.CASE_INSENSITIVE);

    /** A literal with a second cast, which the server adds when it reads again what it has printed. */
    private static final Pattern CAST_LITERAL = Pattern.compile("\\(('(?:[^']|'')*')\\)(" + CAST.pattern() + ")+");
    /** A list of literals with a cast around all of them, which it leaves out then. */
    private static final Pattern CAST_LIST = Pattern.compile(
            "\\((array\\[(?:'(?:[^']|'')*',?)*])\\)(" + CAST.pattern() + ")+", Pattern.CASE_INSENSITIVE);

    private PostgresExpressions() {}

    /** Whether two expressions are the same but for how they are written. */
    static boolean same(String a, String b) {
        return a.equals(b) || canonical(a).equals(canonical(b));
    }

    /** The expression in a form that is good for comparing only. */
    static String canonical(String expression) {
        StringBuilder out = new StringBuilder();
        boolean gap = false;
        String rest = expression.strip();
        Matcher tokens = TOKEN.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            tokens.region(at, rest.length());
            if (!tokens.lookingAt()) {
                throw new IllegalStateException("every character is a token");
            }
            String token = tokens.group();
            at = tokens.end();
            if (token.isBlank()) {
                gap = true;
                continue;
            }
            if (gap && isWord(token) && !out.isEmpty() && isWord(out.substring(out.length() - 1))) {
                out.append(' ');
            }
            gap = false;
            boolean quoted = token.endsWith("'") || token.endsWith("\"");
            out.append(quoted ? token : token.toLowerCase(Locale.ROOT));
            if (token.endsWith("'")) {
                at = afterCasts(rest, at);
            }
        }
        String plain = CAST_LITERAL.matcher(out).replaceAll("$1");
        return unwrap(CAST_LIST.matcher(plain).replaceAll("$1"));
    }

    private static boolean isWord(String token) {
        char last = token.charAt(token.length() - 1);
        return Character.isLetterOrDigit(last)
                || last == '_'
                || last == '$'
                || last == '.'
                || last == '\''
                || last == '"';
    }

    private static int afterCasts(String text, int start) {
        Matcher cast = CAST.matcher(text);
        int at = start;
        while (cast.region(at, text.length()).lookingAt()) {
            at = cast.end();
        }
        return at;
    }

    /** The expression without the parentheses around the whole of it. */
    static String unwrap(String expression) {
        String inner = expression.strip();
        while (isWrapped(inner)) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    /** The expression with parentheses around the whole of it. */
    static String wrap(String expression) {
        String text = expression.strip();
        return isWrapped(text) ? text : "(" + text + ")";
    }

    private static boolean isWrapped(String text) {
        if (!text.startsWith("(") || !text.endsWith(")")) {
            return false;
        }
        int depth = 0;
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            switch (tokens.group()) {
                case "(" -> depth++;
                case ")" -> depth--;
                default -> {}
            }
            if (depth == 0 && tokens.end() < text.length()) {
                return false;
            }
        }
        return depth == 0;
    }

    /** The expressions of a list that has commas between them. */
    static List<String> splitList(String list) {
        List<String> found = new ArrayList<>();
        int depth = 0;
        int start = 0;
        Matcher tokens = TOKEN.matcher(list);
        while (tokens.find()) {
            switch (tokens.group()) {
                case "(", "[" -> depth++;
                case ")", "]" -> depth--;
                case "," -> {
                    if (depth == 0) {
                        found.add(list.substring(start, tokens.start()).strip());
                        start = tokens.end();
                    }
                }
                default -> {}
            }
        }
        found.add(list.substring(start).strip());
        return found;
    }
}
