package io.atlasoperator.plan;

import java.util.Locale;
import java.util.Optional;

/** How statements are grouped into transactions, where the database has transactional DDL. */
public enum TxMode {
    /** One transaction a migration file; for a declarative apply, one for the whole plan. */
    FILE,
    /** One transaction for everything. */
    ALL,
    /** None: each statement commits by itself. */
    NONE;

    /** The mode by its name in flags and manifests: {@code file}, {@code all}, {@code none}. */
    public static Optional<TxMode> of(String name) {
        for (TxMode mode : values()) {
            if (mode.text().equals(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** The name in flags and manifests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
