package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKeyOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a foreign key. A key whose options are all the default carries null instead.
 *
 * @param matchFull whether either all or none of its columns may be NULL
 * @param setColumns the columns that ON DELETE SET NULL or SET DEFAULT sets, none for all of them
 * @param validated whether rows that were there before it were looked at
 * @param enforced whether the server enforces it
 * @param period whether its last column is a range that rows must cover
 * @param comment its comment, or null
 */
record PostgresForeignKeyOptions(
        boolean matchFull,
        List<String> setColumns,
        boolean validated,
        boolean enforced,
        boolean period,
        @Nullable String comment)
        implements ForeignKeyOptions {

    /** What a key without options has. */
    static final PostgresForeignKeyOptions DEFAULT =
            new PostgresForeignKeyOptions(false, List.of(), true, true, false, null);

    PostgresForeignKeyOptions {
        setColumns = List.copyOf(setColumns);
    }

    /** The options of a key, the default ones if it carries none. */
    static PostgresForeignKeyOptions of(ForeignKey key) {
        return key.options() instanceof PostgresForeignKeyOptions options ? options : DEFAULT;
    }

    PostgresForeignKeyOptions with(boolean newValidated, @Nullable String newComment) {
        return new PostgresForeignKeyOptions(matchFull, setColumns, newValidated, enforced, period, newComment);
    }

    /** These options as a key carries them: null if all are the default. */
    @Nullable
    PostgresForeignKeyOptions orNull() {
        return equals(DEFAULT) ? null : this;
    }
}
