package io.atlasoperator.operator;

/** The operator can't start. The message is one line for whoever runs it. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }
}
