package io.atlasoperator.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A use case could not be carried out, and nothing was changed by it. The message is for the user: it names what is
 * wrong and what to do, and holds no credential. What fails after the first statement ran is told by a report instead.
 */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean transientFailure;

    /**
     * @param reason which step failed
     * @param transientFailure whether the same call may succeed later
     * @param message what is wrong, without credentials
     * @param cause the cause, or null
     */
    public EngineException(Reason reason, boolean transientFailure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
        this.transientFailure = transientFailure;
    }

    /** A failure that stays until somebody changes something. */
    public static EngineException permanent(Reason reason, String message) {
        return new EngineException(reason, false, message, null);
    }

    /** Which step failed. */
    public Reason reason() {
        return reason;
    }

    /** Whether the same call may succeed later: the server is down, a lock is held. */
    public boolean isTransient() {
        return transientFailure;
    }

    /** The steps that can fail. */
    public enum Reason {
        /** A URL can't be read or means no known database. */
        URL,
        /** A server can't be reached, or refuses the login. */
        CONNECT,
        /** The desired state can't be read: HCL or SQL is wrong, a file is missing. */
        DESIRED_STATE,
        /** A dev database is needed and there is none, or it can't be used. */
        DEV_DATABASE,
        /** Reading the catalog failed. */
        INSPECT,
        /** The states can't be compared, or a change can't be planned. */
        PLAN,
        /** A lock was not to be had in time. */
        LOCK,
        /** The migration directory is wrong: checksum, order, syntax. */
        DIRECTORY,
        /** The revisions table can't be read, or does not fit the directory. */
        REVISIONS,
        /** An option can't be used, or not here. */
        OPTION
    }
}
