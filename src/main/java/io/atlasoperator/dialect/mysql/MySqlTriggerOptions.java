package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.TriggerOptions;
import org.jspecify.annotations.Nullable;

/**
 * What only MySQL knows about a trigger.
 *
 * @param definer whose rights it has, as {@code `user`@`host`}; null for the user who makes it, and for what the user who
 *     looks at it has made
 * @param follows the trigger of the same table, time and event right before it, or null if it is the first
 * @param precedes the one right after it, where a planner has to say it; else null
 * @param mode the mode that it was made in; null for that of our sessions, and for what nobody says
 */
record MySqlTriggerOptions(
        @Nullable String definer,
        @Nullable String follows,
        @Nullable String precedes,
        @Nullable MySqlMode mode) implements TriggerOptions {
    static final MySqlTriggerOptions NONE = new MySqlTriggerOptions(null, null);

    MySqlTriggerOptions(@Nullable String definer, @Nullable String follows) {
        this(definer, follows, null, null);
    }

    /** The options of a trigger. */
    static MySqlTriggerOptions of(Trigger trigger) {
        return trigger.options() instanceof MySqlTriggerOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    MySqlTriggerOptions orNull() {
        return equals(NONE) ? null : this;
    }
}
