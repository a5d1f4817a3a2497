package io.atlasoperator.engine;

import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import java.util.List;
import java.util.Objects;

/**
 * A plan about to run.
 *
 * @param plan the plan
 * @param diagnostics what the analyzers find in it
 */
public record PlanProposal(Plan plan, List<Diagnostic> diagnostics) {

    public PlanProposal {
        Objects.requireNonNull(plan);
        diagnostics = List.copyOf(diagnostics);
    }

    /** The statements that throw data away, in order. */
    public List<Statement> destructiveStatements() {
        return plan.statements().stream()
                .filter(statement -> statement.hazards().contains(Hazard.DATA_LOSS))
                .toList();
    }

    /** What the destructive-changes analyzer finds: codes that start with DS. */
    public List<Diagnostic> destructive() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.code().startsWith("DS"))
                .toList();
    }

    /** What of that drops something, rather than changing its type. */
    public List<Diagnostic> drops() {
        return destructive().stream()
                .filter(diagnostic -> !diagnostic.code().equals("DS106"))
                .toList();
    }
}
