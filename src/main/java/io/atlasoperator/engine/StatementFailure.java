package io.atlasoperator.engine;

import io.atlasoperator.sql.StatementText;
import java.util.Objects;

/**
 * The statement that ended a run.
 *
 * @param statement its text
 * @param text what the server said, without credentials
 * @param message the whole error for a user: what was being done, and what the server said
 * @param transientFailure whether the same statement may succeed later
 */
public record StatementFailure(String statement, String text, String message, boolean transientFailure) {

    public StatementFailure {
        Objects.requireNonNull(statement);
        Objects.requireNonNull(text);
        Objects.requireNonNull(message);
    }

    /** This failure as it may be shown: without the passwords that its statement sets. */
    StatementFailure shown() {
        return new StatementFailure(
                StatementText.withoutPasswords(statement),
                StatementText.withoutPasswords(statement, text),
                StatementText.withoutPasswords(statement, message),
                transientFailure);
    }
}
