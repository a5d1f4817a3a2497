package io.atlasoperator.lint;

import java.util.Objects;

/**
 * A kind of diagnostic, which keeps its code for good.
 *
 * @param code its code: {@code DS102}
 * @param name what it is about, in a few words: {@code table dropped}
 */
public record LintCode(String code, String name) {

    public LintCode {
        Objects.requireNonNull(code);
        Objects.requireNonNull(name);
    }
}
