package io.atlasoperator.spec;

import io.atlasoperator.sql.Parentheses;
import java.util.regex.Pattern;

/** The parentheses around SQL expressions, which mean nothing but are printed as the servers do. */
final class Expressions {
    private static final Pattern CALL = Pattern.compile("[A-Za-z_][\\w.$]*\\(.*", Pattern.DOTALL);

    private Expressions() {}

    /** The expression without the parentheses around all of it. */
    static String strip(String expression) {
        return Parentheses.strip(expression);
    }

    /** The expression in one pair of parentheses. */
    static String wrap(String expression) {
        return "(" + strip(expression) + ")";
    }

    /** The expression in one pair of parentheses, unless it is a single call. */
    static String wrapUnlessCall(String expression) {
        String text = strip(expression);
        boolean call =
                CALL.matcher(text).matches() && Parentheses.closing(text, text.indexOf('(')) == text.length() - 1;
        return call ? text : "(" + text + ")";
    }
}
