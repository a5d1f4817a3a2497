package io.atlasoperator.cli;

/** A command can't go on. The message is printed behind {@code Error: }, and the exit code is 1. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CliException(String message) {
        super(message);
    }
}
