package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.EngineException.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Spaces that are kept for a while after everything that was done in them has been undone. To make a database takes a
 * server many times as long as to try out a small schema in it, so those who come together take turns at a few of them.
 * Safe for use by several threads; waiting is first come, first served.
 */
final class KeptSpaces implements AutoCloseable {
    /** Of each dev database. More would only have the server make more of them before the first is of use. */
    private static final int AT_A_TIME = 2;

    /** Of each server: states of many schemas are tried out in a space for each of these names. */
    private static final int AT_A_TIME_ON_SERVER = 4;

    /** Each holds a session. */
    private static final int IDLE_ON_SERVER = 4;

    private final Function<DatabaseUrl, LeasedSpace> source;
    private final Duration keep;
    private final Duration timeout;
    private final Map<DatabaseUrl, Place> places = new HashMap<>();
    private final Map<String, Server> servers = new HashMap<>();
    private boolean closed;
    private boolean sweeping;

    /**
     * @param source leases a space
     * @param keep how long a space is kept when nobody uses it
     * @param timeout how long to wait for a turn before one goes without
     */
    KeptSpaces(Function<DatabaseUrl, LeasedSpace> source, Duration keep, Duration timeout) {
        this.source = source;
        this.keep = keep;
        this.timeout = timeout;
    }

    /** Whether any space is kept at all. */
    boolean keepsAny() {
        return !keep.isZero();
    }

    /** What there is of one dev database. */
    private static final class Place {
        private final Semaphore turns = new Semaphore(AT_A_TIME, true);
        private final Deque<Idle> idle = new ArrayDeque<>();
        private int users;
        private boolean single;
    }

    /** How many use, or wait for, spaces on a server. */
    private static final class Server {
        private final Semaphore turns = new Semaphore(AT_A_TIME_ON_SERVER, true);
        private int users;
    }

    private record Idle(LeasedSpace leased, long since) {}

    /** What who has a turn was counted for. */
    private record Permits(boolean ofPlace, boolean ofServer) {
        static final Permits NONE = new Permits(false, false);

        boolean all() {
            return ofPlace && ofServer;
        }
    }

    /** A space in use. Each method ends that; for one thread, once. */
    final class Turn implements AutoCloseable {
        private final DatabaseUrl url;
        private final Place place;
        private final Permits counted;
        private final LeasedSpace leased;

        private Turn(DatabaseUrl url, Place place, Permits counted, LeasedSpace leased) {
            this.url = url;
            this.place = place;
            this.counted = counted;
            this.leased = leased;
        }

        LeasedSpace leased() {
            return leased;
        }

        /** Everything in the space has been undone. */
        void giveBack() {
            try {
                if (!(counted.all() && leased.isReusable() && isKept(place, leased))) {
                    leased.release();
                }
                overMany(url).forEach(LeasedSpace::close);
            } finally {
                leave(url, place, counted);
            }
        }

        /** Ends the turn; the space, with whatever is in it, is for the caller to close. */
        void giveUp() {
            leave(url, place, counted);
        }

        /** Nobody knows what is in the space. */
        @Override
        public void close() {
            try {
                leased.close();
            } finally {
                leave(url, place, counted);
            }
        }
    }

