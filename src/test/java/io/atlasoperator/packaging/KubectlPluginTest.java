package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import io.atlasoperator.testing.ShippedProgram;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubectl atlas}, as it ships, with the operator at work. */
@NullUnmarked
class KubectlPluginTest {
    private static final Pattern HASH = Pattern.compile("-- Plan ([0-9a-f]{32}) of atlasschema/r");

    @TempDir
    private Path folder;

    private final ControlPlane cluster = ControlPlane.shared();
    private final KubernetesClient client = cluster.client();
    private final String namespace = cluster.newNamespace();

    @Test
    void peopleDecideOnPlans() throws Exception {
        Path manifest = folder.resolve("r.yaml");
        try (OperatorProcess operator =
                OperatorProcess.start(folder, "operator", cluster, "--namespace=" + namespace)) {
            write(manifest, "create table a (id int);");
            assertThat(kubectl("preview", "-f", manifest).succeeded().output())
                    .contains("### AtlasSchema " + namespace + "/r", "CREATE TABLE `a`", "will wait for an approval");
            assertThat(kubectl("plan", "r").failed().output())
                    .contains("no atlasschema/r in namespace \"" + namespace + "\"");

            apply(manifest);
            operator.await(() -> kubectl("plan", "r").status() == 0);
            String plan = kubectl("plan", "atlasschema/r").output();
            Matcher matcher = HASH.matcher(plan);
            assertThat(matcher.find()).as(plan).isTrue();
            assertThat(plan).contains("CREATE TABLE `a`");

            assertThat(kubectl("approve", "r", "0123").failed().output()).contains("there is " + matcher.group(1));
            assertThat(kubectl("reject", "r", matcher.group(1)).succeeded().output())
                    .contains("rejected");
            operator.await(() -> reason().equals("PlanRejected"));
            kubectl("approve", "r", matcher.group(1)).succeeded();
            operator.await(() -> reason().equals("Applied"));

            assertThat(kubectl("plan", "r").failed().output())
                    .contains("no plan of atlasschema/r waits", "it is ready");
            assertThat(kubectl("retry", "r").succeeded().output()).contains("atlasschema/r: asked to look again");
            assertThat(kubectl("retry", "atlasmigration/r").failed().output()).contains("no atlasmigration/r");
            assertThat(kubectl("drift").succeeded().output())
                    .contains("no drift", "1 of 1 resources are not looked at");
            assertThat(kubectl("drift", "r").succeeded().output()).contains("no drift");

            // It has a history now, in which nothing may be dropped at first only.
            write(manifest, "create table b (id int);");
            assertThat(kubectl("preview", "-f", manifest).succeeded().output())
                    .contains("DROP TABLE `a`", "will wait for an approval")
                    .doesNotContain("first run");
        }
    }

    private void write(Path manifest, String sql) throws Exception {
        Files.writeString(manifest, """
                apiVersion: db.atlasgo.io/v1alpha1
                kind: AtlasSchema
                metadata: {name: r}
                spec:
                  url: "sqlite://%s"
                  schema: {sql: "%s"}
                  policy: {lint: {review: ALWAYS}}
                """.formatted(folder.resolve("app.db"), sql));
    }

    private void apply(Path manifest) throws Exception {
        client.resource(Files.readString(manifest).replace("{name: r}", "{name: r, namespace: " + namespace + "}"))
                .create();
    }

    private Command kubectl(String command, Object... arguments) {
        List<String> line = new ArrayList<>(List.of(cluster.kubectl().toString(), "atlas", command));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        line.addAll(List.of("--kubeconfig", cluster.kubeconfig().toString(), "-n", namespace));
        ProcessBuilder builder = ShippedProgram.of(folder, "kubectl-atlas", List.of());
        Path bin = Path.of(builder.command().getFirst()).getParent();
        builder.environment().merge("PATH", bin + File.pathSeparator, (path, first) -> first + path);
        return Command.run(builder.command(line));
    }

    private String reason() {
        return Command.run(
                        cluster.kubectl(),
                        "--kubeconfig",
                        cluster.kubeconfig(),
                        "-n",
                        namespace,
                        "get",
                        "atlasschema",
                        "r",
                        "-o",
                        "jsonpath={.status.conditions[?(@.type=='Ready')].reason}")
                .output();
    }
}
