package io.atlasoperator.diff;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names inside expressions. A server carries a new name of a column through the expressions of its table; texts that
 * were read before are brought in line here, so that they don't look changed.
 */
final class IdentifierText {
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\\[[^]]*]|[\\p{L}_][\\p{L}\\p{N}_$]*|.", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private IdentifierText() {}

    /** The expression with one name instead of another. */
    static String rename(String expression, String from, String to) {
        StringBuilder out = new StringBuilder();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            String text = token.group();
            char first = text.charAt(0);
            boolean quoted = text.length() > 2 && (first == '"' || first == '`' || first == '[');
            if (quoted
                    && text.substring(1, text.length() - 1)
                            .replace("\"\"", "\"")
                            .equals(from)) {
                out.append(
                        PLAIN.matcher(to).matches() && first == '"' ? to : first + to + text.charAt(text.length() - 1));
            } else if (text.equalsIgnoreCase(from) && first != '\'' && !quoted) {
                out.append(PLAIN.matcher(to).matches() ? to : '"' + to.replace("\"", "\"\"") + '"');
            } else {
                out.append(text);
            }
        }
        return out.toString();
    }
}
