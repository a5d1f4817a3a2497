package io.atlasoperator.migrate;

import io.atlasoperator.plan.Statement;
import java.util.List;
import java.util.function.Function;

/** The two scripts of tools that write the way back beside the way there. */
final class PairedScripts {
    private PairedScripts() {}

    static String up(List<Statement> changes) {
        return up(changes, Statement::script);
    }

    /** @param script how the tool wants a statement to be written */
    static String up(List<Statement> changes, Function<Statement, String> script) {
        StringBuilder text = new StringBuilder();
        for (Statement change : changes) {
            comment(text, change.comment());
            text.append(script.apply(change));
        }
        return text.toString();
    }

    /** What undoes the changes, the last one first. */
    static String down(List<Statement> changes) {
        return down(changes, statement -> statement + ";\n");
    }

    /** @param script how the tool wants a statement to be written */
    static String down(List<Statement> changes, Function<String, String> script) {
        StringBuilder text = new StringBuilder();
        for (Statement change : changes.reversed()) {
            for (String statement : change.reverse()) {
                comment(text, change.comment().isEmpty() ? "" : "reverse: " + change.comment());
                text.append(script.apply(statement));
            }
        }
        return text.toString();
    }

    private static void comment(StringBuilder text, String comment) {
        if (!comment.isEmpty()) {
            text.append("-- ").append(comment).append('\n');
        }
    }
}
