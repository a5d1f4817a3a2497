package io.atlasoperator.migrate;

/** The revisions table, the migration directory and what was asked for don't fit. The message is for the user. */
public final class RevisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RevisionException(String message) {
        super(message);
    }
}
