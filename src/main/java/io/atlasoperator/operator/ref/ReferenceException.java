package io.atlasoperator.operator.ref;

/** What a spec refers to or says can't be used. The message names the field and the object; it holds no credential. */
public final class ReferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean transientFailure;

    private ReferenceException(String message, boolean transientFailure) {
        super(message);
        this.transientFailure = transientFailure;
    }

    /** Somebody has to change something. */
    public ReferenceException(String message) {
        this(message, false);
    }

    /** The API server did not answer as it should. */
    public static ReferenceException unavailable(String message) {
        return new ReferenceException(message, true);
    }

    /** Whether reading again may succeed. */
    public boolean isTransient() {
        return transientFailure;
    }
}
