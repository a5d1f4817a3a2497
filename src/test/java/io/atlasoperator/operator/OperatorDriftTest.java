package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.status.Requests;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator on a real API server sees what others change in PostgreSQL databases. */
@NullUnmarked
class OperatorDriftTest {
    private static final String INDEX = "CREATE INDEX by_hand ON a (id)";

    private final MeterRegistry measures = new SimpleMeterRegistry();

    @RegisterExtension
    private final RunningOperator operator = RunningOperator.measuring(measures);

    private final KubernetesClient client = operator.client();
    private final String namespace = operator.namespace();

    @Test
    void looksByItselfAndCorrectsWhatLosesNothing() {
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            apply(AtlasSchema.class, schema(url, "resyncInterval: 10s\npolicy: {drift: correct}\n"));
            await(AtlasSchema.class, "False", "InSync");

            PostgresDatabase.run(url, INDEX);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> indexes(url).isEmpty());
            await(AtlasSchema.class, "False", "InSync");
            assertThat(events()).contains("DriftCorrected").doesNotContain("DriftDetected");

            PostgresDatabase.run(url, "CREATE TABLE precious (id int)");
            Condition drifted = await(AtlasSchema.class, "True", "DriftDetected");
            assertThat(drifted.message()).contains("would lose something").contains("DROP TABLE \"precious\"");
            assertThat(ready(AtlasSchema.class)).isEqualTo("True");
            assertThat(tables(url)).contains("precious");

