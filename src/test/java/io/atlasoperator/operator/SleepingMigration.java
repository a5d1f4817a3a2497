package io.atlasoperator.operator;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationStatus;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Objects;

/**
 * An AtlasMigration of one file whose second of three statements would take ten minutes, as long as nobody wakes it; the others
 * note in a log that they ran.
 */
final class SleepingMigration implements AutoCloseable {
    private static final String RUNNING =
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(600)%'"
                    + " AND state = 'active' AND pid <> pg_backend_pid()";

    private final PostgresDatabase database;
    private final DatabaseUrl url;
    private final Resource<AtlasMigration> resource;

    private SleepingMigration(PostgresDatabase database, DatabaseUrl url, Resource<AtlasMigration> resource) {
        this.database = database;
        this.url = url;
        this.resource = resource;
    }

    static SleepingMigration inTransaction(KubernetesClient client, String namespace) {
        return create(client, namespace, "in-transaction", "");
    }

    static SleepingMigration withoutTransaction(KubernetesClient client, String namespace) {
        return create(client, namespace, "without", "-- atlas:txmode none\n\n");
    }

    private static SleepingMigration create(KubernetesClient client, String namespace, String name, String directive) {
        PostgresDatabase database = PostgresServers.database();
        DatabaseUrl url = database.url("public");
        PostgresDatabase.run(
                url, "CREATE SCHEMA audit", "CREATE TABLE audit.log (line text)", "CREATE TABLE audit.awake (id int)");
        String text = directive + """
                INSERT INTO audit.log VALUES ('a');
                SELECT CASE WHEN NOT EXISTS (SELECT FROM audit.awake) THEN pg_sleep(600) END;
                INSERT INTO audit.log VALUES ('b');
                """;
        String sum =
                Checksum.of(List.of(new MigrationFile("1.sql", "1", "", text))).text();
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasMigration
                        metadata: {name: %s, namespace: %s}
                        spec:
                          url: "%s"
                          dir:
                            local:
                              1.sql: |
                        %s
                              atlas.sum: |
                        %s
                        """.formatted(name, namespace, url.reveal(), text.indent(8), sum.indent(8)))
                .create();
        return new SleepingMigration(
                database,
                url,
                client.resources(AtlasMigration.class).inNamespace(namespace).withName(name));
    }

    /** How many sessions are at the statement that takes so long. */
    int sleeping() {
        return PostgresDatabase.query(url, RUNNING).size();
    }

    /** Ends what a killed operator left running. */
    void endSessions() {
        PostgresDatabase.query(
                url,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /** From now on the statement takes no time. */
    void wake() {
        PostgresDatabase.run(url, "INSERT INTO audit.awake VALUES (1)");
    }

    /** What the log holds; a statement that ran twice is there twice. */
    List<String> lines() {
        return PostgresDatabase.query(url, "SELECT line FROM audit.log ORDER BY line");
    }

    AtlasMigrationStatus status() {
        AtlasMigrationStatus status = Objects.requireNonNull(resource.get()).getStatus();
        return status == null ? AtlasMigrationStatus.NONE : status;
    }

    boolean isAtEnd() {
        return "1".equals(status().lastAppliedVersion())
                && status().conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Ready")
                                && condition.status().equals("True"));
    }

    @Override
    public void close() {
        resource.delete();
        database.close();
    }
}
