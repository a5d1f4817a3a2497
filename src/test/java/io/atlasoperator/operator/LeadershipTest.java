package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.CutProxy;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Lease on a real API server, and those who want it. */
@NullUnmarked
class LeadershipTest {
    private static final Leadership.Times TIMES =
            new Leadership.Times(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(200));

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final List<Leadership> used = new ArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        used.forEach(Leadership::close);
    }

    @Test
    void aClockThatIsAheadTakesNothingAway() throws Exception {
        Leadership holder = start("holder", config(), Clock.systemUTC());
        Leadership ahead = start("ahead", config(), Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        await().during(TIMES.lease().multipliedBy(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> holder.isMine() && !ahead.isMine());

        holder.close();
        await().atMost(TIMES.lease()).until(ahead::isMine);
        assertThat(lease().getSpec().getLeaseTransitions()).isEqualTo(1);
        assertThat(losses).isEmpty();
    }

    @Test
    void aHolderThatIsCutOffKnowsItBeforeTheOtherBegins() throws Exception {
        try (CutProxy way = new CutProxy("127.0.0.1", client.getMasterUrl().getPort())) {
            Config cutOff = config();
            cutOff.setMasterUrl("https://127.0.0.1:" + way.port() + "/");
            Leadership holder = start("holder", cutOff, Clock.systemUTC());
            Leadership other = start("other", config(), Clock.systemUTC());
            assertThat(holder.isMine()).isTrue();
            way.cut();
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                assertThat(holder.isMine() && other.isMine()).isFalse();
                return other.isMine();
            });
            assertThat(losses).singleElement().asString().startsWith("holder: it could not be renewed for 2 s (");

            // It does not come back by itself, and takes nothing along when it ends.
            way.mend();
            assertThat(holder.await()).isFalse();
            holder.close();
            assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("other");
        }
    }

    @Test
    void aHolderNoticesThatAnotherOneHoldsIt() throws Exception {
        Leadership holder = start("holder", config(), Clock.systemUTC());
        client.leases().inNamespace(namespace).withName("lease").edit(lease -> {
            lease.getSpec().setHolderIdentity("somebody");
            return lease;
        });
        await().until(() -> losses.equals(List.of("holder: somebody holds it now")));
        assertThat(holder.isMine()).isFalse();
    }

    /** Such as with plans of very large schemas, one on each processor. */
    @Test
    void aHolderThatComputesOnAllProcessorsKeepsIt() throws Exception {
        Leadership holder = start("holder", config(), Clock.systemUTC());
        AtomicBoolean over = new AtomicBoolean();
        int threads = 2
                * Integer.getInteger(
                        "jdk.virtualThreadScheduler.parallelism",
                        Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < threads; i++) {
            Thread.startVirtualThread(() -> {
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            });
        }
        try {
            Thread.sleep(TIMES.lease().multipliedBy(2));
            assertThat(holder.isMine()).isTrue();
            assertThat(losses).isEmpty();
        } finally {
            over.set(true);
        }
    }

    @Test
    void whoMayNotHaveItIsToldWhy() {
        Config nobody = config();
        nobody.setImpersonateUsername("nobody");
        assertThatThrownBy(() -> start("nobody", nobody, Clock.systemUTC()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("Lease lease in namespace " + namespace)
                .hasMessageContaining("get, create and update of leases");
    }

    private static Config config() {
        Config config = Config.fromKubeconfig(ControlPlane.shared().kubeconfig().toFile());
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    private Leadership start(String identity, Config config, Clock clock) {
        Leadership leadership = new Leadership(
                new KubernetesClientBuilder().withConfig(config).build(),
                new Leadership.Holder(namespace, "lease", identity),
                TIMES,
                clock);
        used.add(leadership);
        leadership.start(reason -> losses.add(identity + ": " + reason));
        return leadership;
    }

    private Lease lease() {
        return Objects.requireNonNull(
                client.leases().inNamespace(namespace).withName("lease").get());
    }
}
