package io.atlasoperator.operator.target;

import io.atlasoperator.dialect.DatabaseUrl;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Has work take turns: one piece of work a database at a time, a few a server, and not too many in all. What is new goes
 * before what is looked at again; beside that, waiting is first come, first served. Safe for use by several threads.
 */
public final class TargetSlots {
    private final TurnQueue all;
    private final int perServer;
    private final Map<String, Turn> turns = new HashMap<>();
    private volatile int running;
    private volatile int waiting;
    private boolean closed;

    /**
     * @param inAll how much work there may be at a time
     * @param perServer how much of it on one server
     */
    public TargetSlots(int inAll, int perServer) {
        this.all = new TurnQueue(inAll);
        this.perServer = perServer;
    }

    /** The permits of one database or server, and how many hold or want one. */
    private static final class Turn {
        private final TurnQueue permits;
        private int users;

        Turn(int permits) {
            this.permits = new TurnQueue(permits);
        }
    }

    /** A turn at a database. Closing it lets the next one in. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a turn.
     *
     * @param urgency who goes first
     * @throws InterruptedException if the thread was interrupted, or if no more work is to be begun
     */
    public Slot enter(DatabaseUrl target, Urgency urgency) throws InterruptedException {
        String server = server(target);
        String database = server + target.path() + " database";
        Turn atDatabase = join(database, 1);
        Turn atServer = join(server, perServer);
        await();
        int got = 0;
        try {
            atDatabase.permits.acquire(urgency);
            got++;
            atServer.permits.acquire(urgency);
            got++;
            all.acquire(urgency);
            got++;
            begin();
        } catch (InterruptedException e) {
            giveUp();
            leave(database, atDatabase, server, atServer, got);
            throw e;
        }
        return () -> {
            end();
            leave(database, atDatabase, server, atServer, 3);
        };
    }

    /** Tells servers from each other. */
    static String server(DatabaseUrl target) {
        return target.scheme() + "://" + target.host() + ":" + Objects.requireNonNullElse(target.port(), 0);
    }

    private synchronized void await() {
        waiting++;
    }

    /** Nobody who finds that nothing is under way is to meet what begins a moment later. */
    private synchronized void begin() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the operator is stopping");
        }
        waiting--;
        running++;
    }

    private synchronized void giveUp() {
        waiting--;
    }

    private synchronized void end() {
        running--;
        notifyAll();
    }

    /**
     * Waits until nothing is under way.
     *
     * @return whether that was so in time
     */
    public synchronized boolean awaitIdle(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (running > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Has a registry show how much work goes on, and how much waits for its turn. */
    public void measure(MeterRegistry registry) {
        Gauge.builder("atlas.work.running", this, slots -> slots.running)
                .description("Reconciles that work on a database")
                .register(registry);
        Gauge.builder("atlas.work.waiting", this, slots -> slots.waiting)
                .description("Reconciles that wait for their turn at a database, a server or the operator")
                .register(registry);
    }

    /** From now on no work is begun; what is under way goes on. */
    public synchronized void close() {
        closed = true;
    }

    /** Whether no more work is begun. */
    public synchronized boolean isClosed() {
        return closed;
    }

    private synchronized Turn join(String key, int permits) {
        Turn turn = turns.computeIfAbsent(key, ignored -> new Turn(permits));
        turn.users++;
        return turn;
    }

    private synchronized void leave(String database, Turn atDatabase, String server, Turn atServer, int got) {
        if (got > 2) {
            all.release();
        }
        if (got > 1) {
            atServer.permits.release();
        }
        if (got > 0) {
            atDatabase.permits.release();
        }
        part(database, atDatabase);
        part(server, atServer);
    }

    private void part(String key, Turn turn) {
        turn.users--;
        if (turn.users == 0) {
            turns.remove(key);
        }
    }
}
