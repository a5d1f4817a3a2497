package io.atlasoperator.operator.status;

import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** A plan as conditions and events show it. */
public final class PlanSummary {
    /** How long the statements may be together, in characters: an event takes 1,024. */
    private static final int MAX_STATEMENTS = 600;

    private PlanSummary() {}

    /**
     * As many statements as are worth reading, a line each, without the passwords that they set.
     *
     * @param introduction the sentence before the statements
     */
    public static String of(String introduction, Plan plan) {
        List<String> statements = plan.statements().stream()
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
