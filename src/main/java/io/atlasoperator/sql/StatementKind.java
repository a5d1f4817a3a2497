package io.atlasoperator.sql;

import java.util.Locale;
import java.util.Set;

/**
 * What a statement is, as far as it matters for transactions. Judged by its first word: a statement that is taken for
 * one that may run in a transaction can still turn out to be none.
 */
public enum StatementKind {
    /** Changes rows. */
    DATA,
    /** Changes the schema, or may do so. */
    SCHEMA,
    /** Begins or ends a transaction, or a part of one. */
    TRANSACTION,
    /** Anything else; it may not work, or not work the same, in a transaction. */
    OTHER;

    private static final Set<String> DATA_WORDS =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "SELECT", "WITH", "VALUES");
    private static final Set<String> SCHEMA_WORDS =
            Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "GRANT", "REVOKE", "DO", "CALL");
    private static final Set<String> TRANSACTION_WORDS =
            Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");

    /** The kind of a statement without leading comments. */
    public static StatementKind of(String statement) {
        String word = firstWord(statement);
        if (DATA_WORDS.contains(word)) {
            return DATA;
        }
        if (SCHEMA_WORDS.contains(word)) {
            return SCHEMA;
        }
        boolean prepared = word.equals("PREPARE")
                && statement
                        .substring(wordEnd(statement))
                        .strip()
                        .toUpperCase(Locale.ROOT)
                        .startsWith("TRANSACTION");
        return prepared || TRANSACTION_WORDS.contains(word) ? TRANSACTION : OTHER;
    }

    /** The first word of a statement without leading comments, in upper case, whatever parentheses are before it. */
    public static String firstWord(String statement) {
        return statement.substring(wordStart(statement), wordEnd(statement)).toUpperCase(Locale.ROOT);
    }

    private static int wordStart(String statement) {
        int start = 0;
        while (start < statement.length()
                && (statement.charAt(start) == '(' || Character.isWhitespace(statement.charAt(start)))) {
            start++;
        }
        return start;
    }

    private static int wordEnd(String statement) {
        int end = wordStart(statement);
        while (end < statement.length() && Character.isLetter(statement.charAt(end))) {
            end++;
        }
        return end;
    }
}
