package io.atlasoperator.project;

/** The project has no such environment. What is wrong within a file is an HclException instead. */
public final class ProjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message a whole sentence for the user */
    public ProjectException(String message) {
        super(message);
    }
}
