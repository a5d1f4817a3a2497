package io.atlasoperator.inspect;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Globs in the form of Go's {@code filepath.Match} (its documentation is the rule): {@code *} and {@code ?} match
 * anything but a slash, {@code [a-z]} and {@code [^a-z]} a character class, a backslash takes the next character as it is.
 */
final class Glob {
    /**
     * What stands between two stars may as well be found as early as it is: only behind the last star there is something to
     * try. Else a few stars would take ages on a long name.
     */
    private static final String INNER_STAR = "(?>[^/]*?";

    private static final String LAST_STAR = "(?:[^/]*";

    private Glob() {}

    static Pattern compile(String glob, String whole) {
        StringBuilder regex = new StringBuilder();
        int star = -1;
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i++);
            switch (c) {
                case '*' -> {
                    regex.append(star < 0 ? "" : ")");
                    star = regex.length();
                    regex.append(INNER_STAR);
                }
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = closing(glob, i);
                    if (end < 0) {
                        throw bad(whole);
                    }
                    String inside = glob.substring(i, end);
                    boolean negated = inside.startsWith("^");
                    regex.append(negated ? "[^" : "[")
                            .append((negated ? inside.substring(1) : inside)
                                    .replace("[", "\\[")
                                    .replace("&&", "\\&\\&"))
                            .append(']');
                    i = end + 1;
                }
                case '\\' -> {
                    if (i == glob.length()) {
                        throw bad(whole);
                    }
                    regex.append(Pattern.quote(String.valueOf(glob.charAt(i++))));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (star >= 0) {
            regex.replace(star, star + INNER_STAR.length(), LAST_STAR).append(')');
        }
        try {
            return Pattern.compile(regex.toString());
        } catch (PatternSyntaxException e) {
            throw bad(whole);
        }
    }

    private static int closing(String glob, int from) {
        int i = from < glob.length() && glob.charAt(from) == '^' ? from + 1 : from;
        int first = i;
        for (; i < glob.length(); i++) {
            if (glob.charAt(i) == '\\') {
                i++;
            } else if (glob.charAt(i) == ']' && i > first) {
                return i;
            }
        }
        return -1;
    }

    private static IllegalArgumentException bad(String whole) {
        return new IllegalArgumentException("syntax error in pattern \"" + whole + "\"");
    }
}
