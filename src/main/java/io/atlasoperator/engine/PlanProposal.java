package io.atlasoperator.engine;

import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.plan.Plan;
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

    /** What the destructive-changes analyzer finds: codes that start with DS. */
    public List<Diagnostic> destructive() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.code().startsWith("DS"))
                .toList();
    }
}
