package io.atlasoperator.engine;

/** A gate did not let a plan run; nothing was changed. The message says why. */
public final class PlanRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlanRejectedException(String message) {
        super(message);
    }
}
