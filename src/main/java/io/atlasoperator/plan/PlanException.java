package io.atlasoperator.plan;

/** A change can't be made in this database. The message names the object and says what to do. */
public final class PlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlanException(String message) {
        super(message);
    }
}
