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
 * @param ownDelimiter whether a script has to give it a delimiter of its own, as it holds semicolons that would end it too early
 */
public record Statement(
        String text,
        String comment,
        List<String> reverse,
        boolean transactional,
        Set<Hazard> hazards,
        boolean ownDelimiter) {

    /** One that a semicolon ends. */
    public Statement(String text, String comment, List<String> reverse, boolean transactional, Set<Hazard> hazards) {
        this(text, comment, reverse, transactional, hazards, false);
    }

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
        return new Statement(text, comment, reverse, transactional, more, ownDelimiter);
    }

    /** This statement, for a script with a delimiter of its own. */
    public Statement withOwnDelimiter() {
        return new Statement(text, comment, reverse, transactional, hazards, true);
    }

    /** This statement as it may be shown: without the passwords that it sets. */
    public Statement shown() {
        return new Statement(
                StatementText.withoutPasswords(text),
                comment,
                reverse.stream().map(StatementText::withoutPasswords).toList(),
                transactional,
                hazards,
                ownDelimiter);
    }

    /** This statement as a script holds it: with a delimiter and a line break, and a delimiter of its own if it needs one. */
    public String script() {
        if (!ownDelimiter) {
            return text + ";\n";
        }
        String delimiter = text.contains("//") ? "$$$" : "//";
        return "DELIMITER " + delimiter + "\n" + text + "\n" + delimiter + "\nDELIMITER ;\n";
    }

    /** A transactional statement without hazards. */
    public static Statement of(String text, String comment, String... reverse) {
        return new Statement(text, comment, List.of(reverse), true, Set.of());
    }
}
