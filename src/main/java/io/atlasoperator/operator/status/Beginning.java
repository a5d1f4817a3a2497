package io.atlasoperator.operator.status;

import java.time.Duration;

/**
 * Something to be said of work that has begun, unless the work ends within a moment and there is something better to say.
 * Safe for use by several threads.
 */
final class Beginning {
    private final Runnable statement;
    private boolean over;

    private Beginning(Runnable statement) {
        this.statement = statement;
    }

    /**
     * Says it later.
     *
     * @param statement says it; a failure of it is for the end of the work to meet again
     */
    static Beginning in(Duration delay, Runnable statement) {
        Beginning beginning = new Beginning(statement);
        Thread.ofVirtual().name("beginning").start(() -> beginning.wait(delay));
        return beginning;
    }

    private void wait(Duration delay) {
        try {
            Thread.sleep(delay);
            say();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            System.getLogger(Beginning.class.getName())
                    .log(System.Logger.Level.DEBUG, "saying that work has begun failed", e);
        }
    }

    private synchronized void say() {
        if (!over) {
            over = true;
            statement.run();
        }
    }

    /** From now on it is not said any more; if it is just being said, waits for that. */
    synchronized void end() {
        over = true;
    }
}
