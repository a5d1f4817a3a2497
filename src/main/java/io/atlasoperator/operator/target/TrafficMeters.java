package io.atlasoperator.operator.target;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Traffic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shows sessions by server, and waits for locks by database. Neither users nor passwords are in it, and however many
 * servers and databases there are, no more than some are told apart. Safe for use by several threads.
 */
public final class TrafficMeters implements Traffic {
    private static final int SERVERS = 100;
    private static final int DATABASES = 200;
    private static final String OTHERS = "(others)";

    private final MeterRegistry registry;
    private final Map<String, Sessions> servers = new HashMap<>();
    private final Set<Place> places = new HashSet<>();

    private record Place(String server, String database) {}

    /** How many sessions are open on a server, and where that is shown. */
    private record Sessions(AtomicInteger open, Gauge gauge) {}

    public TrafficMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Open opened(DatabaseUrl url) {
        String port = url.port() == null ? "" : ":" + url.port();
        String server = url.host().isEmpty() && port.isEmpty() ? "localhost" : url.host() + port;
        return new Counted(server, url.database(), open(server));
    }

    /** One more session. */
    private synchronized AtomicInteger open(String server) {
        if (!servers.containsKey(server) && servers.size() >= SERVERS) {
            forgetOneAtRest();
        }
        String shown = servers.containsKey(server) || servers.size() < SERVERS ? server : OTHERS;
        AtomicInteger open = servers.computeIfAbsent(shown, this::sessions).open();
        open.incrementAndGet();
        return open;
    }

    private Sessions sessions(String server) {
        AtomicInteger open = new AtomicInteger();
        return new Sessions(
                open,
                Gauge.builder("atlas.sessions.open", open, AtomicInteger::get)
                        .description("Sessions that are open on a database server, those for dev databases included")
                        .tags("server", server)
                        .register(registry));
    }

    /** Pods for dev databases come and go, each with an address of its own. */
    private void forgetOneAtRest() {
        servers.entrySet().stream()
                .filter(server -> server.getValue().open().get() == 0)
                .findFirst()
                .ifPresent(server -> {
                    registry.remove(server.getValue().gauge());
                    servers.remove(server.getKey());
                });
    }

    private synchronized Place place(String server, String database) {
        Place place = new Place(server, database);
        return places.contains(place) || places.size() < DATABASES && places.add(place)
                ? place
                : new Place(OTHERS, OTHERS);
    }

    private final class Counted implements Open {
        private final String server;
        private final String database;
        private final AtomicInteger open;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Counted(String server, String database, AtomicInteger open) {
            this.server = server;
            this.database = database;
            this.open = open;
        }

        @Override
        public void waited(Lock lock, Duration time) {
            Place place = place(server, database);
            Timer.builder("atlas.lock.wait")
                    .description("Waits for locks of databases that others held")
                    .tags("server", place.server(), "database", place.database())
                    .tags("lock", lock.name().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .record(time);
        }

        @Override
        public void closed() {
            if (closed.compareAndSet(false, true)) {
                open.decrementAndGet();
            }
        }
    }
}
