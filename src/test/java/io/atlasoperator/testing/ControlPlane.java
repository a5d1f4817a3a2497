package io.atlasoperator.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real kube-apiserver with etcd, without kubelet and controllers: nothing is scheduled, garbage is not collected, namespaces
 * stay. One runs per JVM, with the files of {@code crds/} applied; each test takes a namespace of its own. Thread-safe.
 */
public final class ControlPlane {

    private static @Nullable ControlPlane shared;

    private final Path kubectl;
    private final Path kubeconfig;
    private final ControlPlaneProcess process;
    private final KubernetesClient client;

    private ControlPlane(Path kubectl, ControlPlaneProcess process) {
        this.kubectl = kubectl;
        this.kubeconfig = process.kubeconfig();
        this.process = process;
        this.client = newClient();
    }

    /**
     * The control plane of this JVM, started on the first call and stopped when the JVM ends.
     *
     * @throws RuntimeException as {@link Prerequisite#missing} makes it, if it does not start
     */
    public static synchronized ControlPlane shared() {
        if (shared == null) {
            ControlPlane started = start();
            started.applyCustomResourceDefinitions();
            shared = started;
        }
        return shared;
    }

    /**
     * Another control plane with nothing in it, not even the definitions; stopped by {@link #stop} or when the JVM ends.
     *
     * @throws RuntimeException as {@link Prerequisite#missing} makes it, if it does not start
     */
    public static ControlPlane startEmpty() {
        return start();
    }

    /** Another control plane with the definitions; likewise. */
    public static ControlPlane startOwn() {
        ControlPlane started = start();
        started.applyCustomResourceDefinitions();
        return started;
    }

    /** Kills the API server and starts it again; returns at once. What it had is kept. */
    public void restartApiServer() {
        process.restartApiServer();
    }

    /** Stops one that {@link #startEmpty} or {@link #startOwn} started. */
    public void stop() {
        client.close();
        process.close();
    }

    private static ControlPlane start() {
        Path bin = ControlPlaneProcess.binaries();
        ControlPlaneProcess process = ControlPlaneProcess.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::close, "control-plane-stop"));
        return new ControlPlane(bin.resolve("kubectl"), process);
    }

    /** A kubeconfig of a cluster administrator. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** The kubectl program of the server's version. */
    public Path kubectl() {
        return kubectl;
    }

    /** A client as a cluster administrator, shared by all tests: not to be closed. */
    public KubernetesClient client() {
        return client;
    }

    /** Another client as a cluster administrator, for who closes it, like an operator started in this JVM. */
    public KubernetesClient newClient() {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    /** Makes a namespace that no other test has, and returns its name. */
    public String newNamespace() {
        String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    private void applyCustomResourceDefinitions() {
        Path folder = ControlPlaneProcess.projectFolder().resolve("crds");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            for (Path file : sorted) {
                apply(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            for (HasMetadata resource : client.load(content).items()) {
                client.resource(resource).serverSideApply();
                if (resource instanceof CustomResourceDefinition definition) {
                    client.resource(definition).waitUntilCondition(ControlPlane::isEstablished, 30, TimeUnit.SECONDS);
                }
            }
        }
    }

    /** Whether the API server serves a definition; a new one has for a moment no conditions, or no status at all. */
    public static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
