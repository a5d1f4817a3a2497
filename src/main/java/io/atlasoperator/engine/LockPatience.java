package io.atlasoperator.engine;

import java.time.Duration;

/**
 * How long changes wait for locks of tables. While one waits, everybody who comes after it waits too; so it waits a short
 * while, gives way, and tries again later.
 *
 * @param limit how long a statement waits
 * @param tries how often a transaction is tried in all, at least 1
 * @param pause how long to give way after the first try; twice as long after each further one
 */
record LockPatience(Duration limit, int tries, Duration pause) {
    static final LockPatience USUAL = new LockPatience(Duration.ofSeconds(5), 6, Duration.ofSeconds(1));

    /** Gives way after that many tries; false if this thread is to stop. */
    boolean giveWay(int tried) {
        try {
            Thread.sleep(pause.multipliedBy(1L << Math.min(tried - 1, 3)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
