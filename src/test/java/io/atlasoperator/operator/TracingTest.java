package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces, as a collector gets them: what is text in them is so in the protocol as well. */
@NullUnmarked
class TracingTest {
    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final StringBuffer received = new StringBuffer();

    @Test
    void reconcilesAreTracedWithoutWhatTheyRun() throws Exception {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (OperatorProcess operator = OperatorProcess.start(
                folder,
                "operator",
                ControlPlane.shared(),
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.getAddress().getPort()),
                "--namespace=" + namespace)) {
            create("works", "sqlite://" + folder.resolve("works.db"), "create table planted_table (id int);");
            create("fails", "sqlite://" + folder.resolve("fails.db"), "create planted_mistake;");
            operator.await(() -> has("works", "Applied") && has("fails", "False"));
            // What is left is sent in the end.
            operator.stop();
        } finally {
            collector.stop(0);
        }
        assertThat(received.toString())
                .contains("atlas-operator", "reconcile AtlasSchema", "read", "work", "works", "fails", namespace)
                .contains("atlas.statements", "atlas.retry", "permanent")
                .doesNotContain("planted", folder.toString());
    }

    @Test
    void nothingIsLoadedUnlessAskedFor() {
        try (Tracing tracing = Tracing.of(Map.of("PATH", "/bin"))) {
            assertThat(tracing.tracer().spanBuilder("x").startSpan().isRecording())
                    .isFalse();
        }
    }

    @Test
    void whatCantBeIsSaid() throws IOException, InterruptedException {
        try (OperatorProcess operator = OperatorProcess.start(
                folder,
                "operator",
                ControlPlane.shared(),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
                "--namespace=" + namespace)) {
            assertThat(operator.exit()).isEqualTo(1);
            assertThat(operator.log()).contains("traces can't be sent", "http/protobuf");
        }
    }

    private void create(String name, String url, String sql) {
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasSchema
                        metadata: {name: %s, namespace: %s}
                        spec: {url: "%s", schema: {sql: "%s"}}
                        """.formatted(name, namespace, url, sql)).create();
    }

    private boolean has(String name, String word) {
        return client.genericKubernetesResources("db.atlasgo.io/v1alpha1", "AtlasSchema")
                .inNamespace(namespace)
                .withName(name)
                .get()
                .toString()
                .contains(word);
    }
}
