package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the image holds, run as in a pod of the chart: as user 65532 (where the tests run as root and may change to it), with
 * nothing to write to but a temp folder, and against the API server with the rights of the chart's service account.
 */
class ImageLayoutTest {

    private static final String USER = "65532";
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    @TempDir
    private Path folder;

    private Path layout = Path.of("");
    private Path temp = Path.of("");

    @BeforeEach
    void copyTheLayout() throws IOException {
        Path dist = ProjectFiles.path("target/dist");
        assertThat(dist.resolve("bin/atlas-operator"))
                .as("the layout of the image: make build leaves it")
                .isExecutable();
        layout = folder.resolve("layout");
        temp = Files.createDirectory(folder.resolve("temp"));
        Command.run("cp", "-a", dist, layout).succeeded();
        Command.run("chmod", "-R", "a+rX,a-w", layout).succeeded();
        Command.run("chmod", "755", folder).succeeded();
        if (ROOT) {
            Command.run("chown", USER + ":" + USER, temp).succeeded();
        }
    }

    @AfterEach
    void nothingWasWrittenElsewhere() {
        if (ROOT) {
            List<String> found = Command.run(
                            "find",
                            "/tmp",
                            "/var/tmp",
                            "/dev/shm",
                            "-ignore_readdir_race",
                            "-user",
                            USER,
                            "-not",
                            "-path",
                            temp + "*")
                    .output()
                    .lines()
                    // What others take away meanwhile is complained of.
                    .filter(line -> line.startsWith("/"))
                    .toList();
            assertThat(found).isEmpty();
        }
        Command.run("chmod", "-R", "u+w", layout).succeeded();
    }

    @Test
    void theCommandLineTellsItsVersion() {
        assertThat(Command.run(program("atlas", "version")).succeeded().output())
                .startsWith("atlas ");
    }

    @Test
    void theCommandLineAppliesASchema() throws IOException {
        Path schema = Files.writeString(temp.resolve("schema.sql"), "CREATE TABLE t (id integer PRIMARY KEY);");
        String url = "sqlite://" + temp.resolve("app.db");

        Command.run(program(
                        "atlas",
                        "schema",
                        "apply",
                        "--url",
                        url,
                        "--to",
                        "file://" + schema,
                        "--dev-url",
                        "sqlite://dev?mode=memory",
                        "--auto-approve"))
                .succeeded();

        assertThat(Command.run(program("atlas", "schema", "inspect", "--url", url))
                        .succeeded()
                        .output())
                .contains("table \"t\"");
    }

    @Test
    void theOperatorWorksWithTheRightsOfTheChart() throws Exception {
        ControlPlane controlPlane = ControlPlane.shared();
        KubernetesClient client = controlPlane.client();
        String namespace = controlPlane.newNamespace();
        Path kubeconfig = kubeconfigOfTheChartsAccount(controlPlane, namespace);
        Path log = folder.resolve("operator.log");
        ProcessBuilder builder = program(
                        "atlas-operator",
                        "--namespace=" + namespace,
                        "--leader-elect",
                        "--health-probe-bind-address=127.0.0.1:" + freePort(),
                        "--metrics-bind-address=127.0.0.1:" + freePort())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        Process operator = builder.start();
        try {
            client.resource(client.getKubernetesSerialization()
                            .unmarshal("""
                            apiVersion: db.atlasgo.io/v1alpha1
                            kind: AtlasSchema
                            metadata: {name: s}
                            spec:
                              url: sqlite://%s
                              schema: {sql: "CREATE TABLE t (id integer PRIMARY KEY);"}
                            """.formatted(temp.resolve("managed.db")), AtlasSchema.class))
                    .inNamespace(namespace)
                    .create();
            client.resources(AtlasSchema.class)
                    .inNamespace(namespace)
                    .withName("s")
                    .waitUntilCondition(found -> isReady(found) || !operator.isAlive(), 60, TimeUnit.SECONDS);
            // The event follows the status.
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> !operator.isAlive()
                            || !client.v1()
                                    .events()
                                    .inNamespace(namespace)
                                    .list()
                                    .getItems()
                                    .isEmpty());
        } finally {
            operator.destroy();
            if (!operator.waitFor(30, TimeUnit.SECONDS)) {
                operator.destroyForcibly();
            }
        }

        assertThat(isReady(client.resources(AtlasSchema.class)
                        .inNamespace(namespace)
                        .withName("s")
                        .get()))
                .as("the operator's log:%n%s", Files.readString(log))
                .isTrue();
        assertThat(client.v1().events().inNamespace(namespace).list().getItems())
                .extracting(event -> event.getReason())
                .contains("Applied");
        assertThat(Files.readString(log)).doesNotContainIgnoringCase("forbidden");
    }

    private static boolean isReady(AtlasSchema schema) {
        return schema != null
                && schema.getStatus() != null
                && schema.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Ready")
                                && condition.status().equals("True"));
    }

    /** The chart for this namespace alone, without its Deployment; a kubeconfig with the token that its pod would have. */
    private Path kubeconfigOfTheChartsAccount(ControlPlane controlPlane, String namespace) throws IOException {
        for (JsonNode object : Helm.template(
                "{crds: {create: false}, watchNamespaces: [%s]}".formatted(namespace), "--namespace", namespace)) {
            if (!object.path("kind").asText().equals("Deployment")) {
                Path file = Files.writeString(folder.resolve("object.json"), object.toString());
                kubectl(controlPlane, "apply", "--filename", file).succeeded();
            }
        }
        String token = kubectl(controlPlane, "--namespace", namespace, "create", "token", "r-atlas-operator")
                .succeeded()
                .output()
                .strip();
        Config config = controlPlane.client().getConfiguration();
        String authority = Base64.getEncoder()
                .encodeToString(Files.readAllBytes(Path.of(Objects.requireNonNull(config.getCaCertFile()))));
        return Files.writeString(
                temp.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: pod
                clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: u, user: {token: "%s"}}]
                contexts: [{name: pod, context: {cluster: c, user: u, namespace: "%s"}}]
                """.formatted(config.getMasterUrl(), authority, token, namespace));
    }

    private static Command kubectl(ControlPlane controlPlane, Object... arguments) {
        return Command.run(Stream.concat(
                        Stream.of(controlPlane.kubectl(), "--kubeconfig", controlPlane.kubeconfig()),
                        Stream.of(arguments))
                .toArray());
    }

    private ProcessBuilder program(String name, String... arguments) {
        List<String> line = new ArrayList<>();
        if (ROOT) {
            line.addAll(List.of(
                    "setpriv",
                    "--reuid",
                    USER,
                    "--regid",
                    USER,
                    "--clear-groups",
                    "--no-new-privs",
                    "--bounding-set=-all"));
        }
        line.add(layout.resolve("bin").resolve(name).toString());
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(temp.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "HOME", "/nonexistent",
                        "TMPDIR", temp.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "ATLAS_KUBERNETES_OPERATOR", "1"));
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
