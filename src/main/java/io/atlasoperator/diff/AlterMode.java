package io.atlasoperator.diff;

import java.util.Objects;

/**
 * What a user allows a server to do when it alters a table. The server is told so in each statement, and refuses the statement
 * if it needs more.
 *
 * @param algorithm the most costly way that is allowed
 * @param lock who may have to wait at most
 */
public record AlterMode(Algorithm algorithm, Lock lock) {

    /** Whatever the server does by itself. */
    public static final AlterMode DEFAULT = new AlterMode(Algorithm.DEFAULT, Lock.DEFAULT);

    public AlterMode {
        Objects.requireNonNull(algorithm);
        Objects.requireNonNull(lock);
    }

    /** How a table is altered. */
    public enum Algorithm {
        /** As the server likes. */
        DEFAULT,
        /** Only what is said of the table changes. */
        INSTANT,
        /** Indexes may be written, rows may not. */
        NOCOPY,
        /** By the engine, which may write indexes or rows. */
        INPLACE,
        /** By a copy of the table. */
        COPY
    }

    /** Who waits meanwhile. */
    public enum Lock {
        /** Whoever the server makes wait. */
        DEFAULT,
        /** Nobody. */
        NONE,
        /** Whoever writes. */
        SHARED,
        /** Everybody. */
        EXCLUSIVE
    }
}
