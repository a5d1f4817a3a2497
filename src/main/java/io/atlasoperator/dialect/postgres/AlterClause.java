package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.Hazard;
import java.util.List;
import java.util.Set;

/**
 * A clause of ALTER TABLE.
 *
 * @param reverse the clauses that undo it, in order; empty if none do
 */
record AlterClause(String text, List<String> reverse, Set<Hazard> hazards) {}
