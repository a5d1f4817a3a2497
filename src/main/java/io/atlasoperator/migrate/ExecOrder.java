package io.atlasoperator.migrate;

import java.util.Locale;
import java.util.Optional;

/** What to do with a file that was added between files already applied. */
public enum ExecOrder {
    /** Refuse. */
    LINEAR,
    /** Leave it out. */
    LINEAR_SKIP,
    /** Run it. */
    NON_LINEAR;

    /** The order by its name in flags and manifests: {@code linear-skip}. */
    public static Optional<ExecOrder> of(String name) {
        for (ExecOrder order : values()) {
            if (order.text().equals(name)) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    /** The name in flags and manifests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
