package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Engines;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationStatus;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator that is killed in the middle of a run and started again ends it, with every file applied exactly once. */
@NullUnmarked
class KilledOperatorTest {
    private static final int FILES = 50;
    private static final int SIGKILLED = 128 + 9;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String RESOURCE = "killed";

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();

    /** The operator in a process of its own, without its shell. Ends when its input does, so that no test leaves one. */
    static final class Victim {
        private Victim() {}

        /** Takes a kubeconfig and a namespace. */
        public static void main(String[] args) throws IOException {
            OperatorRuntime.Scope scope = new OperatorRuntime.Scope(Set.of(args[1]), "", Optional.empty(), false);
            Clock clock = Clock.systemUTC();
            Engines engines = Engines.create(clock, "v0.0.0");
            new OperatorRuntime(
                            ClusterAccess.client(Vertx.vertx(), args[0]),
                            engines.schema(),
                            engines.migration(),
                            scope,
                            Optional.empty(),
                            clock)
                    .start();
            int end = System.in.read();
            System.exit(end < 0 ? 0 : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 25})
    void appliesEveryFileOnceAlthoughKilledInTheMiddle(int enough) throws Exception {
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            // In another schema, as the one that the migrations are for has to be clean.
            PostgresDatabase.run(url, "CREATE SCHEMA audit", "CREATE TABLE audit.log (version text)");
            createMigration(url);

            int exit = killWhenApplied(enough, url);
            awaitEndOfOtherSessions(url);
            int applied = revisions(url).size();

            assertThat(exit).isEqualTo(SIGKILLED);
            assertThat(applied).as("revisions when it was killed").isBetween(enough, FILES - 1);
            assertThat(log(url)).isEqualTo(versions().subList(0, applied));

            AtlasMigrationStatus status = readyAfterRestart();

            assertThat(status.lastAppliedVersion()).isEqualTo(version(FILES));
            assertThat(status.failed()).isZero();
            assertThat(log(url)).isEqualTo(versions());
            assertThat(revisions(url)).isEqualTo(versions());
            assertThat(PostgresDatabase.query(
                            url, "SELECT tablename FROM pg_tables WHERE tablename LIKE 't_0%' ORDER BY 1"))
                    .hasSize(FILES);
            assertThat(eventsOfSuccess()).containsExactly("Version " + version(FILES) + " applied");
        }
    }

    private int killWhenApplied(int enough, DatabaseUrl url) throws Exception {
        Process operator = start("first.log");
        try (Connection connection = PostgresDatabase.connect(url);
                Statement statement = connection.createStatement()) {
            awaitWhileAlive(operator, "first.log", () -> applied(statement) >= enough);
            return operator.destroyForcibly().waitFor();
        } finally {
            operator.destroyForcibly();
        }
    }

    private AtlasMigrationStatus readyAfterRestart() throws Exception {
        Process operator = start("second.log");
        try {
            awaitWhileAlive(
                    operator,
                    "second.log",
                    () -> isReady(status()) && !eventsOfSuccess().isEmpty());
            return status();
        } finally {
            operator.destroyForcibly().waitFor();
        }
    }

    private Process start(String log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        ControlPlane.shared().kubeconfig().toString(),
                        namespace)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
    }

    private void awaitWhileAlive(Process operator, String log, BooleanSupplier condition) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    assertThat(operator.isAlive())
                            .as(() -> "the operator runs; it said:\n" + text(folder.resolve(log)))
                            .isTrue();
                    return condition.getAsBoolean();
                });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }

    /** The server notices that a client is gone only once its statement has ended. */
    private static void awaitEndOfOtherSessions(DatabaseUrl url) {
        await().atMost(PATIENCE)
                .until(() -> PostgresDatabase.query(
                                url,
                                "SELECT pid FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                        .isEmpty());
    }

    private static int applied(Statement statement) {
        try {
            if (number(statement, "SELECT count(*) FROM pg_tables WHERE tablename = 'atlas_schema_revisions'") == 0) {
                return 0;
            }
            return number(statement, "SELECT count(*) FROM atlas_schema_revisions WHERE applied = total");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<String> revisions(DatabaseUrl url) {
        return PostgresDatabase.query(
                url, "SELECT version FROM atlas_schema_revisions WHERE applied = 3 AND total = 3 ORDER BY 1");
    }

    private static List<String> log(DatabaseUrl url) {
        return PostgresDatabase.query(url, "SELECT version FROM audit.log ORDER BY 1");
    }

    private static String version(int number) {
        return "%03d".formatted(number);
    }

    private static List<String> versions() {
        return IntStream.rangeClosed(1, FILES)
                .mapToObj(KilledOperatorTest::version)
                .toList();
    }

    /** Each file takes a moment in the middle of its work, so that there is a middle to be killed in. */
    private static Map<String, String> directory() {
        List<MigrationFile> files = new ArrayList<>();
        Map<String, String> entries = new TreeMap<>();
        for (String version : versions()) {
            String content =
                    "CREATE TABLE t_%1$s (id int);\nSELECT pg_sleep(0.05);\nINSERT INTO audit.log VALUES ('%1$s');\n"
                            .formatted(version);
            files.add(new MigrationFile(version + ".sql", version, "", content));
            entries.put(version + ".sql", content);
        }
        entries.put("atlas.sum", Checksum.of(files).text());
        return entries;
    }

    private void createMigration(DatabaseUrl url) {
        GenericKubernetesResource resource = new GenericKubernetesResource();
        resource.setApiVersion(AtlasSchema.GROUP + "/v1alpha1");
        resource.setKind("AtlasMigration");
        resource.setMetadata(new ObjectMetaBuilder()
                .withName(RESOURCE)
                .withNamespace(namespace)
                .build());
        resource.setAdditionalProperty("spec", Map.of("url", url.reveal(), "dir", Map.of("local", directory())));
        client.resource(resource).create();
    }

    private AtlasMigrationStatus status() {
        AtlasMigrationStatus status = client.resources(AtlasMigration.class)
                .inNamespace(namespace)
                .withName(RESOURCE)
                .get()
                .getStatus();
        return status == null ? AtlasMigrationStatus.NONE : status;
    }

    private static boolean isReady(AtlasMigrationStatus status) {
        return status.conditions().stream()
                .anyMatch(condition ->
                        condition.type().equals("Ready") && condition.status().equals("True"));
    }

    private List<String> eventsOfSuccess() {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getReason().equals("Applied"))
                .map(Event::getMessage)
                .toList();
    }
}