            assertThat(measured("atlas.resource.ready")).isEqualTo(1);
            assertThat(measured("atlas.resource.drifted")).isEqualTo(1);
            assertThat(measured("atlas.drift", "corrected", "true")).isEqualTo(1);
            assertThat(measured("atlas.drift", "corrected", "false")).isEqualTo(1);
            assertThat(measured("atlas.statements")).isEqualTo(2);
            assertThat(measures.get("atlas.reconcile.phase")
                            .tag("phase", "work")
                            .timer()
                            .count())
                    .isGreaterThan(2);
            client.resources(AtlasSchema.class)
                    .inNamespace(namespace)
                    .withName("r")
                    .delete();
            Awaitility.await().until(() -> measures.find("atlas.resource.ready").gauge() == null);
        }
    }

    /** A node that is drained at night is no reason to drop a table that somebody has made by day. */
    @Test
    void aRestartDropsNothingThatCameBesideWhatIsDeclared() {
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            String spec = "url: '%s'\nschema: {sql: '%s'}\n";
            apply(AtlasSchema.class, spec.formatted(url.reveal(), "create table a (id int);"));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> "True".equals(ready(AtlasSchema.class)));
            PostgresDatabase.run(url, "CREATE TABLE precious (id int)", "INSERT INTO precious VALUES (7)");

            operator.restart();
            Condition drifted = await(AtlasSchema.class, "True", "DriftDetected");
            assertThat(drifted.message())
                    .contains("The next change of the resource does it")
                    .contains("DROP TABLE \"precious\"");
            assertThat(ready(AtlasSchema.class)).isEqualTo("True");
            assertThat(PostgresDatabase.query(url, "SELECT id FROM precious")).containsExactly("7");
            assertThat(events()).doesNotContain("DriftCorrected");

            // What is missing is made again, as ever.
            PostgresDatabase.run(url, "DROP TABLE precious", INDEX);
            operator.restart();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> condition(AtlasSchema.class, "Drifted").stream()
                            .anyMatch(found -> found.message().contains("DROP INDEX")));
            assertThat(indexes(url)).isNotEmpty();
            PostgresDatabase.run(url, "DROP TABLE a");
            ask(AtlasSchema.class);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> tables(url).equals(List.of("a")));

            PostgresDatabase.run(url, "CREATE TABLE precious (id int)");
            apply(AtlasSchema.class, spec.formatted(url.reveal(), "create table a (id int, name text);"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> tables(url).equals(List.of("a")));
        }
    }

    /** What a server has has another order than what is written: a look that finds nothing must not forget what was wanted. */
    @Test
    void reportsDriftWhereAColumnCameInBetween() {
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            PostgresDatabase.run(url, "CREATE TABLE a (id int NOT NULL, z int)");
            apply(AtlasSchema.class, """
                    url: "%s"
                    schema:
                      hcl: |
                        schema "public" {}
                        table "a" {
                          schema = schema.public
                          column "id" {
                            type = int
                          }
                          column "m" {
                            type = int
                            null = true
                          }
                          column "z" {
                            type = int
                            null = true
                          }
                        }
                    resyncInterval: 1h
                    """.formatted(url.reveal()));
            await(AtlasSchema.class, "False", "InSync");
            ask(AtlasSchema.class);
            PostgresDatabase.run(url, "CREATE TABLE precious (id int)");
            ask(AtlasSchema.class);

            await(AtlasSchema.class, "True", "DriftDetected");
            assertThat(tables(url)).contains("precious");
        }
    }

    @Test
    void onlyReportsUnlessToldOtherwiseAndDoesNotMistakeAnotherDatabaseForDrift() {
        try (PostgresDatabase database = PostgresServers.database();
                PostgresDatabase other = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            secret(url);
            apply(AtlasSchema.class, """
                    urlFrom: {secretKeyRef: {name: db, key: url}}
                    schema: {sql: "create table a (id int);"}
                    resyncInterval: 1h
                    """);
            await(AtlasSchema.class, "False", "InSync");

            PostgresDatabase.run(url, INDEX);
            ask(AtlasSchema.class);
            assertThat(await(AtlasSchema.class, "True", "DriftDetected").message())
                    .isEqualTo("the database was changed since the schema was applied. To undo it:\n"
                            + "DROP INDEX \"by_hand\";");
            assertThat(indexes(url)).containsExactly("by_hand");

            secret(other.url("public"));
            await(AtlasSchema.class, "False", "InSync");
            assertThat(tables(other.url("public"))).containsExactly("a");
            assertThat(indexes(url)).containsExactly("by_hand");

            PostgresDatabase.run(other.url("public"), INDEX);
            ask(AtlasSchema.class);
            await(AtlasSchema.class, "True", "DriftDetected");
            apply(AtlasSchema.class, """
                    urlFrom: {secretKeyRef: {name: db, key: url}}
                    schema: {sql: "create table a (id int, name text);"}
                    resyncInterval: 1h
                    """);
            await(AtlasSchema.class, "False", "InSync");
            assertThat(indexes(other.url("public"))).isEmpty();
        }
    }

    @Test
    void comparesWithWhatTheMigrationsMake() {
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url();
            String sql = "create table a (id int primary key);";
            String sum = Checksum.of(List.of(new MigrationFile("1.sql", "1", "", sql)))
                    .text()
                    .replace("\n", "\\n");
            apply(AtlasMigration.class, """
                    url: "%s"
                    revisionsSchema: history
                    dir: {local: {1.sql: "%s", atlas.sum: "%s"}}
                    resyncInterval: 1h
                    """.formatted(url.reveal(), sql, sum));
            await(AtlasMigration.class, "False", "InSync");

            PostgresDatabase.run(url, "ALTER TABLE a ADD COLUMN note text");
            ask(AtlasMigration.class);
            assertThat(await(AtlasMigration.class, "True", "DriftDetected").message())
                    .contains("up to version 1", "DROP COLUMN \"note\"");
            assertThat(ready(AtlasMigration.class)).isEqualTo("True");
            assertThat(events()).contains("DriftDetected");

            PostgresDatabase.run(url, "ALTER TABLE a DROP COLUMN note");
            ask(AtlasMigration.class);
            await(AtlasMigration.class, "False", "InSync");
        }
    }

    private double measured(String name, String... tags) {
        return measures.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    private static String schema(DatabaseUrl url, String more) {
        return "url: \"%s\"\nschema: {sql: \"create table a (id int);\"}\n%s".formatted(url.reveal(), more);
    }

    private void apply(Class<?> kind, String spec) {
        client.resource("apiVersion: db.atlasgo.io/v1alpha1\nkind: %s\nmetadata: {name: r, namespace: %s}\nspec:\n%s"
                        .formatted(kind.getSimpleName(), namespace, spec.indent(2)))
                .forceConflicts()
                .serverSideApply();
    }

    private <R extends CustomResource<?, ?>> void ask(Class<R> kind) {
        client.resources(kind)
                .inNamespace(namespace)
                .withName("r")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}"
                                .formatted(Requests.RETRY, UUID.randomUUID()));
    }

    private <R extends CustomResource<?, ? extends AtlasStatus>> Condition await(
            Class<R> kind, String status, String reason) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> condition(kind, "Drifted"),
                        found -> found.filter(drifted -> drifted.status().equals(status)
                                        && drifted.reason().equals(reason))
                                .isPresent())
                .orElseThrow();
    }

    private <R extends CustomResource<?, ? extends AtlasStatus>> String ready(Class<R> kind) {
        return condition(kind, "Ready").map(Condition::status).orElse("none");
    }

    /** Of the present generation. */
    private <R extends CustomResource<?, ? extends AtlasStatus>> Optional<Condition> condition(
            Class<R> kind, String type) {
        R found = client.resources(kind).inNamespace(namespace).withName("r").get();
        return found == null || found.getStatus() == null
                ? Optional.empty()
                : found.getStatus().conditions().stream()
                        .filter(condition -> condition.type().equals(type)
                                && Objects.equals(
                                        condition.observedGeneration(),
                                        found.getMetadata().getGeneration()))
                        .findFirst();
    }

    private List<String> events() {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .map(Event::getReason)
                .toList();
    }

    private void secret(DatabaseUrl url) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("db")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withStringData(Map.of("url", url.reveal()))
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private static List<String> indexes(DatabaseUrl url) {
        return PostgresDatabase.query(
                url, "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname = 'by_hand'");
    }

    private static List<String> tables(DatabaseUrl url) {
        return PostgresDatabase.query(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    }
}
