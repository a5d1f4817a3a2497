package io.atlasoperator.sql;

/** The parentheses around an SQL expression, which mean nothing. */
public final class Parentheses {

    private Parentheses() {}

    /** The expression without the parentheses around all of it. */
    public static String strip(String expression) {
        String text = expression.strip();
        while (text.startsWith("(") && closing(text, 0) == text.length() - 1) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return text;
    }

    /** Where the parenthesis that opens there is closed, or -1. */
    public static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '(' -> depth++;
                case ')' -> {
                    depth--;
                    if (depth == 0) {
                        return at;
                    }
                }
                case '\'', '"', '`' -> {
                    at = text.indexOf(text.charAt(at), at + 1);
                    if (at < 0) {
                        return -1;
                    }
                }
                default -> {
                    // any other character
                }
            }
        }
        return -1;
    }
}
