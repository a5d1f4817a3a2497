package io.atlasoperator.dialect.sqlite;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a constraint does when a row breaks it, where that is not to abort the statement: {@code ON CONFLICT}. */
enum SqliteConflict {
    ROLLBACK,
    FAIL,
    IGNORE,
    REPLACE;

    /** The behaviour of that word in any letters, or null for ABORT, which is what happens without a clause. */
    static @Nullable SqliteConflict of(String word) {
        for (SqliteConflict conflict : values()) {
            if (conflict.name().equals(word.toUpperCase(Locale.ROOT))) {
                return conflict;
            }
        }
        return null;
    }

    /** The clause with a space before it, or nothing. */
    static String clause(@Nullable SqliteConflict conflict) {
        return conflict == null ? "" : " ON CONFLICT " + conflict.name();
    }
}
