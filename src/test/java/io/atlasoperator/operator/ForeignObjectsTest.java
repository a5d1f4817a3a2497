package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other people keep in the cluster is nothing that the operator keeps in its memory. */
@NullUnmarked
class ForeignObjectsTest {
    private static final int COUNT = 5_000;

    /** What all of it would be at the least, of each kind. */
    private static final String PAYLOAD = "x".repeat(1_000);

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final String foreign = ControlPlane.shared().newNamespace();

    @AfterEach
    void closeClient() {
        client.namespaces().withName(foreign).delete();
        client.close();
    }

    /** What a look into the memory finds, after what nobody needs is gone. */
    private record Held(long bytes, Map<String, Long> objects) {}

    @Test
    void memoryDoesNotGrowWithSecretsConfigMapsAndPodsOfOthers() throws IOException, InterruptedException {
        Held without;
        try (OperatorProcess operator = start("first")) {
            work(operator, "one");
            without = held(operator);
            create(number -> new SecretBuilder()
                    .withNewMetadata()
                    .withName("s" + number)
                    .endMetadata()
                    .addToStringData("value", PAYLOAD)
                    .build());
            create(number -> new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("c" + number)
                    .endMetadata()
                    .addToData("value", PAYLOAD)
                    .build());
            create(number -> new PodBuilder()
                    .withNewMetadata()
                    .withName("p" + number)
                    .addToAnnotations("value", PAYLOAD)
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("c")
                    .withImage("none")
                    .endContainer()
                    .endSpec()
                    .build());
            // It saw all of them come, and still works.
            work(operator, "two");
            assertNothingIsHeld(without, held(operator));
        }
        try (OperatorProcess operator = start("second")) {
            work(operator, "three");
            assertNothingIsHeld(without, held(operator));
        }
    }

    private static void assertNothingIsHeld(Held without, Held with) {
        assertThat(with.bytes() - without.bytes())
                .as("bytes more than without the objects of others")
                .isLessThan(COUNT * PAYLOAD.length() / 2L);
        with.objects()
                .forEach((type, count) -> assertThat(count - without.objects().getOrDefault(type, 0L))
                        .as("more objects of %s than without those of others", type)
                        .isLessThan(100));
    }

    private OperatorProcess start(String name) {
        OperatorProcess operator =
                OperatorProcess.start(folder, name, ControlPlane.shared(), "--label-selector=of=" + namespace);
        operator.await(operator::isReady);
        return operator;
    }

    /** A resource that names a Secret and a ConfigMap becomes ready, and is looked at again when they change. */
    private void work(OperatorProcess operator, String name) {
        secret(name, folder.resolve(name + ".db"));
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData("schema.sql", "create table a (id int);")
                        .build())
                .create();
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasSchema
                        metadata: {name: %1$s, namespace: %2$s, labels: {of: %2$s}}
                        spec:
                          urlFrom: {secretKeyRef: {name: %1$s, key: url}}
                          schema: {configMapKeyRef: {name: %1$s, key: schema.sql}}
                        """.formatted(name, namespace)).create();
        operator.await(() -> isReady(name));
        Path other = folder.resolve(name + "-other.db");
        secret(name, other);
        operator.await(() -> other.toFile().exists() && isReady(name));
    }

    private void secret(String name, Path file) {
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToStringData("url", "sqlite://" + file)
                        .build())
                .serverSideApply();
    }

    private boolean isReady(String name) {
        AtlasStatus status = client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getStatus();
        return status != null
                && status.conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Ready")
                                && condition.status().equals("True"));
    }

    private void create(IntFunction<HasMetadata> one) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<?> done = threads.invokeAll(IntStream.range(0, COUNT)
                    .<java.util.concurrent.Callable<Object>>mapToObj(number -> () -> client.resource(one.apply(number))
                            .inNamespace(foreign)
                            .create())
                    .toList());
            assertThat(done).hasSize(COUNT);
        }
    }

    private static Held held(OperatorProcess operator) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(operator.handle().pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<String[]> lines = output.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(line -> line.length >= 3)
                .toList();
        long bytes = lines.stream()
                .filter(line -> line[0].equals("Total"))
                .mapToLong(line -> Long.parseLong(line[2]))
                .findFirst()
                .orElseThrow();
        Map<String, Long> objects = lines.stream()
                .filter(line -> line.length >= 4 && line[3].startsWith("io.fabric8.kubernetes.api.model."))
                .collect(Collectors.toMap(line -> line[3], line -> Long.parseLong(line[1]), Long::sum));
        return new Held(bytes, objects);
    }
}
