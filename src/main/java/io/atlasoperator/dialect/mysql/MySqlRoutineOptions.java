package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.RoutineOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only MySQL knows about a routine. Every routine has these, as they say that its name is its own.
 *
 * @param definer whose rights it has, as {@code `user`@`host`}; null for the user who makes it, and for what the user who
 *     looks at it has made
 * @param invoker whether it has the rights of whoever calls it
 * @param deterministic whether it says that it gives the same for the same
 * @param dataAccess what it says of itself: {@code CONTAINS SQL}, {@code NO SQL}, {@code READS SQL DATA}, {@code MODIFIES SQL DATA}
 * @param parameters what its parentheses hold, as the server keeps it: as somebody wrote it. Null if nothing, and for a routine
 *     that no server has told of. It says nothing that the arguments don't, so it makes no difference between routines
 * @param mode the mode that it was made in; null for that of our sessions, and for what nobody says
 */
record MySqlRoutineOptions(
        @Nullable String definer,
        boolean invoker,
        boolean deterministic,
        String dataAccess,
        @Nullable String parameters,
        @Nullable MySqlMode mode)
        implements RoutineOptions {
    static final MySqlRoutineOptions NONE = new MySqlRoutineOptions(null, false, false, "CONTAINS SQL");

    MySqlRoutineOptions(@Nullable String definer, boolean invoker, boolean deterministic, String dataAccess) {
        this(definer, invoker, deterministic, dataAccess, null, null);
    }

    MySqlRoutineOptions {
        Objects.requireNonNull(dataAccess);
    }

    /** The options of a routine. */
    static MySqlRoutineOptions of(Routine routine) {
        return routine.options() instanceof MySqlRoutineOptions options ? options : NONE;
    }

    /** A function and a procedure may have one name, and two functions not, whatever their arguments. */
    @Override
    public boolean sharesNames() {
        return false;
    }
}