    /**
     * Waits for a turn and takes a space that is empty.
     *
     * @throws EngineException if there is no space to be had
     */
    Turn enter(DatabaseUrl url) {
        Place place = join(url);
        Permits counted = Permits.NONE;
        try {
            // Who has waited for long takes a space of its own rather than fail.
            counted = new Permits(place.turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS), false);
            if (counted.ofPlace()) {
                counted = new Permits(true, ofServer(url).tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS));
            }
            for (Optional<LeasedSpace> idle = idle(place); idle.isPresent(); idle = idle(place)) {
                if (idle.get().isReusable()) {
                    return new Turn(url, place, counted, idle.get());
                }
                idle.get().close();
            }
            LeasedSpace made = source.apply(url);
            if (!made.isReusable()) {
                takeOneByOne(place);
            }
            return new Turn(url, place, counted, made);
        } catch (InterruptedException e) {
            leave(url, place, counted);
            Thread.currentThread().interrupt();
            throw new EngineException(Reason.DEV_DATABASE, true, "interrupted while waiting for the dev database", e);
        } catch (RuntimeException e) {
            leave(url, place, counted);
            throw e;
        }
    }

    private synchronized Place join(DatabaseUrl url) {
        Place place = places.computeIfAbsent(url, any -> new Place());
        place.users++;
        servers.computeIfAbsent(server(url), any -> new Server()).users++;
        return place;
    }

    private static String server(DatabaseUrl url) {
        return url.scheme() + "://" + url.host() + ":" + url.port();
    }

    private synchronized Semaphore ofServer(DatabaseUrl url) {
        return servers.computeIfAbsent(server(url), any -> new Server()).turns;
    }

    private synchronized Optional<LeasedSpace> idle(Place place) {
        @Nullable Idle last = place.idle.pollLast();
        return last == null ? Optional.empty() : Optional.of(last.leased());
    }

    /** There is only the given place itself: whoever else came in would just wait for its lock, and out of turn. */
    private synchronized void takeOneByOne(Place place) {
        place.single = place.single || place.turns.tryAcquire();
    }

    private synchronized boolean isKept(Place place, LeasedSpace leased) {
        if (closed || keep.isZero()) {
            return false;
        }
        place.idle.addLast(new Idle(leased, System.nanoTime()));
        if (!sweeping) {
            sweeping = true;
            Thread.ofVirtual().name("dev-database-sweeper").start(this::sweep);
        }
        return true;
    }

    private synchronized void leave(DatabaseUrl url, Place place, Permits counted) {
        Server server = servers.computeIfAbsent(server(url), any -> new Server());
        if (counted.ofServer()) {
            server.turns.release();
        }
        if (counted.ofPlace()) {
            place.turns.release();
        }
        place.users--;
        forget(url, place);
        server.users--;
        if (server.users == 0) {
            servers.remove(server(url));
        }
    }

    /** Takes out the longest unused spaces of a server, if more are kept there than may be. */
    private synchronized List<LeasedSpace> overMany(DatabaseUrl url) {
        List<LeasedSpace> found = new ArrayList<>();
        while (idleOn(url).count() > IDLE_ON_SERVER) {
            Map.Entry<DatabaseUrl, Place> eldest = idleOn(url)
                    .min(Comparator.comparingLong(
                            entry -> entry.getValue().idle.getFirst().since()))
                    .orElseThrow();
            found.add(eldest.getValue().idle.removeFirst().leased());
            forget(eldest.getKey(), eldest.getValue());
        }
        return found;
    }

    /** The places of a server with unused spaces, each as often as it has some. */
    private Stream<Map.Entry<DatabaseUrl, Place>> idleOn(DatabaseUrl url) {
        return places.entrySet().stream()
                .filter(entry -> server(entry.getKey()).equals(server(url)))
                .flatMap(entry -> entry.getValue().idle.stream().map(any -> entry));
    }

    private void forget(DatabaseUrl url, Place place) {
        if (place.users == 0 && place.idle.isEmpty()) {
            places.remove(url, place);
        }
    }

    private void sweep() {
        try {
            boolean more = true;
            while (more) {
                Thread.sleep(keep);
                expired(System.nanoTime() - keep.toNanos()).forEach(LeasedSpace::close);
                more = isMoreToSweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isMoreToSweep() {
        sweeping = places.values().stream().anyMatch(place -> !place.idle.isEmpty());
        return sweeping;
    }

    /** Takes out what nobody has used since that moment. */
    private synchronized List<LeasedSpace> expired(long moment) {
        List<LeasedSpace> found = new ArrayList<>();
        for (Map.Entry<DatabaseUrl, Place> entry : List.copyOf(places.entrySet())) {
            for (Iterator<Idle> all = entry.getValue().idle.iterator(); all.hasNext(); ) {
                Idle idle = all.next();
                if (idle.since() - moment <= 0) {
                    all.remove();
                    found.add(idle.leased());
                }
            }
            forget(entry.getKey(), entry.getValue());
        }
        return found;
    }

    /** Gives up what is kept; what is in use is given up when it is given back. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        expired(System.nanoTime()).forEach(LeasedSpace::close);
    }
}
