package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import java.util.List;

/**
 * What is to be run, and why.
 *
 * @param changes the changes, in the order they are made
 * @param statements the statements, in the order they run
 */
public record Plan(List<Change> changes, List<Statement> statements) {

    /** Nothing to do. */
    public static final Plan EMPTY = new Plan(List.of(), List.of());

    public Plan {
        changes = List.copyOf(changes);
        statements = List.copyOf(statements);
    }

    /** This plan as it may be shown: without the passwords that its statements set. */
    public Plan shown() {
        return new Plan(changes, statements.stream().map(Statement::shown).toList());
    }

    /** Whether there is nothing to run. */
    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /** Whether all of it may run in one transaction. */
    public boolean transactional() {
        return statements.stream().allMatch(Statement::transactional);
    }
}
