package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.engine.Engines;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.devpod.DevPodSettings;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.DirectoryVolume;
import io.atlasoperator.operator.target.WorkLimits;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations from a volume of the operator, which somebody else fills. */
@NullUnmarked
class MountedDirectoryTest {
    private static final int LARGE = 2 << 20;

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();

    @Test
    void isWaitedForAppliedAndFollowed() throws IOException {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Clock clock = Clock.systemUTC();
        OperatorRuntime.Scope scope = new OperatorRuntime.Scope(
                Set.of(namespace),
                "",
                Turn.ALWAYS,
                ConfigPermissions.NONE,
                Duration.ZERO,
                Optional.empty(),
                List.of(new DirectoryVolume("billing", Set.of(namespace), volume)),
                WorkLimits.USUAL,
                true);
        try (client;
                Engines engines = Engines.create(clock, "test", Duration.ZERO);
                OperatorRuntime runtime = new OperatorRuntime(
                        client,
                        engines.schema(),
                        engines.migration(),
                        new DevPods(client, new ClusterEvents(client, clock), DevPodSettings.USUAL),
                        scope,
                        Optional.empty(),
                        clock)) {
            runtime.start();
            create("m", "billing");
            create("stranger", "payroll");
            awaitMessage("m", "directory \"current\" of volume \"billing\" is not there");
            awaitMessage("stranger", "there is no volume \"payroll\" for namespace \"" + namespace + "\"");

            put(volume, "first", 1);
            awaitVersion("1");
            put(volume, "second", 2);
            awaitVersion("2");
            // A copy that is not complete yet.
            Files.delete(volume.resolve("second/2.sql"));
            awaitMessage("m", "checksum");
            assertThat(found("m").getStatus().lastAppliedVersion()).isEqualTo("2");
        }
    }

    /** Writes a directory, and puts it in the place of the one before at once. */
    private static void put(Path volume, String name, int count) throws IOException {
        Path made = Files.createDirectory(volume.resolve(name));
        List<MigrationFile> files = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String text = "create table t" + i + " (id int);\n-- " + "x".repeat(LARGE) + "\n";
            Files.writeString(made.resolve(i + ".sql"), text);
            files.add(new MigrationFile(i + ".sql", String.valueOf(i), "", text));
        }
        Files.writeString(made.resolve("atlas.sum"), Checksum.of(files).text());
        Path link = Files.createSymbolicLink(volume.resolve("new"), Path.of(name));
        Files.move(link, volume.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void create(String name, String volume) {
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasMigration
                        metadata: {name: %s, namespace: %s}
                        spec:
                          url: sqlite://%s/%s.db
                          dir: {volume: {name: %s, path: current}}
                        """.formatted(name, namespace, folder, name, volume)).create();
    }

    private AtlasMigration found(String name) {
        return client.resources(AtlasMigration.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private Optional<Condition> ready(String name) {
        AtlasMigration found = found(name);
        return found.getStatus() == null
                ? Optional.empty()
                : found.getStatus().conditions().stream()
                        .filter(condition -> condition.type().equals("Ready"))
                        .findFirst();
    }

    private void awaitMessage(String name, String part) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(ready(name)).hasValueSatisfying(condition -> {
                    assertThat(condition.status()).isEqualTo("False");
                    assertThat(condition.message()).contains(part);
                }));
    }

    private void awaitVersion(String version) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(ready("m"))
                    .hasValueSatisfying(condition -> assertThat(condition.status())
                            .as(condition.message())
                            .isEqualTo("True"));
            assertThat(found("m").getStatus().lastAppliedVersion()).isEqualTo(version);
        });
    }
}
