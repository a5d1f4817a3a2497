package io.atlasoperator.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names inside expressions, as far as tokens tell. Stateless. */
public final class IdentifierText {
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\\[[^]]*]|[\\p{L}_][\\p{L}\\p{N}_$]*|.", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private IdentifierText() {}

    /**
     * The expression with one name instead of another. A server carries a new name of a column through the expressions of
     * its table; texts that were read before are brought in line so, and don't look changed.
     */
    public static String rename(String expression, String from, String to) {
        StringBuilder out = new StringBuilder();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            String text = token.group();
            char first = text.charAt(0);
            if (!means(text, from)) {
                out.append(text);
            } else if (isQuoted(text)) {
                out.append(
                        PLAIN.matcher(to).matches() && first == '"' ? to : first + to + text.charAt(text.length() - 1));
            } else {
                out.append(PLAIN.matcher(to).matches() ? to : '"' + to.replace("\"", "\"\"") + '"');
            }
        }
        return out.toString();
    }

    /** Whether a name is in the expression, of whatever it may be there. */
    public static boolean mentions(String expression, String name) {
        return TOKEN.matcher(expression).results().anyMatch(token -> means(token.group(), name));
    }

    private static boolean means(String token, String name) {
        return isQuoted(token)
                ? token.substring(1, token.length() - 1).replace("\"\"", "\"").equals(name)
                : token.charAt(0) != '\'' && token.equalsIgnoreCase(name);
    }

    private static boolean isQuoted(String token) {
        char first = token.charAt(0);
        return token.length() > 2 && (first == '"' || first == '`' || first == '[');
    }
}
