package io.atlasoperator.operator.ref;

import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.CutProxy;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ReferenceWatchTest {
    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();

    @AfterEach
    void close() {
        client.close();
    }

    /** Nobody ends such a connection, and nothing is heard from it. */
    @Test
    void aChangeIsNoticedBehindAConnectionThatTheNetworkHasForgotten() throws Exception {
        ReferenceIndex index = new ReferenceIndex();
        AtomicInteger changes = new AtomicInteger();
        index.listen("test", dependent -> changes.incrementAndGet());
        index.set(
                new ReferenceIndex.Dependent("test", namespace, "one"),
                Set.of(new Reference(Reference.Kind.SECRET, namespace, "watched")));
        try (CutProxy way = new CutProxy("127.0.0.1", client.getMasterUrl().getPort())) {
            Config config =
                    Config.fromKubeconfig(ControlPlane.shared().kubeconfig().toFile());
            config.setMasterUrl("https://127.0.0.1:" + way.port() + "/");
            try (KubernetesClient through =
                            new KubernetesClientBuilder().withConfig(config).build();
                    ReferenceWatch watch = new ReferenceWatch(
                            through,
                            index,
                            Reference.Kind.SECRET,
                            namespace,
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(1))) {
                watch.start();
                put("one");
                Awaitility.await().until(() -> changes.get() > 0);
                // Also over the round's end.
                int before = changes.get();
                Thread.sleep(3_000);
                put("two");
                Awaitility.await().until(() -> changes.get() > before);

                way.forget();
                int known = changes.get();
                put("three");
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> changes.get() > known);
            }
        }
    }

    private void put(String value) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("watched")
                        .endMetadata()
                        .withStringData(Map.of("key", value))
                        .build())
                .createOr(resource -> resource.update());
    }
}
