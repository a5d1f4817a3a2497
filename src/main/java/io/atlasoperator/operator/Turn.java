package io.atlasoperator.operator;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Whether this operator is the one that works. Safe for use by several threads. */
interface Turn extends AutoCloseable {
    /** Where no other operator is asked. */
    Turn ALWAYS = new Turn() {
        @Override
        public boolean isMine() {
            return true;
        }

        @Override
        public boolean await() {
            return true;
        }

        @Override
        public void start(Consumer<String> onLoss) {
            // There is nothing to win or to lose.
        }

        @Override
        public void refuse() {
            // Nobody waits.
        }

        @Override
        public void close() {
            // There is nothing to hand on.
        }
    };

    /** Whether this operator may work at this moment. */
    boolean isMine();

    /**
     * Waits for the turn.
     *
     * @return whether it came; if not, it never will
     */
    boolean await() throws InterruptedException;

    /**
     * Begins to ask for the turn.
     *
     * @param onLoss told at most once, by a thread of its own, why a turn that came is over without {@link #close}
     * @throws StartFailure if it can never come
     */
    void start(Consumer<String> onLoss);

    /** Sends away who waits, now and later. */
    void refuse();

    /** Hands the turn on to whoever waits elsewhere. */
    @Override
    void close();

    /** Threads like those of a factory, which do their work only when the turn has come. */
    default ThreadFactory holdingBack(ThreadFactory threads) {
        return work -> threads.newThread(() -> {
            try {
                if (await()) {
                    work.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
