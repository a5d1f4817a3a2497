package io.atlasoperator.dialect;

import java.util.Objects;

/**
 * What a server says it is.
 *
 * @param text the version as the server prints it: {@code 16.3}
 * @param number major × 10 000 + minor × 100 + patch, as the dialect counts them; what capability predicates compare
 */
public record ServerVersion(String text, int number) {

    public ServerVersion {
        Objects.requireNonNull(text);
    }

    /** The major version. */
    public int major() {
        return number / 10_000;
    }
}
