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
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The operator on a real API server, with SQLite files and PostgreSQL as targets. */
@NullUnmarked
class OperatorRuntimeTest {
    private static final String PASSWORD = "hunter2-is-planted";

    @TempDir
    private Path folder;

    @RegisterExtension
    private final LogLines log = new LogLines();

    @RegisterExtension
    private final RunningOperator operator = RunningOperator.usual();

    private final KubernetesClient client = operator.client();
    private final String namespace = operator.namespace();

    @Test
    void appliesAgainWhenTheConfigMapOrTheSecretChanges() {
        secret("url", "sqlite://" + folder.resolve("one.db"));
        configMap("create table a (id int);");
        create(AtlasSchema.class, "s", """
                urlFrom: {secretKeyRef: {name: db, key: url}}
                schema: {configMapKeyRef: {name: files, key: schema.sql}}
                """);
        AtlasSchema first = await(AtlasSchema.class, "s", ready());

        configMap("create table a (id int, name text);");
        AtlasSchema second = await(AtlasSchema.class, "s", hashOtherThan(first));
        assertThat(message(second)).contains("ADD COLUMN");

        secret("url", "sqlite://" + folder.resolve("two.db"));
        AtlasSchema third = await(
                AtlasSchema.class, "s", ready().and(found -> message(found).contains("CREATE TABLE")));
        assertThat(third.getStatus().observedHash())
                .isEqualTo(second.getStatus().observedHash());
        assertThat(first.getStatus().failed()).isZero();
        assertThat(events("s")).extracting(Event::getReason).containsOnly("Applied");
    }

    @Test
    void isHealthyUntilSomethingThatItNeedsHasEnded() {
        assertThat(operator.runtime().trouble()).isEmpty();
        operator.runtime().close();
        Awaitility.await()
                .untilAsserted(() -> assertThat(operator.runtime().trouble())
                        .hasValueSatisfying(trouble -> assertThat(trouble)
                                .isEqualTo("the watch on secrets of namespace " + namespace + " has ended")));
    }

    @Test
    void recoversAsSoonAsAMissingSecretIsThere() {
        create(AtlasSchema.class, "s", """
                urlFrom: {secretKeyRef: {name: db, key: url}}
                schema: {sql: "create table a (id int);"}
                """);
        await(AtlasSchema.class, "s", reason("ReadSchema"));

        secret("url", "sqlite://" + folder.resolve("late.db"));

        assertThat(await(AtlasSchema.class, "s", ready()).getStatus().failed()).isZero();
    }

    @Test
    void looksAgainAtWhatWaitsForAChangeWhenAsked() {
        Path file = folder.resolve("asked.db");
        create(AtlasSchema.class, "s", """
                url: "sqlite://%s"
                backoffLimit: 1
                schema: {sql: "create table a (id int); create index i on missing (id);"}
                """.formatted(file));
        await(AtlasSchema.class, "s", failures(2));

        ask("first");
        await(AtlasSchema.class, "s", failures(1));
        await(AtlasSchema.class, "s", failures(2));
        assertThat(events("s")).extracting(Event::getReason).contains("BackoffLimitExceeded");

        ask("second");
        await(AtlasSchema.class, "s", failures(1));
    }

    @Test
    void runsMigrationsOfAConfigMap() {
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("dir")
                        .endMetadata()
                        .addToData("1.sql", "create table a (id int);\n")
                        .addToData(
                                "atlas.sum",
                                Checksum.of(List.of(new MigrationFile("1.sql", "1", "", "create table a (id int);\n")))
                                        .text())
                        .build())
                .create();
        create(AtlasMigration.class, "m", """
                url: "sqlite://%s"
                dir: {configMapRef: {name: dir}}
                """.formatted(folder.resolve("m.db")));

        AtlasMigration done = await(AtlasMigration.class, "m", ready());

