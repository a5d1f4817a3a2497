package io.atlasoperator.cli.schema;

import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;

/** A plan as people read it and as migration files hold it. */
final class PlanText {
    private PlanText() {}

    /** A plan that is about to run. */
    static String planned(Plan plan) {
        return "-- Planned Changes:\n" + of(plan);
    }

    /** Each statement with its comment on the line before. */
    static String of(Plan plan) {
        StringBuilder out = new StringBuilder();
        for (Statement statement : plan.statements()) {
            if (!statement.comment().isEmpty()) {
                out.append("-- ").append(capitalized(statement.comment())).append('\n');
            }
            out.append(statement.script());
        }
        return out.toString();
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
