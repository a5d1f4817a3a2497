package io.atlasoperator.operator.target;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A few permits, and those who wait for one: what is {@linkplain Urgency#NEW new} before what is {@linkplain
 * Urgency#ROUTINE looked at again}, and each of these first come, first served. So that the one goes on as well, every
 * fifth permit goes to who has waited longest in the other line. Safe for use by several threads.
 */
final class TurnQueue {
    private static final int NEW_IN_A_ROW = 4;

    private final Deque<Semaphore> fresh = new ArrayDeque<>();
    private final Deque<Semaphore> routine = new ArrayDeque<>();
    private int free;
    private int newInARow;

    TurnQueue(int permits) {
        this.free = permits;
    }

    /**
     * Waits for a permit.
     *
     * @throws InterruptedException if the thread was interrupted; it has no permit then
     */
    void acquire(Urgency urgency) throws InterruptedException {
        Semaphore handed;
        synchronized (this) {
            if (free > 0) {
                free--;
                return;
            }
            handed = new Semaphore(0);
            line(urgency).addLast(handed);
        }
        try {
            handed.acquire();
        } catch (InterruptedException e) {
            giveUp(urgency, handed);
            throw e;
        }
    }

    /** Gives a permit to the next. */
    synchronized void release() {
        @Nullable Semaphore next = next();
        if (next == null) {
            free++;
        } else {
            next.release();
        }
    }

    private @Nullable Semaphore next() {
        boolean isOthersTurn = fresh.isEmpty() || newInARow >= NEW_IN_A_ROW && !routine.isEmpty();
        if (isOthersTurn) {
            newInARow = 0;
            return routine.pollFirst();
        }
        newInARow = routine.isEmpty() ? 0 : newInARow + 1;
        return fresh.pollFirst();
    }

    private synchronized void giveUp(Urgency urgency, Semaphore handed) {
        // Who is not in the line any more was handed a permit at the same moment.
        if (!line(urgency).remove(handed)) {
            release();
        }
    }

    private Deque<Semaphore> line(Urgency urgency) {
        return switch (urgency) {
            case NEW -> fresh;
            case ROUTINE -> routine;
        };
    }
}