        assertThat(done.getStatus().lastAppliedVersion()).isEqualTo("1");
        // The event comes after the status.
        await().untilAsserted(() ->
                assertThat(events("m")).extracting(Event::getMessage).containsExactly("Version 1 applied"));
    }

    @Test
    void readsResourcesWithFieldsOfTheFuture() {
        create(AtlasSchema.class, "s", """
                url: "sqlite://%s"
                fromTheFuture: {a: 1}
                schema: {sql: "create table a (id int);"}
                """.formatted(folder.resolve("f.db")));

        await(AtlasSchema.class, "s", ready());
    }

    @Test
    void showsNoCredentialInStatusEventsOrLog() {
        List<String> specs = List.of(
                "url: 'postgres://root:" + PASSWORD + "@127.0.0.1:1/app'\nschema: {sql: x}",
                "url: 'postgres://root:" + PASSWORD + "%zz@127.0.0.1:1/app'\nschema: {sql: x}",
                "url: 'postgres://root:" + PASSWORD + "/@127.0.0.1:1/app'\nschema: {sql: x}",
                "url: 'postgres://root:" + PASSWORD + "#@127.0.0.1:1/app'\nschema: {sql: x}",
                "url: 'root:" + PASSWORD + "@127.0.0.1:1/app'\nschema: {sql: x}",
                "url: 'postgres://127.0.0.1:1/app?user=root&password=" + PASSWORD + "'\nschema: {sql: x}",
                "url: 'nothing://root:" + PASSWORD + "@127.0.0.1:1/app'\nschema: {sql: x}",
                "urlFrom: {secretKeyRef: {name: db, key: bad}}\nschema: {sql: x}",
                "urlFrom: {secretKeyRef: {name: db, key: other}}\nschema: {sql: x}",
                "credentials: {scheme: postgres, host: 127.0.0.1, port: 1, user: root, passwordFrom: {secretKeyRef:"
                        + " {name: db, key: password}}}\nschema: {sql: x}",
                "url: 'sqlite://" + folder.resolve("l.db") + "'\ndevURL: 'postgres://root:" + PASSWORD
                        + "@127.0.0.1:1/app'\nschema: {sql: 'creat table'}");
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("db")
                        .endMetadata()
                        .addToStringData("bad", "postgres:/root:" + PASSWORD + "@h/d")
                        .addToStringData("password", PASSWORD)
                        .build())
                .create();
        for (int i = 0; i < specs.size(); i++) {
            create(AtlasSchema.class, "s" + i, specs.get(i));
        }

        for (int i = 0; i < specs.size(); i++) {
            AtlasSchema found = await(AtlasSchema.class, "s" + i, failed());
            assertThat(client.getKubernetesSerialization().asJson(found.getStatus()))
                    .doesNotContain(PASSWORD);
        }
        String events = client.getKubernetesSerialization()
                .asJson(client.v1().events().inNamespace(namespace).list());
        assertThat(events).contains("Warning").doesNotContain(PASSWORD);
        assertThat(log.toString()).contains("failures in a row").doesNotContain(PASSWORD);
    }

    @Test
    void showsNoCredentialOfPostgresTargets() {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            DatabaseUrl url = database.url("public");
            String known = Objects.requireNonNull(url.password());
            String login = "postgres://" + url.user() + ":" + PASSWORD;
            String server = "@127.0.0.1:" + url.port() + url.path() + "?sslmode=disable";
            createBothKinds("wrong-password", login + server, "SELECT 1");
            createBothKinds("wrong-user", "postgres://nobody:" + PASSWORD + server, "SELECT 1");
            createBothKinds("wrong-parameter", url.reveal() + "&password=" + PASSWORD, "SELECT 1");
            createBothKinds("bad-escape", login + "%zz" + server, "SELECT 1");
            createBothKinds("bad-port", login + "@127.0.0.1:port" + url.path(), "SELECT 1");
            createBothKinds("unknown-host", login + "@host.invalid:5432/app", "SELECT 1");
            // The server quotes what is wrong with a statement: here that is the password it knows.
            createBothKinds("broken-keyword", url.reveal(), "creat table a");
            createBothKinds("broken-value", url.reveal(), "SELECT '" + known + "'::int");
            createBothKinds("broken-name", url.reveal(), "\"" + known + "\"");

            for (HasMetadata created : client.resources(AtlasSchema.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()) {
                String name = created.getMetadata().getName();
                assertThat(List.of(
                                await(AtlasSchema.class, name, failed()).getStatus(),
                                await(AtlasMigration.class, name, failed()).getStatus()))
                        .as(name)
                        .extracting(client.getKubernetesSerialization()::asJson)
                        .allSatisfy(status -> assertThat(status).doesNotContain(PASSWORD, known));
            }
            String events = client.getKubernetesSerialization()
                    .asJson(client.v1().events().inNamespace(namespace).list());
            assertThat(events)
                    .contains("Warning", "password authentication failed", "syntax error")
                    .doesNotContain(PASSWORD, known);
            assertThat(log.toString()).contains("failures in a row").doesNotContain(PASSWORD, known);
        }
    }

    private void createBothKinds(String name, String url, String sql) {
        String content = sql + ";";
        MigrationFile file = new MigrationFile("1.sql", "1", "", content);
        create(AtlasSchema.class, name, "url: '%s'\nschema: {sql: %s}".formatted(url, quoted(content)));
        create(
                AtlasMigration.class,
                name,
                "url: '%s'\ndir:\n  local: {1.sql: %s, atlas.sum: %s}"
                        .formatted(
                                url,
                                quoted(content),
                                quoted(Checksum.of(List.of(file)).text())));
    }

    private String quoted(String text) {
        return client.getKubernetesSerialization().asJson(text);
    }

    private void ask(String request) {
        client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .withName("s")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}".formatted(Requests.RETRY, request));
    }

    private <R extends CustomResource<?, ?>> void create(Class<R> kind, String name, String spec) {
        String text = "apiVersion: db.atlasgo.io/v1alpha1\nkind: %s\nmetadata: {name: %s, namespace: %s}\nspec:\n%s"
                .formatted(kind.getSimpleName(), name, namespace, spec.indent(2));
        client.resource(text).create();
    }

    private <R extends CustomResource<?, ? extends AtlasStatus>> R await(
            Class<R> kind, String name, Predicate<CustomResource<?, ? extends AtlasStatus>> wanted) {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.resources(kind)
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        found -> found.getStatus() != null && wanted.test(found));
    }

    private static org.awaitility.core.ConditionFactory await() {
        return org.awaitility.Awaitility.await();
    }

    private static Predicate<CustomResource<?, ? extends AtlasStatus>> ready() {
        return found -> condition(found).map(Condition::status).equals(Optional.of("True"));
    }

    private static Predicate<CustomResource<?, ? extends AtlasStatus>> failed() {
        return found -> found.getStatus().failed() > 0;
    }

    private static Predicate<CustomResource<?, ? extends AtlasStatus>> failures(int count) {
        return found -> found.getStatus() != null && found.getStatus().failed() == count;
    }

    private static Predicate<CustomResource<?, ? extends AtlasStatus>> reason(String reason) {
        return found -> condition(found).map(Condition::reason).equals(Optional.of(reason));
    }

    private static Predicate<CustomResource<?, ? extends AtlasStatus>> hashOtherThan(AtlasSchema before) {
        return ready().and(found ->
                !found.getStatus().observedHash().equals(before.getStatus().observedHash()));
    }

    private static Optional<Condition> condition(CustomResource<?, ? extends AtlasStatus> found) {
        return found.getStatus().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst();
    }

    private static String message(CustomResource<?, ? extends AtlasStatus> found) {
        return condition(found).map(Condition::message).orElse("");
    }

    private List<Event> events(String name) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .toList();
    }

    private void secret(String key, String value) {
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("db")
                        .endMetadata()
                        .addToStringData(key, value)
                        .build())
                .serverSideApply();
    }

    private void configMap(String sql) {
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("files")
                        .endMetadata()
                        .addToData("schema.sql", sql)
                        .build())
                .serverSideApply();
    }
}
