package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.TriggerOptions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a trigger. A schema that is null is that of the trigger's own table.
 *
 * @param functionSchema the schema of its function, or null
 * @param arguments what its function is given
 * @param oldTable the name under which it sees all rows as they were, or null
 * @param newTable the name under which it sees all rows as they are, or null
 * @param constraint whether it is a constraint, with a time to fire that may be put off
 * @param deferrability when that time is
 * @param fromSchema the schema of the other table of a constraint, or null
 * @param fromTable the other table of a constraint, or null
 * @param enabled when it fires: {@code O} as a rule, {@code D} never, {@code R} on replicas, {@code A} always
 */
record PostgresTriggerOptions(
        @Nullable String functionSchema,
        List<String> arguments,
        @Nullable String oldTable,
        @Nullable String newTable,
        boolean constraint,
        Deferrability deferrability,
        @Nullable String fromSchema,
        @Nullable String fromTable,
        String enabled)
        implements TriggerOptions {
    static final String ALWAYS_ENABLED = "O";

    private static final PostgresTriggerOptions USUAL = new PostgresTriggerOptions(
            null, List.of(), null, null, false, Deferrability.NOT_DEFERRABLE, null, null, ALWAYS_ENABLED);

    PostgresTriggerOptions {
        Objects.requireNonNull(deferrability);
        Objects.requireNonNull(enabled);
        arguments = List.copyOf(arguments);
    }

    static PostgresTriggerOptions of(Trigger trigger) {
        return trigger.options() instanceof PostgresTriggerOptions options ? options : USUAL;
    }

    @Override
    public List<String> texts() {
        return fromTable == null ? List.of() : List.of(PostgresSyntax.quote(fromTable));
    }

    @Nullable
    PostgresTriggerOptions orNull() {
        return equals(USUAL) ? null : this;
    }

    /** These options of a trigger that fires as a rule. */
    PostgresTriggerOptions asEnabled() {
        return new PostgresTriggerOptions(
                functionSchema,
                arguments,
                oldTable,
                newTable,
                constraint,
                deferrability,
                fromSchema,
                fromTable,
                ALWAYS_ENABLED);
    }
}
