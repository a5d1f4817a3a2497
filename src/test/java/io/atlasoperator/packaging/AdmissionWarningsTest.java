package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kubectl says when a resource is applied that the operator will refuse, or read in part; it is stored all the same. */
@NullUnmarked
class AdmissionWarningsTest {
    private static final String NO_TARGET = "no target";
    private static final String TARGETS = "several targets";
    private static final String NO_STATE = "no desired state";
    private static final String STATES = "several desired states";

    @TempDir
    private Path folder;

    private final ControlPlane cluster = ControlPlane.shared();
    private final KubernetesClient client = cluster.client();
    private final String namespace = cluster.newNamespace();
    private final List<JsonNode> policy = Helm.template("fullnameOverride: " + namespace).stream()
            .filter(object -> object.path("kind").asText().startsWith("ValidatingAdmissionPolicy"))
            .filter(object -> object.at("/metadata/name").asText().endsWith("-warnings"))
            .toList();

    @BeforeEach
    void install() {
        assertThat(policy).hasSize(2);
        policy.forEach(object -> client.resource(object.toString()).create());
        Awaitility.await("the policy is in force")
                .atMost(Duration.ofMinutes(1))
                .until(() -> said("AtlasSchema", "{schema: {sql: x}}").contains("Warning"));
    }

    @AfterEach
    void uninstall() {
        policy.forEach(object -> client.resource(object.toString()).delete());
    }

    @Test
    void tellWhatTheOperatorWillTell() throws IOException {
        String from = "{secretKeyRef: {name: s, key: k}}";
        warns("AtlasSchema", "{url: 'sqlite://x', schema: {sql: x}}");
        warns(
                "AtlasSchema",
                "{credentials: {scheme: postgres, host: h}, schema: {configMapKeyRef: {name: c, key: s.sql}}}");
        warns("AtlasSchema", "{config: 'env \"x\" {}', envName: x}");
        warns("AtlasSchema", "{schema: {sql: x}}", NO_TARGET);
        warns("AtlasSchema", "{credentials: {scheme: postgres}, schema: {sql: x}}", NO_TARGET);
        warns("AtlasSchema", "{url: 'sqlite://x', urlFrom: " + from + ", schema: {sql: x}}", TARGETS);
        warns("AtlasSchema", "{url: 'sqlite://x', credentials: {hostFrom: " + from + "}, schema: {sql: x}}", TARGETS);
        warns("AtlasSchema", "{url: 'sqlite://x'}", NO_STATE);
        warns("AtlasSchema", "{url: 'sqlite://x', schema: {sql: x, hcl: z}}", STATES);
        warns("AtlasSchema", "{url: '', schema: {sql: x, hcl: ''}}", NO_TARGET);
        warns("AtlasSchema", "{config: x, configFrom: " + from + "}", "config has no effect", "envName");
        warns(
                "AtlasSchema",
                "{url: 'sqlite://x', schema: {sql: x}, vars: [{key: a, value: b}]}",
                "vars have no effect");
        warns("AtlasSchema", "{url: 'sqlite://x', schema: {sql: x}, envName: a}", "envName has no effect");
        warns(
                "AtlasSchema",
                "{url: 'sqlite://x', schema: {sql: x}, devURL: z, devURLFrom: " + from + "}",
                "devURL has no effect");
        warns(
                "AtlasSchema",
                "{url: 'sqlite://x', schema: {sql: x}, devDB: {spec: {containers: [{name: c, image: i}]}}}",
                "devDB needs a devURL");
        warns("AtlasMigration", "{url: 'sqlite://x', dir: {local: {}}}");
        warns("AtlasMigration", "{dir: {local: {}}}", NO_TARGET);
        warns(
                "AtlasMigration",
                "{url: 'sqlite://x', dir: {local: {}}, protectedFlows: {migrateDown: {allow: true}}}",
                "allow is refused without autoApprove");
        warns(
                "AtlasMigration",
                "{url: 'sqlite://x', dir: {local: {}}, protectedFlows: {migrateDown: {allow: true, autoApprove: true}}}");
    }

    private void warns(String kind, String spec, String... expected) throws IOException {
        List<String> warnings = said(kind, spec)
                .lines()
                .filter(line -> line.startsWith("Warning: "))
                .toList();
        assertThat(warnings).as(spec).hasSize(expected.length);
        for (String text : expected) {
            assertThat(warnings).as(spec).anyMatch(warning -> warning.contains(text));
        }
    }

    /** What kubectl says; the resource was made, and is gone again. */
    private String said(String kind, String spec) throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), """
                apiVersion: db.atlasgo.io/v1alpha1
                kind: %s
                metadata: {name: r, namespace: %s}
                spec: %s
                """.formatted(kind, namespace, spec));
        String output = kubectl("create", file).succeeded().output();
        kubectl("delete", file).succeeded();
        return output;
    }

    private Command kubectl(String verb, Path file) {
        return Command.run(
                cluster.kubectl(),
                "--kubeconfig",
                cluster.kubeconfig(),
                verb,
                "--warnings-as-errors=false",
                "-f",
                file);
    }
}
