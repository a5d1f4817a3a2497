package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.Plan;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is judged as a whole: a plan, or a migration file.
 *
 * @param steps what is done, in order
 * @param inTransaction whether a transaction is put around all steps
 */
public record Work(List<Step> steps, boolean inTransaction) {

    public Work {
        steps = List.copyOf(steps);
    }

    /**
     * A statement of a file, or a whole plan.
     *
     * @param text the statement, or nothing for a plan, whose statements are known to be right
     * @param changes what it changes
     */
    public record Step(String text, List<Change> changes) {
        public Step {
            Objects.requireNonNull(text);
            changes = List.copyOf(changes);
        }
    }

    /** A plan, as one step. */
    public static Work of(Plan plan) {
        return of(plan.changes());
    }

    /** Changes, as one step. */
    public static Work of(List<Change> changes) {
        return new Work(List.of(new Step("", changes)), false);
    }

    /** All changes, in order. */
    public Stream<Change> changes() {
        return steps.stream().flatMap(step -> step.changes().stream());
    }
}
