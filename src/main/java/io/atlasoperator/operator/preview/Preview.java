package io.atlasoperator.operator.preview;

import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What the operator would do to one database. Nothing in it holds a password.
 *
 * @param target the database, without its password; empty if that is not known
 * @param parts what would run, in order; empty if nothing would
 * @param findings what the analyzers find in it, each with its code
 * @param notes what else people should know, in sentences
 * @param refusal why the operator would not do it, or can't, if it would not
 */
public record Preview(
        String target, List<Part> parts, List<String> findings, List<String> notes, Optional<String> refusal) {

    public Preview {
        parts = List.copyOf(parts);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /**
     * Statements that belong together.
     *
     * @param title the file that they are in; empty if they are in none
     * @param statements the SQL, each without a delimiter
     */
    public record Part(String title, List<String> statements) {
        public Part {
            statements = List.copyOf(statements);
        }

        /** All of a plan, without the passwords that it sets. */
        public static Part of(Plan plan, Scrubber scrubber) {
            return new Part(
                    "",
                    plan.statements().stream()
                            .map(Statement::shown)
                            .map(Statement::text)
                            .map(scrubber::clean)
                            .toList());
        }
    }

    /** Nothing can be told but why. */
    public static Preview failed(String target, String message) {
        return new Preview(target, List.of(), List.of(), List.of(), Optional.of(message));
    }

    /** How many statements would run. */
    public int statements() {
        return parts.stream().mapToInt(part -> part.statements().size()).sum();
    }
}
