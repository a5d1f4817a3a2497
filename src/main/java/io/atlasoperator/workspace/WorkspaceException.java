package io.atlasoperator.workspace;

/** What a project or a URL names can't be read, or means nothing. */
public final class WorkspaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isTransient;

    /** @param message for the user */
    public WorkspaceException(String message) {
        this(message, false);
    }

    /**
     * @param message for the user
     * @param isTransient whether it may go away by itself
     */
    public WorkspaceException(String message, boolean isTransient) {
        super(message);
        this.isTransient = isTransient;
    }

    /** Whether it may go away by itself, such as a server that does not answer. */
    public boolean isTransient() {
        return isTransient;
    }
}
