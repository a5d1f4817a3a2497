package io.atlasoperator.operator.status;

import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** What is known of changes that others made to a target after it was as declared. */
public sealed interface Drift {
    /** How long the statements of a summary may be together, in characters: it is read in conditions and events. */
    int MAX_STATEMENTS = 800;

    /** Nobody looks for them. */
    record Unwatched() implements Drift {}

    /** There are none. */
    record None() implements Drift {}

    /**
     * There are some, and they stay.
     *
     * @param summary what would undo them, in short
     */
    record Found(String summary) implements Drift {}

    /**
     * Nobody can say.
     *
     * @param reason why not
     */
    record Unknown(String reason) implements Drift {}

    /**
     * What a plan would undo, for people: as many statements as are worth reading, without the passwords that they set.
     *
     * @param introduction the sentence before the statements
     */
    static String summary(String introduction, Plan undo) {
        List<String> statements = undo.statements().stream()
                .map(Statement::shown)
                .map(Statement::text)
                .toList();
        int shown = 0;
        int length = 0;
        for (String statement : statements) {
            length += statement.length();
            if (length > MAX_STATEMENTS) {
                break;
            }
            shown++;
        }
        String rest = shown == statements.size() ? "" : "\n... and " + (statements.size() - shown) + " more";
        return statements.subList(0, shown).stream()
                .map(statement -> "\n" + statement + ";")
                .collect(Collectors.joining("", introduction, rest));
    }
}
