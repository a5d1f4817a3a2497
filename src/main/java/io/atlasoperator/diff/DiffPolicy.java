package io.atlasoperator.diff;

import java.util.Set;

/**
 * Which changes are left out of a diff, and which indexes are built without blocking.
 *
 * @param skip the kinds of change to leave out
 * @param concurrentCreate whether indexes of existing tables are created concurrently, where the database can
 * @param concurrentDrop whether they are dropped concurrently
 */
public record DiffPolicy(Set<Skip> skip, boolean concurrentCreate, boolean concurrentDrop) {

    /** Every change is made, and none concurrently. */
    public static final DiffPolicy DEFAULT = new DiffPolicy(Set.of(), false, false);

    public DiffPolicy {
        skip = Set.copyOf(skip);
    }

    /** A kind of change that can be left out; the lower-case name is the key in {@code diff.skip}. */
    public enum Skip {
        ADD_SCHEMA,
        DROP_SCHEMA,
        MODIFY_SCHEMA,
        ADD_TABLE,
        DROP_TABLE,
        MODIFY_TABLE,
        RENAME_TABLE,
        ADD_COLUMN,
        DROP_COLUMN,
        MODIFY_COLUMN,
        ADD_INDEX,
        DROP_INDEX,
        MODIFY_INDEX,
        ADD_FOREIGN_KEY,
        DROP_FOREIGN_KEY,
        MODIFY_FOREIGN_KEY,
        RENAME_CONSTRAINT
    }
}
