package io.atlasoperator.operator.atlasschema;

import java.util.regex.Pattern;

/** The text of a desired state, before anybody has parsed it. */
final class StateText {
    private static final Pattern IMPORT = Pattern.compile("--[ \\t]*atlas:import\\b");

    private StateText() {}

    /**
     * Whether there is nothing but white space and comments that import nothing: more likely a slip than the wish to drop
     * everything. Comments are those of SQL and of HCL; taking one too many for a comment can only refuse a state, never
     * empty one.
     */
    static boolean isBlank(String text) {
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == ';' || Character.isWhitespace(character)) {
                at++;
                continue;
            }
            int end = commentEnd(text, at);
            if (end < 0) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** Where the comment ends that begins there; -1 if none does. */
    private static int commentEnd(String text, int at) {
        if (text.startsWith("/*", at)) {
            int close = text.indexOf("*/", at + 2);
            return close < 0 ? -1 : close + 2;
        }
        boolean isLine = text.charAt(at) == '#' || text.startsWith("//", at) || text.startsWith("--", at);
        if (!isLine || IMPORT.matcher(text).region(at, text.length()).lookingAt()) {
            return -1;
        }
        int newline = text.indexOf('\n', at);
        return newline < 0 ? text.length() : newline;
    }
}
