package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.RoutineOptions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a routine.
 *
 * @param volatility {@code VOLATILE}, {@code STABLE} or {@code IMMUTABLE}
 * @param strict whether it is not called for null
 * @param definer whether it runs with the rights of its owner
 * @param leakproof whether it tells nothing of its arguments but by its result
 * @param parallel {@code UNSAFE}, {@code RESTRICTED} or {@code SAFE}
 * @param window whether it is a window function
 * @param cost what a call costs, or null if it is the usual
 * @param rows how many rows it is thought to return, or null if it is the usual
 * @param support its planner support function in SQL, or null
 * @param settings what is set while it runs, as {@code search_path=app, public}
 * @param transforms the types that are transformed, in SQL
 * @param objectFile the file with its code, or null; its body is the name in there then
 */
record PostgresRoutineOptions(
        String volatility,
        boolean strict,
        boolean definer,
        boolean leakproof,
        String parallel,
        boolean window,
        @Nullable String cost,
        @Nullable String rows,
        @Nullable String support,
        List<String> settings,
        List<String> transforms,
        @Nullable String objectFile)
        implements RoutineOptions {
    static final PostgresRoutineOptions USUAL = new PostgresRoutineOptions(
            "VOLATILE", false, false, false, "UNSAFE", false, null, null, null, List.of(), List.of(), null);

    PostgresRoutineOptions {
        Objects.requireNonNull(volatility);
        Objects.requireNonNull(parallel);
        settings = List.copyOf(settings);
        transforms = List.copyOf(transforms);
    }

    static PostgresRoutineOptions of(Routine routine) {
        return routine.options() instanceof PostgresRoutineOptions options ? options : USUAL;
    }

    @Nullable
    PostgresRoutineOptions orNull() {
        return equals(USUAL) ? null : this;
    }
}
