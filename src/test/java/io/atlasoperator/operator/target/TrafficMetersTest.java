package io.atlasoperator.operator.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Traffic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TrafficMeters meters = new TrafficMeters(registry);

    @Test
    void countsOpenSessionsByServer() {
        Traffic.Open one = meters.opened(DatabaseUrl.parse("postgres://user:planted@h:5432/a"));
        meters.opened(DatabaseUrl.parse("postgres://other@h:5432/b"));
        one.closed();
        one.closed();

        assertThat(sessions("h:5432")).isEqualTo(1);
    }

    @Test
    void timesWaitsByDatabase() {
        Traffic.Open open = meters.opened(DatabaseUrl.parse("postgres://user:planted@h:5432/a?search_path=s"));
        open.waited(Traffic.Lock.TARGET, Duration.ofSeconds(2));
        open.waited(Traffic.Lock.TABLE, Duration.ofSeconds(5));

        assertThat(registry.get("atlas.lock.wait")
                        .tags("server", "h:5432", "database", "a", "lock", "target")
                        .timer()
                        .totalTime(java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().toString()).doesNotContain("planted", "user"));
    }

    @Test
    void tellsNoMoreThanSomeApart() {
        for (int i = 0; i < 1_000; i++) {
            meters.opened(DatabaseUrl.parse("postgres://h" + i + "/a"))
                    .waited(Traffic.Lock.TARGET, Duration.ofSeconds(1));
        }

        assertThat(registry.getMeters()).hasSize(100 + 1 + 200 + 1);
        assertThat(sessions("(others)")).isEqualTo(900);
    }

    /** Pods for dev databases have another address each time. */
    @Test
    void serversWithoutSessionsMakePlaceForOthers() {
        for (int i = 0; i < 1_000; i++) {
            meters.opened(DatabaseUrl.parse("mysql://10.0.0." + i + "/dev")).closed();
        }
        Traffic.Open open = meters.opened(DatabaseUrl.parse("postgres://h/a"));

        assertThat(sessions("h")).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(100);
        open.closed();
        assertThat(sessions("h")).isZero();
    }

    private double sessions(String server) {
        return registry.get("atlas.sessions.open")
                .tags("server", server)
                .gauge()
                .value();
    }
}
