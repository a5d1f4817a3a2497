package io.atlasoperator.engine;

/** Ends the run of a file. Never leaves the engine: reports hold the failure. */
final class StatementFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient StatementFailure failure;

    StatementFailedException(StatementFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    StatementFailedException(StatementFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    StatementFailure failure() {
        return failure;
    }
}
