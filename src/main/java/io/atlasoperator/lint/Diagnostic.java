package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a change may do to data, clients or other users.
 *
 * @param code stable code: {@code DS102}
 * @param text what, in a sentence without a full stop: {@code Dropping table "users"}
 * @param step index of the step that does it
 * @param change the change that does it, or null if it is the step as a whole
 * @param fixes what can be done about it, each in a sentence
 */
public record Diagnostic(
        String code, String text, int step, @Nullable Change change, List<String> fixes) {

    public Diagnostic {
        Objects.requireNonNull(code);
        Objects.requireNonNull(text);
        fixes = List.copyOf(fixes);
    }

    /** One about a change of a plan, where nothing can be proposed. */
    public Diagnostic(String code, String text, Change change) {
        this(code, text, 0, change, List.of());
    }
}
