package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator on a real API server, with MySQL and MariaDB as targets. */
@NullUnmarked
class OperatorMySqlTest {
    private static final String NARROW = "create table users (id int primary key, name varchar(40) not null);";
    private static final String WIDE = "create table users (id int primary key, name varchar(80) not null, born date,"
            + " key by_name (name));\ncreate table pets (id int primary key, owner int, foreign key (owner) references"
            + " users (id));\n";

    @RegisterExtension
    private final RunningOperator operator = RunningOperator.usual();

    private final KubernetesClient client = operator.client();
    private final String namespace = operator.namespace();

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void keepsASchemaAsItIsDeclared(MySqlServers.Kind kind) {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            schema(database, NARROW, "");
            await("s", "True", "Applied");
            database.execute("INSERT INTO users VALUES (1, 'a')");

            schema(database, WIDE, "");
            AtlasSchema grown = await("s", "True", "Applied", 2);
            assertThat(message(grown)).contains("ALTER TABLE", "CREATE TABLE");
            assertThat(database.query("SELECT name FROM users")).containsExactly("a");
            assertThat(columns(database))
                    .containsExactly("pets.id", "pets.owner", "users.born", "users.id", "users.name");

            schema(database, NARROW, "policy: {lint: {destructive: {error: true}}}");
            AtlasSchema refused = await("s", "False", "LintPolicyError");
            assertThat(message(refused)).contains("DROP TABLE");
            assertThat(columns(database)).hasSize(5);

            schema(database, NARROW, "");
            await("s", "True", "Applied", 4);
            assertThat(columns(database)).containsExactly("users.id", "users.name");
            assertThat(database.query("SELECT name FROM users")).containsExactly("a");
            assertNothingPlanted(database);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void runsMigrationsAndGoesOnWhereOneFailed(MySqlServers.Kind kind) {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            Map<String, String> files = new TreeMap<>(Map.of(
                    "1.sql", "create table a (id int);\ninsert into a values (1);\n",
                    "2.sql", "insert into a values (2);\nalter table missing add column b int;\n"));
            migration(database, files);
            AtlasMigration failed = await(AtlasMigration.class, "m", "False", "Migrating", 1);
            assertThat(message(failed)).contains("alter table missing add column b int", "Error 1146 (42S02)");

            files.put("2.sql", "insert into a values (2);\nalter table a add column b int;\n");
            migration(database, files);
            AtlasMigration done = await(AtlasMigration.class, "m", "True", "Applied", 2);
            assertThat(done.getStatus().lastAppliedVersion()).isEqualTo("2");
            assertThat(database.query("SELECT id FROM a ORDER BY id")).containsExactly("1", "2");
            assertNothingPlanted(database);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void triesAgainWhenWhoeverHoldsTheTableIsGone(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            schema(database, NARROW, "");
            await("s", "True", "Applied");
            try (Connection reader = database.connect()) {
                reader.setAutoCommit(false);
                reader.createStatement().executeQuery("SELECT * FROM users").close();
                // The operator's own limit is longer than a test wants to wait.
                schema(database, WIDE, "", "?lock_wait_timeout=1");
                AtlasSchema waiting = await("s", "False", "ApplyingSchema", 2);
                assertThat(message(waiting)).contains("Lock wait timeout exceeded", "process ", " of root (Sleep");
                reader.rollback();
            }
            await("s", "True", "Applied", 2);
            assertThat(columns(database)).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void showsNoCredential(MySqlServers.Kind kind) {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            DatabaseUrl url = database.url();
            String planted = "hunter2-is-planted";
            String server = "@127.0.0.1:" + url.port() + "/" + database.name();
            List<String> urls = List.of(
                    url.scheme() + "://root:" + planted + server,
                    url.scheme() + "://nobody:" + planted + server,
                    url.scheme() + "://root:" + planted + "%zz" + server,
                    url.scheme() + "://root:" + planted + "@127.0.0.1:port/app",
                    url.scheme() + "://root:" + planted + "@127.0.0.1:1/app",
                    url.scheme() + "://root:" + planted + "@host.invalid:3306/app",
                    url.reveal() + "?password=" + planted,
                    url.reveal() + "?database=" + planted);
            for (int i = 0; i < urls.size(); i++) {
                create(AtlasSchema.class, "s" + i, "url: '%s'\nschema: {sql: '%s'}".formatted(urls.get(i), NARROW));
                create(
                        AtlasMigration.class,
                        "s" + i,
                        "url: '%s'\ndir: {local: %s}".formatted(urls.get(i), directory(Map.of("1.sql", NARROW))));
            }
            // What the server says of a broken statement quotes it.
            create(
                    AtlasSchema.class,
                    "broken",
                    "url: '%1$s'\ndevURL: '%2$s'\nschema: {sql: \"create user x identified by '%3$s' broken;\"}"
                            .formatted(url.reveal(), dev(database), url.password()));

            List<String> statuses = new ArrayList<>();
            for (int i = 0; i < urls.size(); i++) {
                statuses.add(json(failing(AtlasSchema.class, "s" + i)));
                statuses.add(json(failing(AtlasMigration.class, "s" + i)));
            }
            statuses.add(json(failing(AtlasSchema.class, "broken")));
            assertThat(statuses)
                    .allSatisfy(status ->
                            assertThat(status).doesNotContain(planted, Objects.requireNonNull(url.password())));
            assertThat(events())
                    .contains("Access denied")
                    .doesNotContain(planted, Objects.requireNonNull(url.password()));
        }
    }

    private void assertNothingPlanted(MySqlDatabase database) {
        assertThat(events())
                .doesNotContain(Objects.requireNonNull(database.url().password()));
    }

    private String events() {
        return client.getKubernetesSerialization()
                .asJson(client.v1().events().inNamespace(namespace).list());
    }

    private String json(CustomResource<?, ?> found) {
        return client.getKubernetesSerialization().asJson(found.getStatus());
    }

    private static List<String> columns(MySqlDatabase database) {
        return database.query("SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns"
                + " WHERE table_schema = DATABASE() ORDER BY 1");
    }

    private static String dev(MySqlDatabase database) {
        return database.server().withDatabase("dev").reveal();
    }

    private void schema(MySqlDatabase database, String sql, String more) {
        schema(database, sql, more, "");
    }

    private void schema(MySqlDatabase database, String sql, String more, String parameters) {
        create(
                AtlasSchema.class,
                "s",
                "url: '%s'\ndevURL: '%s'\nschema: {sql: %s}\n%s"
                        .formatted(database.url().reveal() + parameters, dev(database), quoted(sql), more));
    }

    private void migration(MySqlDatabase database, Map<String, String> files) {
        create(
                AtlasMigration.class,
                "m",
                "url: '%s'\ndir: {local: %s}".formatted(database.url().reveal(), directory(files)));
    }

    private String directory(Map<String, String> files) {
        Map<String, String> all = new TreeMap<>(files);
        all.put(
                "atlas.sum",
                Checksum.of(files.entrySet().stream()
                                .map(file -> new MigrationFile(
                                        file.getKey(), file.getKey().replace(".sql", ""), "", file.getValue()))
                                .toList())
                        .text());
        return client.getKubernetesSerialization().asJson(all);
    }

    private String quoted(String text) {
        return client.getKubernetesSerialization().asJson(text);
    }

    /** Makes a resource, or gives it another spec. */
    private <R extends CustomResource<?, ?>> void create(Class<R> kind, String name, String spec) {
        String text = "apiVersion: db.atlasgo.io/v1alpha1\nkind: %s\nmetadata: {name: %s, namespace: %s}\nspec:\n%s"
                .formatted(kind.getSimpleName(), name, namespace, spec.indent(2));
        client.resource(text).forceConflicts().serverSideApply();
    }

    private AtlasSchema await(String name, String ready, String reason) {
        return await(name, ready, reason, 0);
    }

    private AtlasSchema await(String name, String ready, String reason, long generation) {
        return await(AtlasSchema.class, name, ready, reason, generation);
    }

    private <R extends CustomResource<?, ? extends AtlasStatus>> R await(
            Class<R> kind, String name, String ready, String reason, long generation) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.resources(kind)
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        found -> condition(found)
                                .filter(condition -> condition.status().equals(ready)
                                        && condition.reason().equals(reason)
                                        && Objects.requireNonNullElse(condition.observedGeneration(), 0L) >= generation)
                                .isPresent());
    }

    private <R extends CustomResource<?, ? extends AtlasStatus>> R failing(Class<R> kind, String name) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> client.resources(kind)
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        found -> found.getStatus() != null && found.getStatus().failed() > 0);
    }

    private static Optional<Condition> condition(CustomResource<?, ? extends AtlasStatus> found) {
        return found.getStatus() == null
                ? Optional.empty()
                : found.getStatus().conditions().stream()
                        .filter(condition -> condition.type().equals("Ready"))
                        .findFirst();
    }

    private static String message(CustomResource<?, ? extends AtlasStatus> found) {
        return condition(found).map(Condition::message).orElse("");
    }
}
