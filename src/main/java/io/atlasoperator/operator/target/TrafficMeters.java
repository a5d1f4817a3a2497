package io.atlasoperator.operator.target;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Traffic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, AtomicInteger> sessions = new ConcurrentHashMap<>();
    private final Set<Place> places = new HashSet<>();

    private record Place(String server, String database) {}

    public TrafficMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Open opened(DatabaseUrl url) {
        String port = url.port() == null ? "" : ":" + url.port();
        String server = url.host().isEmpty() && port.isEmpty() ? "localhost" : url.host() + port;
        AtomicInteger open = sessions(server);
        open.incrementAndGet();
        return new Counted(server, url.database(), open);
    }

    private synchronized AtomicInteger sessions(String server) {
        String shown = sessions.containsKey(server) || sessions.size() < SERVERS ? server : OTHERS;
        return sessions.computeIfAbsent(shown, name -> {
            AtomicInteger open = new AtomicInteger();
            Gauge.builder("atlas.sessions.open", open, AtomicInteger::get)
                    .description("Sessions that are open on a database server, those for dev databases included")
                    .tags("server", name)
                    .register(registry);
            return open;
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
