package io.atlasoperator.sql;

import java.util.regex.Pattern;

/** What a statement does to the transaction that it runs in, judged by its first words. */
public enum TransactionControl {
    /** Begins a transaction. */
    BEGINS,
    /** Commits the transaction, after which none is open. */
    COMMITS,
    /** Undoes the whole transaction. */
    ROLLS_BACK,
    /** Begins a part that can be undone, which is a transaction on SQLite if none is open. */
    SAVES,
    /** Nothing of that. */
    NONE;

    private static final Pattern BEGIN = startingWith("(BEGIN|START\\s+TRANSACTION)\\b");
    private static final Pattern COMMIT = startingWith("(COMMIT|END)\\b(?!\\s+PREPARED\\b)(?!.*\\bAND\\s+CHAIN\\b)");
    private static final Pattern ROLLBACK =
            startingWith("(ROLLBACK|ABORT)\\b(?!\\s+PREPARED\\b)(?!(\\s+(WORK|TRANSACTION))?\\s+TO\\b)");
    private static final Pattern SAVEPOINT = startingWith("SAVEPOINT\\b");

    private static Pattern startingWith(String words) {
        return Pattern.compile("\\s*" + words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** What a single statement without leading comments does. */
    public static TransactionControl of(String statement) {
        if (BEGIN.matcher(statement).lookingAt()) {
            return BEGINS;
        }
        if (COMMIT.matcher(statement).lookingAt()) {
            return COMMITS;
        }
        if (ROLLBACK.matcher(statement).lookingAt()) {
            return ROLLS_BACK;
        }
        return SAVEPOINT.matcher(statement).lookingAt() ? SAVES : NONE;
    }
}
