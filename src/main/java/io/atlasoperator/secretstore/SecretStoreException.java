package io.atlasoperator.secretstore;

/** A secret can't be had. The message says why and what to do, and holds no credential. */
public final class SecretStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public SecretStoreException(String message) {
        super(message);
    }
}
