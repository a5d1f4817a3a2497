package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import java.util.List;

/** Turns changes into the statements of one database. Stateless and safe for use by several threads. */
public interface Planner {

    /**
     * The statements that make the changes, in the order given. The order is already right: it comes from
     * {@link ChangeOrder}.
     *
     * @throws PlanException if a change can't be made in this database; nothing is planned then
     */
    List<Statement> plan(List<Change> changes, PlanOptions options);

    /** Whether foreign keys in a cycle of new tables must be added after the tables. SQLite needs no order at all. */
    default boolean referencesMustExist() {
        return true;
    }
}
