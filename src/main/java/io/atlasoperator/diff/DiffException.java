package io.atlasoperator.diff;

/** Two states can't be compared, or a difference can't be made good. The message says what to do. */
public final class DiffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DiffException(String message) {
        super(message);
    }
}
