package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that is told to stop leaves no statement running on a server. */
@NullUnmarked
class StoppedOperatorTest {
    private static final String RUNNING =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(600)%'"
                    + " AND state = 'active' AND pid <> pg_backend_pid()";
    private static final Map<String, String> GRACE = Map.of("TERMINATION_GRACE_PERIOD", "4");

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();

    @Test
    void cancelsWhatDoesNotEndAndTheNextOneGoesOn() throws Exception {
        try (PostgresDatabase one = PostgresServers.database();
                PostgresDatabase other = PostgresServers.database()) {
            DatabaseUrl inTransaction = prepare("in-transaction", one, "");
            DatabaseUrl without = prepare("without", other, "-- atlas:txmode none\n\n");
            try (OperatorProcess operator = start()) {
                operator.await(() -> number(inTransaction, RUNNING) == 1 && number(without, RUNNING) == 1);
                operator.stop();
                assertThat(number(inTransaction, RUNNING)).as(operator::log).isZero();
                assertThat(number(without, RUNNING)).as(operator::log).isZero();
            }
            assertThat(lines(inTransaction)).isEmpty();
            assertThat(lines(without)).containsExactly("a");
            // Nobody did anything wrong.
            assertThat(found("without").getStatus().toString()).doesNotContain("cancel", "interrupted");

            PostgresDatabase.run(inTransaction, "INSERT INTO audit.awake VALUES (1)");
            PostgresDatabase.run(without, "INSERT INTO audit.awake VALUES (1)");
            try (OperatorProcess operator = start()) {
                operator.await(() -> lines(inTransaction).equals(List.of("a", "b"))
                        && lines(without).equals(List.of("a", "b")));
                operator.await(() -> isAtEnd("in-transaction") && isAtEnd("without"));
            }
        }
    }

    private DatabaseUrl prepare(String name, PostgresDatabase database, String directive) {
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
        return url;
    }

    private OperatorProcess start() {
        return OperatorProcess.start(folder, "operator", ControlPlane.shared(), GRACE, "--namespace=" + namespace);
    }

    private AtlasMigration found(String name) {
        return client.resources(AtlasMigration.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private boolean isAtEnd(String name) {
        return "1".equals(found(name).getStatus().lastAppliedVersion());
    }

    private static List<String> lines(DatabaseUrl url) {
        return PostgresDatabase.query(url, "SELECT line FROM audit.log ORDER BY line");
    }

    private static int number(DatabaseUrl url, String query) {
        return Integer.parseInt(PostgresDatabase.query(url, query).getFirst());
    }
}
