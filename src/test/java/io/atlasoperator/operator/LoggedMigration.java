package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationStatus;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An AtlasMigration of 50 files that note in a log what they did, and its database. Every fifth file runs without a
 * transaction. Each file takes a moment in the middle of its work, so that there is a middle to be killed in.
 */
final class LoggedMigration implements AutoCloseable {
    static final int FILES = 50;

    /** How many lines the log has in the end. */
    static final int LINES = 2 * FILES;

    private final PostgresDatabase database;
    private final DatabaseUrl url;
    private final Resource<AtlasMigration> resource;

    private LoggedMigration(PostgresDatabase database, DatabaseUrl url, Resource<AtlasMigration> resource) {
        this.database = database;
        this.url = url;
        this.resource = resource;
    }

    /** Makes the database and then the resource. */
    static LoggedMigration create(KubernetesClient client, String namespace, String name) {
        PostgresDatabase database = PostgresServers.database();
        DatabaseUrl url = database.url("public");
        return create(client, namespace, name, database, url.reveal());
    }

    /**
     * The same for a database that is there.
     *
     * @param way the URL by which the operator gets to it
     */
    static LoggedMigration create(
            KubernetesClient client, String namespace, String name, PostgresDatabase database, String way) {
        DatabaseUrl url = database.url("public");
        // In another schema, as the one that the migrations are for has to be clean.
        PostgresDatabase.run(url, "CREATE SCHEMA audit", "CREATE TABLE audit.log (line text)");
        GenericKubernetesResource resource = new GenericKubernetesResource();
        resource.setApiVersion(AtlasSchema.GROUP + "/v1alpha1");
        resource.setKind("AtlasMigration");
        resource.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
        resource.setAdditionalProperty("spec", Map.of("url", way, "dir", Map.of("local", directory())));
        client.resource(resource).create();
        return new LoggedMigration(
                database,
                url,
                client.resources(AtlasMigration.class).inNamespace(namespace).withName(name));
    }

    private static String version(int number) {
        return "%03d".formatted(number);
    }

    private static List<String> versions() {
        return IntStream.rangeClosed(1, FILES)
                .mapToObj(LoggedMigration::version)
                .toList();
    }

    private static Map<String, String> directory() {
        List<MigrationFile> files = new ArrayList<>();
        Map<String, String> entries = new TreeMap<>();
        for (int number = 1; number <= FILES; number++) {
            String version = version(number);
            String content = (number % 5 == 0 ? "-- atlas:txmode none\n\n" : "") + """
                    CREATE TABLE t_%1$s (id int);
                    INSERT INTO audit.log VALUES ('%1$s.1');
                    SELECT pg_sleep(0.05);
                    INSERT INTO audit.log VALUES ('%1$s.2');
                    """.formatted(version);
            files.add(new MigrationFile(version + ".sql", version, "", content));
            entries.put(version + ".sql", content);
        }
        entries.put("atlas.sum", Checksum.of(files).text());
        return entries;
    }

    /** How many lines the log has. */
    int logged() {
        return log().size();
    }

    /** The log's lines in order; a statement that ran twice is there twice. */
    List<String> log() {
        return PostgresDatabase.query(url, "SELECT line FROM audit.log ORDER BY 1");
    }

    AtlasMigrationStatus status() {
        AtlasMigrationStatus status = Objects.requireNonNull(resource.get()).getStatus();
        return status == null ? AtlasMigrationStatus.NONE : status;
    }

    boolean isReady() {
        return status().conditions().stream()
                .anyMatch(condition ->
                        condition.type().equals("Ready") && condition.status().equals("True"));
    }

    /** The server notices that a client is gone only once its statement has ended. */
    void awaitEndOfSessions() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> PostgresDatabase.query(
                                url,
                                "SELECT pid FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                        .isEmpty());
    }

    /** Fails the test unless every statement ran once, and both the status and the history say so. */
    void assertDoneOnce() {
        assertThat(status().lastAppliedVersion()).isEqualTo(version(FILES));
        assertThat(status().failed()).isZero();
        assertThat(log())
                .isEqualTo(versions().stream()
                        .flatMap(version -> List.of(version + ".1", version + ".2").stream())
                        .toList());
        assertThat(PostgresDatabase.query(
                        url, "SELECT version FROM atlas_schema_revisions WHERE applied = 4 AND total = 4 ORDER BY 1"))
                .isEqualTo(versions());
        assertThat(PostgresDatabase.query(url, "SELECT tablename FROM pg_tables WHERE tablename LIKE 't\\_0%'"))
                .hasSize(FILES);
    }

    @Override
    public void close() {
        resource.delete();
        database.close();
    }
}
