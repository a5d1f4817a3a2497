package io.atlasoperator.dialect;

/** A database URL can't be used. The message never quotes a credential. */
public final class InvalidUrlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidUrlException(String message) {
        super(message);
    }
}
