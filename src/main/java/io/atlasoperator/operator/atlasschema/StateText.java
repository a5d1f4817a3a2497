package io.atlasoperator.operator.atlasschema;

import java.util.regex.Pattern;

/** The text of a desired state, before anybody has parsed it. */
final class StateText {
    /** Comments of SQL and of HCL; taking one too many for a comment can only refuse a state, never empty one. */
    private static final Pattern COMMENTS =
            Pattern.compile("(--(?![ \\t]*atlas:import\\b)|#|//)[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private StateText() {}

    /** Whether there is nothing but white space and comments that import nothing: more likely a slip than the wish to drop everything. */
    static boolean isBlank(String text) {
        return COMMENTS.matcher(text).replaceAll("").replace(";", "").isBlank();
    }
}
