package io.atlasoperator.cli.schema;

import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.plan.Statement;
import java.util.List;

/** What became of a plan, for people. */
final class ApplyText {
    private ApplyText() {}

    /** Exactly what ran before a plan ended early, in the form of comments and statements; nothing if it ran to its end. */
    static String of(SchemaApplyReport report) {
        if (report.failure().isEmpty()) {
            return remaining(report);
        }
        List<Statement> statements = report.plan().statements();
        List<String> inDoubt = report.inDoubt();
        int ran = report.applied().size() - (inDoubt.isEmpty() || isAtCommit(report) ? 0 : 1);
        StringBuilder out = new StringBuilder("-- Stopped ");
        out.append(
                ran < statements.size()
                        ? "at statement " + (ran + 1) + " of " + statements.size()
                        : "at the commit, after all " + counted(ran));
        out.append(".\n");
        if (report.undone() > 0) {
            out.append("-- Rolled back: ").append(counted(report.undone())).append(".\n");
        }
        if (inDoubt.isEmpty() && ran < statements.size() && !statements.get(ran).transactional()) {
            out.append("-- That statement runs in no transaction: what it did by then may stay. The next apply looks at"
                    + " it.\n");
        }
        if (!inDoubt.isEmpty()) {
            out.append(
                    inDoubt.size() == 1
                            ? "-- Nobody knows whether this took effect. The next apply looks at it:\n"
                            : "-- Nobody knows whether these " + inDoubt.size()
                                    + " took effect, all or none. The next apply looks at it:\n");
            inDoubt.forEach(statement -> out.append(statement).append(";\n"));
        }
        List<String> kept = report.kept();
        if (kept.isEmpty() && !inDoubt.isEmpty()) {
            return out.toString();
        }
        if (kept.isEmpty()) {
            return out.append("-- No statement took effect.\n").toString();
        }
        out.append(kept.size() == 1 ? "-- This ran, and stays:\n" : "-- These " + kept.size() + " ran, and stay:\n");
        kept.forEach(statement -> out.append(statement).append(";\n"));
        return out.toString();
    }

    private static boolean isAtCommit(SchemaApplyReport report) {
        return report.failure()
                .filter(failure -> failure.statement().equals("COMMIT"))
                .isPresent();
    }

    private static String remaining(SchemaApplyReport report) {
        return report.remaining().isEmpty()
                ? ""
                : "-- The edited plan ran, and does not lead to the desired state. What is left:\n"
                        + PlanText.of(report.remaining());
    }

    /** So many statements, in words. */
    static String counted(int statements) {
        return statements + (statements == 1 ? " statement" : " statements");
    }
}
