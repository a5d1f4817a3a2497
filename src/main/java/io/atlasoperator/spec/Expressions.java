package io.atlasoperator.spec;

import java.util.regex.Pattern;

/** The parentheses around SQL expressions, which mean nothing but are printed as the servers do. */
final class Expressions {
    private static final Pattern CALL = Pattern.compile("[A-Za-z_][\\w.$]*\\(.*", Pattern.DOTALL);

    private Expressions() {}

    /** The expression without the parentheses around all of it. */
    static String strip(String expression) {
        String text = expression.strip();
        while (text.startsWith("(") && closing(text, 0) == text.length() - 1) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return text;
    }

    /** The expression in one pair of parentheses. */
    static String wrap(String expression) {
        return "(" + strip(expression) + ")";
    }

    /** The expression in one pair of parentheses, unless it is a single call. */
    static String wrapUnlessCall(String expression) {
        String text = strip(expression);
        boolean call = CALL.matcher(text).matches() && closing(text, text.indexOf('(')) == text.length() - 1;
        return call ? text : "(" + text + ")";
    }

    /** Where the parenthesis that opens there is closed, or -1. */
    private static int closing(String text, int open) {
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
