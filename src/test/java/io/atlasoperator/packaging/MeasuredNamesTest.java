package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A panel or an alert that asks for a metric of another name shows nothing, for ever: what the chart asks for, the operator serves. */
@NullUnmarked
class MeasuredNamesTest {
    private static final Pattern NAME = Pattern.compile("\\batlas_[a-z_]+");

    /** Of a timer there are several. */
    private static final Pattern PART = Pattern.compile("_(count|sum|max)$");

    /** There is no server here, nobody waits for a lock, and nobody looks for drift. */
    private static final Set<String> LATER =
            Set.of("atlas_sessions_open", "atlas_lock_wait_seconds", "atlas_drift_total");

    @TempDir
    private Path folder;

    @Test
    void theyAreServedAndDocumented() {
        Set<String> asked = names(Helm.template("""
                        metrics: {service: {enabled: true}, prometheusRule: {enabled: true}, dashboard: {enabled: true}}
                        """).stream()
                .filter(object -> Set.of("ConfigMap", "PrometheusRule")
                        .contains(object.path("kind").asText()))
                .map(JsonNode::toString)
                .collect(Collectors.joining("\n")));
        Set<String> documented = names(ProjectFiles.text("docs/observability.md"));

        assertThat(asked).hasSizeGreaterThan(9);
        assertThat(documented).containsAll(asked);
        assertThat(documented.removeAll(LATER)).isTrue();
        assertServed(documented);
    }

    private void assertServed(Set<String> documented) {
        ControlPlane cluster = ControlPlane.shared();
        String namespace = cluster.newNamespace();
        KubernetesClient client = cluster.client();
        try (OperatorProcess operator =
                OperatorProcess.start(folder, "operator", cluster, "--namespace=" + namespace)) {
            for (String name : new String[] {"applied", "wrong"}) {
                client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasSchema
                        metadata: {name: %1$s, namespace: %2$s}
                        spec:
                          url: "sqlite://%3$s/%1$s.db"
                          schema: {sql: "create table %1$s (id int)%4$s"}
                        """.formatted(name, namespace, folder, name.equals("wrong") ? "," : ";"))
                        .create();
            }
            operator.await(() -> client.resources(AtlasSchema.class).inNamespace(namespace).list().getItems().stream()
                    .allMatch(found -> found.getStatus() != null
                            && found.getStatus().conditions().stream()
                                    .anyMatch(condition -> condition.type().equals("Ready")
                                            && !condition.reason().equals("Reconciling"))));
            // What is counted is counted when the status has been written.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(names(operator.metrics())).containsAll(documented));
        }
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map(found -> PART.matcher(found.group()).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
