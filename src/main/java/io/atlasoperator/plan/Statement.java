package io.atlasoperator.plan;

import io.atlasoperator.sql.StatementText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A statement of a plan.
 *
 * @param text the SQL without a delimiter
 * @param comment what it does, in lower case: {@code create "users" table}
 * @param reverse the statements that undo it, in order; empty if nothing does
 * @param transactional whether it may run inside a transaction
 * @param hazards what may go wrong
 */
public record Statement(String text, String comment, List<String> reverse, boolean transactional, Set<Hazard> hazards) {

    public Statement {
        Objects.requireNonNull(text);
        Objects.requireNonNull(comment);
        reverse = List.copyOf(reverse);
        hazards = Set.copyOf(hazards);
    }

    /** This statement, with another hazard. */
    public Statement withHazard(Hazard hazard) {
        Set<Hazard> more = new LinkedHashSet<>(hazards);
        more.add(hazard);
        return new Statement(text, comment, reverse, transactional, more);
    }

    /** This statement as it may be shown: without the passwords that it sets. */
    public Statement shown() {
        return new Statement(
                StatementText.withoutPasswords(text),
                comment,
                reverse.stream().map(StatementText::withoutPasswords).toList(),
                transactional,
                hazards);
    }

    /** A transactional statement without hazards. */
    public static Statement of(String text, String comment, String... reverse) {
        return new Statement(text, comment, List.of(reverse), true, Set.of());
    }
}
