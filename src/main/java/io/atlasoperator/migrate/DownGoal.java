package io.atlasoperator.migrate;

import java.util.Objects;

/** How far back a database is to go. */
public sealed interface DownGoal {

    /** So many migrations back. */
    record Amount(int count) implements DownGoal {
        public Amount {
            if (count < 1) {
                throw new IllegalArgumentException("not a number of migrations: " + count);
            }
        }
    }

    /** Back to a version, which stays. */
    record ToVersion(String version) implements DownGoal {
        public ToVersion {
            Objects.requireNonNull(version);
        }
    }

    /** Back to the checkpoint with that tag, which stays. */
    record ToTag(String tag) implements DownGoal {
        public ToTag {
            Objects.requireNonNull(tag);
        }
    }
}
