package io.atlasoperator.dialect;

import java.util.Objects;

/**
 * What a server says it is.
 *
 * @param text the version as the server prints it: {@code 16.3}
 * @param number major × 10 000 + minor × 100 + patch, as the dialect counts them; what capability predicates compare
 * @param foldsNames whether names of schemas and tables that differ in upper and lower case alone are one name to it,
 *     where that is for each server to say
 * @param mode by which our sessions read SQL, in the dialect's own words; empty where there is but one way
 */
public record ServerVersion(String text, int number, boolean foldsNames, String mode) {

    public ServerVersion {
        Objects.requireNonNull(text);
        Objects.requireNonNull(mode);
    }

    /** What a server says it is that keeps names apart as they are written. */
    public ServerVersion(String text, int number) {
        this(text, number, false, "");
    }

    /** The major version. */
    public int major() {
        return number / 10_000;
    }
}
