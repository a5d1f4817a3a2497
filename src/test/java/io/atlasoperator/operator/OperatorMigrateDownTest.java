package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The operator on a real API server goes back to earlier versions, from the directory that it kept in a Secret. */
@NullUnmarked
class OperatorMigrateDownTest {
    private static final String ALLOWED = "protectedFlows: {migrateDown: {allow: true, autoApprove: true}}\n";
    private static final String REFUSAL =
            "migrate down is not allowed, set `migrateDown.allow` to true to allow downgrade";
    private static final Map<String, String> FILES = Map.of(
            "1.sql", "create table a (id int primary key);",
            "2.sql", "create table b (id int primary key);",
            "3.sql", "alter table a add column note varchar(20);");

    @TempDir
    private Path folder;

    @RegisterExtension
    private final RunningOperator operator = RunningOperator.usual();

    private final KubernetesClient client = operator.client();
    private final String namespace = operator.namespace();

    @Test
    void goesBackWhereThatIsAllowedAndNothingIsLost() throws IOException, InterruptedException {
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            apply(url, "", FILES);
            await(1, "True", "");
            Secret kept = secret();
            assertThat(kept.getType()).isEqualTo("atlasgo.io/db.v1");
            assertThat(kept.getMetadata().getLabels())
                    .containsEntry("owner", "atlasgo.io")
                    .containsEntry("name", "m");
            assertThat(list(kept)).containsExactly("atlas.sum", "1.sql", "2.sql", "3.sql");
            PostgresDatabase.run(url, "INSERT INTO a VALUES (1)", "INSERT INTO b VALUES (7)");

            apply(url, "", without("3.sql"));
            await(2, "False", REFUSAL);
            assertThat(columns(url)).containsExactly("a.id", "a.note", "b.id");
            apply(url, ALLOWED, without("3.sql"));
            AtlasMigration back = await(3, "True", "");
            assertThat(back.getStatus().lastAppliedVersion()).isEqualTo("2");
            assertThat(columns(url)).containsExactly("a.id", "b.id");
            assertThat(PostgresDatabase.query(url, "SELECT id FROM a")).containsExactly("1");
            assertThat(list(secret())).containsExactly("atlas.sum", "1.sql", "2.sql");

            // A table with a row would be lost.
            apply(url, ALLOWED, without("2.sql", "3.sql"));
            await(4, "False", "\"b\"");
            assertThat(PostgresDatabase.query(url, "SELECT id FROM b")).containsExactly("7");
            PostgresDatabase.run(url, "DELETE FROM b");
            apply(url, ALLOWED + "backoffLimit: 9\n", without("2.sql", "3.sql"));
            await(5, "True", "");
            assertThat(columns(url)).containsExactly("a.id");

            apply(url, ALLOWED, FILES);
            await(6, "True", "");
            assertThat(columns(url)).containsExactly("a.id", "a.note", "b.id");
        }
    }

    @Test
    void goesBackFromADirectoryThatAnotherProgramArchived() throws IOException, InterruptedException {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            String dev = "devURL: '%s'\n"
                    .formatted(database.server().withDatabase("dev").reveal());
            apply(database.url(), dev, FILES);
            await(1, "True", "");
            for (Map.Entry<String, String> file : directory(FILES).entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            Path archive = folder.resolve("migrations.tar.gz");
            run("tar", "czf", archive.toString(), "-C", folder.toString(), "./atlas.sum", "1.sql", "./2.sql", "3.sql");
            Secret kept = secret();
            kept.setData(Map.of("migrations.tar.gz", Base64.getEncoder().encodeToString(Files.readAllBytes(archive))));
            client.resource(kept).update();

            apply(database.url(), dev + ALLOWED, without("3.sql"));
            AtlasMigration back = await(2, "True", "");
            assertThat(back.getStatus().lastAppliedVersion()).isEqualTo("2");
            assertThat(database.query("SELECT column_name FROM information_schema.columns"
                            + " WHERE table_schema = DATABASE() AND table_name = 'a'"))
                    .containsExactly("id");
            assertThat(database.query("SELECT version FROM atlas_schema_revisions ORDER BY 1"))
                    .contains("1", "2")
                    .doesNotContain("3");
        }
    }

    @Test
    void keepsTheDirectoryAgainWhereItsSecretWasDeleted() throws IOException, InterruptedException {
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            apply(url, "", FILES);
            await(1, "True", "");
            Secret first = secret();
            client.resource(first).delete();
            Secret second = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            this::secret,
                            found -> !found.getMetadata()
                                    .getUid()
                                    .equals(first.getMetadata().getUid()));
            assertThat(list(second)).containsExactly("atlas.sum", "1.sql", "2.sql", "3.sql");

            apply(url, ALLOWED, without("3.sql"));
            AtlasMigration back = await(2, "True", "");
            assertThat(back.getStatus().lastAppliedVersion()).isEqualTo("2");
        }
    }

    private static Map<String, String> without(String... names) {
        Map<String, String> left = new TreeMap<>(FILES);
        left.keySet().removeAll(Set.of(names));
        return left;
    }

    private Secret secret() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> client.secrets()
                                .inNamespace(namespace)
                                .withName("io.atlasgo.db.v1.m.latest")
                                .get(),
                        Objects::nonNull);
    }

    private List<String> list(Secret secret) throws IOException, InterruptedException {
        Path archive = folder.resolve("listed.tar.gz");
        Files.write(archive, Base64.getDecoder().decode(secret.getData().get("migrations.tar.gz")));
        return run("tar", "tzf", archive.toString()).lines().toList();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static List<String> columns(DatabaseUrl url) {
        return PostgresDatabase.query(
                url,
                "SELECT table_name || '.' || column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND table_name IN ('a', 'b') ORDER BY 1");
    }

    private static Map<String, String> directory(Map<String, String> files) {
        Map<String, String> all = new TreeMap<>(files);
        all.put(
                "atlas.sum",
                Checksum.of(new TreeMap<>(files)
                                .entrySet().stream()
                                        .map(file -> new MigrationFile(
                                                file.getKey(), file.getKey().replace(".sql", ""), "", file.getValue()))
                                        .toList())
                        .text());
        return all;
    }

    private void apply(DatabaseUrl url, String more, Map<String, String> files) {
        String text = """
                apiVersion: db.atlasgo.io/v1alpha1
                kind: AtlasMigration
                metadata: {name: m, namespace: %s}
                spec:
                  url: '%s'
                  dir: {local: %s}
                %s""".formatted(
                namespace, url.reveal(), client.getKubernetesSerialization().asJson(directory(files)), more.indent(2));
        client.resource(text).forceConflicts().serverSideApply();
    }

    private AtlasMigration await(long generation, String ready, String message) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.resources(AtlasMigration.class)
                                .inNamespace(namespace)
                                .withName("m")
                                .get(),
                        found -> found.getStatus() != null
                                && found.getStatus().conditions().stream()
                                        .anyMatch(condition -> says(condition, generation, ready, message)));
    }

    private static boolean says(Condition condition, long generation, String ready, String message) {
        return condition.type().equals("Ready")
                && condition.status().equals(ready)
                && !condition.reason().equals("Reconciling")
                && condition.message().contains(message)
                && Objects.requireNonNullElse(condition.observedGeneration(), 0L) >= generation;
    }
}
