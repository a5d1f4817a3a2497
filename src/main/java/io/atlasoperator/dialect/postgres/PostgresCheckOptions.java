package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.CheckOptions;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a check. A check whose options are all the default carries null instead.
 *
 * @param validated whether rows that were there before it were looked at; one that is not enforced counts as validated
 * @param comment its comment, or null
 */
record PostgresCheckOptions(boolean validated, @Nullable String comment) implements CheckOptions {

    /** What a check without options has. */
    static final PostgresCheckOptions DEFAULT = new PostgresCheckOptions(true, null);

    /** The options of a check, the default ones if it carries none. */
    static PostgresCheckOptions of(Check check) {
        return check.options() instanceof PostgresCheckOptions options ? options : DEFAULT;
    }

    /** These options as a check carries them: null if all are the default. */
    @Nullable
    PostgresCheckOptions orNull() {
        return equals(DEFAULT) ? null : this;
    }
}
