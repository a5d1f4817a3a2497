package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import java.util.Objects;

/**
 * Something that a change may do to data or clients.
 *
 * @param code stable code: {@code DS102}
 * @param text what, in a sentence without a full stop: {@code Dropping table "users"}
 * @param change the change that does it
 */
public record Diagnostic(String code, String text, Change change) {

    public Diagnostic {
        Objects.requireNonNull(code);
        Objects.requireNonNull(text);
        Objects.requireNonNull(change);
    }
}
