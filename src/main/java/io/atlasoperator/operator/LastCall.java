package io.atlasoperator.operator;

import io.atlasoperator.engine.Interruption;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the work on databases within the time that the process has. What runs may end by itself for most of it; then its
 * statements are cancelled on their servers, for a server would go on with them after the process is gone. What they did
 * in a transaction is undone, and whoever starts next goes on where they were.
 */
final class LastCall implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastCall.class);

    /** What a server needs to undo a statement, and the operator to say so, is not known: some seconds, mostly. */
    private static final Duration LONGEST_UNDOING = Duration.ofSeconds(10);

    private final Work work;
    private final Interruption interruption;
    private final Duration gracePeriod;
    private final String reason;

    /** Work that may end. */
    @FunctionalInterface
    interface Work {

        /**
         * Begins no more of it.
         *
         * @return whether what was under way ended in time
         */
        boolean finish(Duration patience) throws InterruptedException;
    }

    /**
     * @param gracePeriod how long the process has, from the moment in which this is closed
     * @param reason why it ends, for whoever reads the log
     */
    LastCall(Work work, Interruption interruption, Duration gracePeriod, String reason) {
        this.work = work;
        this.interruption = interruption;
        this.gracePeriod = gracePeriod;
        this.reason = reason;
    }

    @Override
    public void close() {
        Duration half = gracePeriod.dividedBy(2);
        Duration undoing = half.compareTo(LONGEST_UNDOING) < 0 ? half : LONGEST_UNDOING;
        Duration patience = gracePeriod.minus(undoing);
        try {
            if (work.finish(patience)) {
                return;
            }
            LOG.warn(
                    "cancelling the statements that still run after {} s: {}",
                    String.format(Locale.ROOT, "%.1f", patience.toMillis() / 1000.0),
                    reason);
            interruption.raise();
            if (!work.finish(undoing)) {
                LOG.warn("some statements did not end: their servers may still be at them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
