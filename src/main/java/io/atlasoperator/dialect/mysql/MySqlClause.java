package io.atlasoperator.dialect.mysql;

import io.atlasoperator.plan.Hazard;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One clause of an ALTER TABLE.
 *
 * @param text the clause; empty if it happens by itself along with others
 * @param reverse the clauses that undo it, in order; empty if nothing does
 * @param hazards what may go wrong
 */
record MySqlClause(String text, List<String> reverse, Set<Hazard> hazards) {

    MySqlClause {
        Objects.requireNonNull(text);
        reverse = List.copyOf(reverse);
        hazards = Set.copyOf(hazards);
    }

    static MySqlClause of(String text, String... reverse) {
        return new MySqlClause(text, List.of(reverse), Set.of());
    }
}
