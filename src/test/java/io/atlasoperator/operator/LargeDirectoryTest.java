package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A migration directory of several MiB in several ConfigMaps, there and back. */
@NullUnmarked
class LargeDirectoryTest {
    private static final int LARGE = 900_000;
    private static final String KEPT = "io.atlasgo.db.v1.m.latest";

    @TempDir
    private Path folder;

    @RegisterExtension
    private final RunningOperator operator = RunningOperator.usual();

    private final KubernetesClient client = operator.client();
    private final String namespace = operator.namespace();
    private final Map<String, String> files = new TreeMap<>();

    @Test
    void isAppliedKeptAndGoneBackFrom() throws SQLException {
        for (int i = 1; i <= 4; i++) {
            files.put(i + ".sql", "create table t" + i + " (id int);\n-- " + noise(i) + "\n");
            configMap("dir-" + i, Map.of(i + ".sql", files.get(i + ".sql")));
        }
        configMap("dir-sum", Map.of("atlas.sum", sum()));
        create();
        await("4", 0);
        assertThat(tables()).containsExactly("t1", "t2", "t3", "t4");
        awaitKeptInParts("a");

        // An operator that was killed while it wrote the other parts.
        Secret begun = secret(KEPT + ".a.0");
        begun.getMetadata().setName(KEPT + ".b.0");
        begun.getMetadata().setResourceVersion(null);
        begun.setData(Map.of("part", Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})));
        client.resource(begun).create();

        remove("4");
        await("3", 0);
        assertThat(tables()).containsExactly("t1", "t2", "t3");
        awaitKeptInParts("b");

        // A part that is lost is told, and nothing is done.
        client.resource(secret(KEPT + ".b.1")).delete();
        remove("3");
        await("3", 1);
        assertThat(message()).contains("secrets \"" + KEPT + ".b.1\" with a part of the directory is gone");
        assertThat(tables()).containsExactly("t1", "t2", "t3");
        files.put("3.sql", "create table t3 (id int);\n-- " + noise(3) + "\n");
        configMap("dir-3", Map.of("3.sql", files.get("3.sql")));
        configMap("dir-sum", Map.of("atlas.sum", sum()));
        await("3", 0);
        // What can't be read any more is written anew.
        awaitKeptInParts("a");

        // What fits again is kept as the reference keeps it.
        remove("3");
        await("2", 0);
        remove("2");
        await("1", 0);
        assertThat(tables()).containsExactly("t1");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(secret(KEPT).getData()).containsOnlyKeys("migrations.tar.gz"));
    }

    /** The status is told first. */
    private void awaitKeptInParts(String set) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertKeptInParts(set));
    }

    private void assertKeptInParts(String set) {
        Secret index = secret(KEPT);
        assertThat(index.getData()).containsOnlyKeys("parts", "set", "sha256");
        assertThat(new String(Base64.getDecoder().decode(index.getData().get("set")), StandardCharsets.UTF_8))
                .isEqualTo(set);
        int parts = Integer.parseInt(
                new String(Base64.getDecoder().decode(index.getData().get("parts")), StandardCharsets.UTF_8));
        assertThat(parts).isGreaterThan(1);
        for (int i = 0; i < parts; i++) {
            Secret part = secret(KEPT + "." + set + "." + i);
            assertThat(part.getType()).isEqualTo("atlasgo.io/db.v1");
            assertThat(part.getMetadata().getOwnerReferences())
                    .extracting(OwnerReference::getName)
                    .containsExactly("m");
        }
    }

    /** Text that does not compress well. */
    private static String noise(int seed) {
        byte[] bytes = new byte[LARGE * 3 / 4];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private String sum() {
        return Checksum.of(files.entrySet().stream()
                        .map(file -> new MigrationFile(
                                file.getKey(), file.getKey().replace(".sql", ""), "", file.getValue()))
                        .toList())
                .text();
    }

    private void remove(String version) {
        files.remove(version + ".sql");
        configMap("dir-" + version, Map.of());
        configMap("dir-sum", Map.of("atlas.sum", sum()));
    }

    private void configMap(String name, Map<String, String> data) {
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withData(data)
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private void create() {
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasMigration
                        metadata: {name: m, namespace: %s}
                        spec:
                          url: sqlite://%s/m.db
                          dir: {configMapRefs: [{name: dir-sum}, {name: dir-1}, {name: dir-2}, {name: dir-3}, {name: dir-4}]}
                          protectedFlows: {migrateDown: {allow: true, autoApprove: true}}
                        """.formatted(namespace, folder)).create();
    }

    private AtlasMigration found() {
        return client.resources(AtlasMigration.class)
                .inNamespace(namespace)
                .withName("m")
                .get();
    }

    private Secret secret(String name) {
        Secret found = client.secrets().inNamespace(namespace).withName(name).get();
        assertThat(found).as(name).isNotNull();
        return found;
    }

    /** Waits until the database is at a version, and the last look at it a success, or one that named a lost part. */
    private void await(String version, int failed) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    AtlasMigration found = found();
                    assertThat(found.getStatus()).isNotNull();
                    assertThat(found.getStatus().lastAppliedVersion())
                            .as(message())
                            .isEqualTo(version);
                    if (failed > 0) {
                        assertThat(message()).contains("is gone");
                    } else {
                        assertThat(found.getStatus().conditions().getFirst().status())
                                .as(message())
                                .isEqualTo("True");
                    }
                });
    }

    private String message() {
        AtlasMigration found = found();
        return found.getStatus() == null
                ? ""
                : found.getStatus().conditions().stream()
                        .filter(condition -> condition.type().equals("Ready"))
                        .map(Condition::message)
                        .findFirst()
                        .orElse("");
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("m.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select name from sqlite_master where type = 'table' and name like 't_' order by name")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
