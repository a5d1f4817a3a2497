package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A check constraint.
 *
 * @param name its name, or null if it has none (SQLite) or the server is to choose it
 * @param expression the condition in SQL, as the server or the user wrote it
 * @param enforced whether the server enforces it
 * @param noInherit whether child tables do not get it (PostgreSQL)
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null
 */
public record Check(
        @Nullable String name,
        String expression,
        boolean enforced,
        boolean noInherit,
        @Nullable CheckOptions options,
        @Nullable SourceRange range) {

    public Check {
        Objects.requireNonNull(expression);
    }

    /** A check with nothing that only one dialect knows. */
    public Check(
            @Nullable String name,
            String expression,
            boolean enforced,
            boolean noInherit,
            @Nullable SourceRange range) {
        this(name, expression, enforced, noInherit, null, range);
    }

    /** This check under another name. */
    public Check withName(String newName) {
        return new Check(newName, expression, enforced, noInherit, options, range);
    }

    /** An enforced check. */
    public static Check of(@Nullable String name, String expression) {
        return new Check(name, expression, true, false, null);
    }
}
