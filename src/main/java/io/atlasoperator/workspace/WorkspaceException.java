package io.atlasoperator.workspace;

/** What a project or a URL names can't be read, or means nothing. */
public final class WorkspaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for the user; it holds no secret */
    public WorkspaceException(String message) {
        super(message);
    }
}
