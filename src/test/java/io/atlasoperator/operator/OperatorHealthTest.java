package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.testing.Health;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Argo CD, Flux and Helm see while the operator works, version by version as the API server had them: no failure that is none, and
 * none that is kept from them.
 */
@NullUnmarked
class OperatorHealthTest {
    @TempDir
    private Path folder;

    @RegisterExtension
    private final RunningOperator operator = RunningOperator.usual();

    private final KubernetesClient client = operator.client();
    private final String namespace = operator.namespace();
    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> seen = new CopyOnWriteArrayList<>();

    @Test
    void ofAnAtlasSchema() {
        try (Watch ignored = watch("AtlasSchema")) {
            apply("AtlasSchema", "schema: {sql: 'create table a (id int);'}");
            await(1, Health.HEALTHY);
            apply("AtlasSchema", "schema: {sql: 'create table a (id int, name text);'}");
            await(2, Health.HEALTHY);
            apply("AtlasSchema", "schema: {sql: 'create tabel a (id int);'}");
            await(3, Health.FAILED);
            apply("AtlasSchema", "schema: {sql: 'create table a (id int, name text, more text);'}");
            await(4, Health.HEALTHY);
        }
        Health[] expected = {
            Health.PROGRESSING,
            Health.HEALTHY,
            Health.PROGRESSING,
            Health.HEALTHY,
            Health.PROGRESSING,
            Health.FAILED,
            Health.PROGRESSING,
            Health.HEALTHY
        };
        assertThat(history(Health::ofArgo)).containsExactly(expected);
        assertThat(history(Health::ofKstatus)).containsExactly(expected);
    }

    @Test
    void ofAnAtlasMigration() {
        Map<String, String> files = new TreeMap<>(Map.of("1.sql", "create table a (id int);\n"));
        try (Watch ignored = watch("AtlasMigration")) {
            migrate(files);
            await(1, Health.HEALTHY);
            files.put("2.sql", "create table b (id int);\n");
            migrate(files);
            await(2, Health.HEALTHY);
            files.put("3.sql", "insert into missing values (1);\n");
            migrate(files);
            await(3, Health.FAILED);
            files.put("3.sql", "create table c (id int);\n");
            migrate(files);
            await(4, Health.HEALTHY);
        }
        Health[] expected = {
            Health.PROGRESSING,
            Health.HEALTHY,
            Health.PROGRESSING,
            Health.HEALTHY,
            Health.PROGRESSING,
            Health.FAILED,
            Health.PROGRESSING,
            Health.HEALTHY
        };
        assertThat(history(Health::ofArgo)).containsExactly(expected);
        assertThat(history(Health::ofKstatus)).containsExactly(expected);
    }

    private void migrate(Map<String, String> files) {
        Map<String, String> all = new TreeMap<>(files);
        all.put(
                "atlas.sum",
                Checksum.of(files.entrySet().stream()
                                .map(file -> new MigrationFile(
                                        file.getKey(), file.getKey().replace(".sql", ""), "", file.getValue()))
                                .toList())
                        .text());
        apply(
                "AtlasMigration",
                "dir: {local: " + client.getKubernetesSerialization().asJson(all) + "}");
    }

    private void apply(String kind, String spec) {
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: %s
                        metadata: {name: r, namespace: %s}
                        spec:
                          url: sqlite://%s/r.db
                          %s
                        """.formatted(kind, namespace, folder, spec))
                .forceConflicts()
                .serverSideApply();
    }

    private Watch watch(String kind) {
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup("db.atlasgo.io")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(kind.toLowerCase(java.util.Locale.ROOT) + "s")
                .withNamespaced(true)
                .build();
        return client.genericKubernetesResources(context).inNamespace(namespace).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource found) {
                seen.add(json.valueToTree(found));
            }

            @Override
            public void onClose(WatcherException e) {}
        });
    }

    private void await(long generation, Health health) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(seen)
                        .anyMatch(found -> found.at("/metadata/generation").asLong() == generation
                                && found.at("/status/observedGeneration").asLong() == generation
                                && Health.ofArgo(found) == health));
    }

    private List<Health> history(Function<JsonNode, Health> rules) {
        List<Health> history = new ArrayList<>();
        for (JsonNode found : seen) {
            Health health = rules.apply(found);
            if (history.isEmpty() || history.getLast() != health) {
                history.add(health);
            }
        }
        return history;
    }
}
