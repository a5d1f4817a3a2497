package io.atlasoperator.operator.status;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an error that nobody foresaw into a failure. Beside exceptions that is a library that can't be loaded or linked and
 * nesting too deep for the stack: they end one piece of work, not the process.
 */
public final class UnexpectedFailure {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailure.class);
    private static final int FRAMES = 30;

    private UnexpectedFailure() {}

    /** The failure; where it came from goes to the log, without what the exceptions say, which may hold credentials. */
    public static Failure of(Reason reason, Throwable error, Scrubber scrubber) {
        StringBuilder trace = new StringBuilder();
        for (Throwable cause = error; cause != null && trace.length() < 10_000; cause = cause.getCause()) {
            trace.append(cause.getClass().getName());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                trace.append("\n\tat ").append(frames[i]);
            }
            trace.append('\n');
        }
        LOG.error("unexpected error\n{}", trace);
        String said = error.getMessage() == null ? "" : ": " + scrubber.clean(error.getMessage());
        return new Failure(
                reason,
                EventReason.TRANSIENT_ERR,
                Failure.Retry.TRANSIENT,
                "unexpected error, see the operator's log: " + error.getClass().getSimpleName() + said);
    }
}
