package io.atlasoperator.testing;

import java.util.List;
import java.util.Locale;
import org.opentest4j.TestAbortedException;

/**
 * Something outside this project that tests run against. What is not there fails the tests, so that a green run means that
 * they ran; whoever accepts a gap names it in the environment variable {@code ALLOW_SKIP} (comma-separated).
 */
public enum Prerequisite {
    CONTROL_PLANE,
    POSTGRES,
    MYSQL,
    MARIADB,
    SQLITE,
    HELM,
    GO_SDK;

    /** As it is written in {@code ALLOW_SKIP}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether {@code ALLOW_SKIP} names it. */
    public boolean maySkip() {
        String allowed = System.getenv("ALLOW_SKIP");
        return allowed != null && List.of(allowed.split("[,\\s]+")).contains(label());
    }

    /**
     * What to throw where it cannot be had.
     *
     * @param reason what is missing and how to get it
     */
    public RuntimeException missing(String reason) {
        return maySkip()
                ? new TestAbortedException(label() + " is not there: " + reason)
                : new IllegalStateException(
                        "%s is not there: %s (ALLOW_SKIP=%s skips these tests)".formatted(label(), reason, label()));
    }
}
