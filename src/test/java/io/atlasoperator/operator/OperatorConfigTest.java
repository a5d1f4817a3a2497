package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.api.v1alpha1.TargetStatus;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.target.WorkLimits;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Project files in resources, on a real API server, with SQLite files as targets. */
@NullUnmarked
class OperatorConfigTest {
    private static final String PASSWORD = "hunter2-is-planted";
    private static final ConfigPermissions PERMISSIONS = new ConfigPermissions(
            true, Set.of("/bin/sh"), Set.of("PLANTED"), Set.of("127.0.0.1"), Map.of("PLANTED", PASSWORD));

    private static final String TENANTS = """
            schema: {configMapKeyRef: {name: files, key: schema.sql}}
            envName: tenants
            config: |
              data "sql" "all" {
                url   = "sqlite://%s/control.db"
                query = "select name from tenants"
              }
              env "tenants" {
                for_each = toset(data.sql.all.values)
                url      = "sqlite://%s/${each.value}.db"
              }
            """;

    private static final String JUDGED = """
            schema: {configMapKeyRef: {name: files, key: schema.sql}}
            envName: x
            policy: {lint: {%s}}
            config: |
              env "x" {
                url = "sqlite://%s/one.db"
                lint {
                  naming {
                    error = true
                    match = "^[a-z]+$"
                  }
                }
              }
            """;

    @TempDir
    private Path folder;

    @RegisterExtension
    private final LogLines log = new LogLines();

    @RegisterExtension
    private final RunningOperator operator = RunningOperator.within(namespace -> new OperatorRuntime.Scope(
            Set.of(namespace),
            "",
            Turn.ALWAYS,
            PERMISSIONS,
            Duration.ZERO,
            Optional.empty(),
            List.of(),
            WorkLimits.USUAL,
            true));

    private final KubernetesClient client = operator.client();
    private final String namespace = operator.namespace();

    @Test
    void appliesToEveryTargetOfForEach() throws SQLException {
        run("control.db", "create table tenants (name text)");
        run("control.db", "insert into tenants values ('one'), ('two')");
        configMap("create table a (id int);");
        create(AtlasSchema.class, "tenants", TENANTS.formatted(folder, folder));
        AtlasSchema first = await(AtlasSchema.class, "tenants", ready());
        assertThat(message(first)).isEqualTo("""
                        The schema has been applied successfully to 2 targets:
                        - sqlite://%1$s/one.db: 1 statement
                        - sqlite://%1$s/two.db: 1 statement""".formatted(folder));
        assertThat(first.getStatus().targets())
                .extracting(TargetStatus::target)
                .containsExactly("sqlite://" + folder + "/one.db", "sqlite://" + folder + "/two.db");

        // One that comes later, with a table that nobody told of, is not emptied; the others go on.
        run("three.db", "create table precious (id int)");
        run("control.db", "insert into tenants values ('three')");
        configMap("create table a (id int, name text);");
        AtlasSchema second = await(AtlasSchema.class, "tenants", failed());
        assertThat(message(second))
                .startsWith("1 of 3 targets failed, 2 applied:\n- sqlite://" + folder + "/three.db: ");
        assertThat(second.getStatus().targets()).extracting(TargetStatus::ready).containsExactly(true, false, true);
        assertThat(tables("three.db")).containsExactly("precious");

        run("three.db", "drop table precious");
        configMap("create table a (id int, name text, more text);");
        await(AtlasSchema.class, "tenants", ready());
        assertThat(tables("three.db")).containsExactly("a");
    }

    /** Tenants are schemas of one database, which its catalog tells of, and the dev database is said by a variable. */
    @Test
    void appliesToSchemasOfOnePostgresServer() throws SQLException {
        try (PostgresDatabase database = PostgresServers.database(15);
                PostgresDatabase dev = PostgresServers.database(15);
                Connection connection = PostgresDatabase.connect(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute("create schema tenant_a");
            statement.execute("create schema tenant_b");
            secret("url", database.url().reveal());
            secret("dev", dev.url().reveal());
            create(AtlasSchema.class, "tenants", """
                    envName: all
                    vars:
                    - {key: url, valueFrom: {secretKeyRef: {name: url, key: url}}}
                    - {key: dev, valueFrom: {secretKeyRef: {name: dev, key: dev}}}
                    schema: {sql: "create table users (id int primary key, name text unique);"}
                    config: |
                      variable "url" {
                        type = string
                      }
                      variable "dev" {
                        type = string
                      }
                      data "sql" "tenants" {
                        url   = var.url
                        query = "select nspname from pg_namespace where nspname like $1"
                        args  = ["tenant_%"]
                      }
                      env "all" {
                        for_each = toset(data.sql.tenants.values)
                        url      = urlqueryset(var.url, "search_path", each.value)
                        dev      = urlqueryset(var.dev, "search_path", "public")
                        diff {
                          skip {
                            drop_column = true
                          }
                        }
                      }
                    """);
            AtlasSchema done = await(AtlasSchema.class, "tenants", ready());
            assertThat(done.getStatus().targets()).hasSize(2).allMatch(TargetStatus::ready);

            statement.execute("alter table tenant_b.users add column theirs int");
            client.resources(AtlasSchema.class)
                    .inNamespace(namespace)
                    .withName("tenants")
                    .edit(resource -> {
                        resource.getMetadata().setAnnotations(Map.of("db.atlasgo.io/retry", "1"));
                        return resource;
                    });
            statement.execute("drop schema tenant_a cascade");
            secret("url", database.url().reveal() + "&application_name=other");
            AtlasSchema later = await(
                    AtlasSchema.class,
                    "tenants",
                    ready().and(found -> message(found).contains("1 target:")));
            assertThat(later.getStatus().targets()).hasSize(1);
            try (ResultSet rows = statement.executeQuery("select theirs from tenant_b.users")) {
                assertThat(rows.next()).isFalse();
            }
        }
    }

    /** A server that takes connections and then says nothing. */
    @Test
    void isNotKeptFromOtherServersByOneThatDoesNotAnswer() throws Exception {
        AtomicBoolean gaveUp = new AtomicBoolean();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CountDownLatch asked = new CountDownLatch(1);
            Thread.startVirtualThread(() -> {
                try (Socket socket = silent.accept()) {
                    asked.countDown();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // Closed by its other end, in one way or another.
                }
                gaveUp.set(true);
            });
            create(AtlasSchema.class, "tenants", """
                    schema: {sql: "create table a (id int);"}
                    envName: all
                    config: |
                      env "all" {
                        for_each = toset(["postgres://root:pass@127.0.0.1:%d/app?sslmode=disable", "sqlite://%s/one.db"])
                        url      = each.value
                      }
                    """.formatted(silent.getLocalPort(), folder));

            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            await().atMost(Duration.ofMinutes(1)).until(() -> tables("one.db").equals(List.of("a")));
            assertThat(gaveUp).isFalse();
        }
        AtlasSchema found = await(AtlasSchema.class, "tenants", failed());
        assertThat(found.getStatus().targets()).extracting(TargetStatus::ready).containsExactly(false, true);
    }

    @Test
    void refusesWhatTheRulesOfTheFileCallAnError() throws SQLException {
        configMap("create table good (id int); create table Bad_1 (id int);");
        create(AtlasSchema.class, "judged", JUDGED.formatted("", folder));

        AtlasSchema refused = await(AtlasSchema.class, "judged", failed());

        assertThat(condition(refused).map(Condition::reason)).contains("LintPolicyError");
        assertThat(message(refused)).contains("Bad_1").doesNotContain("good");
        assertThat(tables("one.db")).isEmpty();

        configMap("create table good (id int); create table bad (id int);");
        await(AtlasSchema.class, "judged", ready());
        assertThat(tables("one.db")).containsExactly("bad", "good");
    }

    @Test
    void asksAboutWhatTheRulesOfTheFileCallAnError() throws SQLException {
        configMap("create table good (id int);");
        create(AtlasSchema.class, "judged", JUDGED.formatted("review: ERROR", folder));
        await(AtlasSchema.class, "judged", ready());

        configMap("create table good (id int); create table Bad_1 (id int);");
        AtlasSchema waiting = await(
                AtlasSchema.class,
                "judged",
                found -> condition(found).map(Condition::reason).equals(Optional.of("ApprovalPending")));

        assertThat(waiting.getStatus().failed()).isZero();
        assertThat(tables("one.db")).containsExactly("good");
    }

    @Test
    void migratesEveryTargetOfForEach() throws SQLException {
        MigrationFile file = new MigrationFile("1.sql", "1", "", "create table a (id int);\n");
        create(AtlasMigration.class, "tenants", """
                dir:
                  local:
                    1.sql: "create table a (id int);\\n"
                    atlas.sum: %s
                envName: all
                config: |
                  env "all" {
                    for_each = toset(["one", "two"])
                    url      = "sqlite://%s/${each.value}.db"
                  }
                """.formatted(
                        quoted(Checksum.of(List.of(file)).text()), folder));

        AtlasMigration done = await(AtlasMigration.class, "tenants", ready());

        assertThat(done.getStatus().lastAppliedVersion()).isEqualTo("1");
        assertThat(message(done)).contains("2 targets", "one.db: version 1", "two.db: version 1");
        assertThat(tables("one.db")).contains("a");
        assertThat(tables("two.db")).contains("a");
    }

    @Test
    void noticesWhatVariablesAndTheFileAreReadFrom() throws SQLException {
        secret("config", """
                variable "name" {
                  type = string
                }
                env "x" {
                  url = "sqlite://%s/${var.name}.db"
                }
                """.formatted(folder));
        secret("name", "first");
        create(AtlasSchema.class, "s", """
                schema: {sql: "create table a (id int);"}
                envName: x
                configFrom: {secretKeyRef: {name: config, key: config}}
                vars: [{key: name, valueFrom: {secretKeyRef: {name: name, key: name}}}]
                """);
        await(AtlasSchema.class, "s", ready());

        secret("name", "second");
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("second.db")));
        secret("config", "env \"x\" {\n  url = \"sqlite://" + folder + "/third.db\"\n}\n");
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("third.db")));

        await(AtlasSchema.class, "s", ready());
        assertThat(tables("second.db")).containsExactly("a");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(tables("third.db")).containsExactly("a"));
    }

    @Test
    void showsNoSecretInStatusEventsOrLog() {
        secret("pass", PASSWORD);
        String any = "sqlite://" + folder + "/any.db";
        List<String> envs = List.of(
                "url = \"postgres://root:${var.pass}@127.0.0.1:1/app\"",
                "url = \"postgres://root:" + PASSWORD + "@127.0.0.1:1/app\"",
                "url = \"postgres://root:${urlescape(var.pass)}/@127.0.0.1:1/app\"",
                "url = \"postgres://127.0.0.1:1/app?user=root&password=${var.pass}\"",
                "url = \"nothing://root:${var.pass}@127.0.0.1:1/app\"",
                "url = \"root:${var.pass}@127.0.0.1:1/app\"",
                "url = urluserinfo(\"postgres://127.0.0.1:1/app\", \"root\", var.pass)",
                "url = var.pass",
                "url = \"" + any
                        + "\"\n    dev = \"postgres://root:${var.pass}@127.0.0.1:1/app\"\n    src = \"file://schema.hcl\"",
                "url = \"" + any + "\"\n    tx_mode = var.pass",
                "url = \"" + any + "\"\n    src = \"file://${var.pass}.sql\"",
                "url = \"" + any + "\"\n    src = \"postgres://root:${var.pass}@127.0.0.1:1/app\"",
                "url = \"" + any + "\"\n    exclude = [var.pass, \"[\"]",
                "url = \"" + any + "\"\n    nothing = var.${var.pass}",
                "url = \"" + any + "\"\n    diff {\n      skip = var.pass\n    }",
                "url = data.sql.q.value",
                "url = data.runtimevar.r",
                "url = data.runtimevar.u",
                "url = data.external.e",
                "url = file(var.pass)",
                "url = \"postgres://root:${getenv(\"PLANTED\")}@127.0.0.1:1/app\"",
                "url = getenv(var.pass)");
        String config = """
                variable "pass" {
                  type = string
                }
                data "sql" "q" {
                  url   = "postgres://root:${var.pass}@127.0.0.1:1/app"
                  query = "select 1"
                }
                data "runtimevar" "r" {
                  url = "constant://?val=${var.pass}&decoder=${var.pass}"
                }
                data "runtimevar" "u" {
                  url = "http://root:${var.pass}@127.0.0.1:1/?token=${var.pass}"
                }
                data "external" "e" {
                  program = ["/bin/sh", "-c", "echo ${var.pass} >&2; exit 1"]
                }
                env "x" {
                    %s
                }
                """;
        for (int i = 0; i < envs.size(); i++) {
            create(AtlasSchema.class, "s" + i, """
                    schema: {hcl: "schema x {"}
                    envName: x
                    vars: [{key: pass, valueFrom: {secretKeyRef: {name: pass, key: pass}}}]
                    config: %s
                    """.formatted(quoted(config.formatted(envs.get(i)))));
        }

        for (int i = 0; i < envs.size(); i++) {
            AtlasSchema found = await(AtlasSchema.class, "s" + i, failed());
            assertThat(client.getKubernetesSerialization().asJson(found.getStatus()))
                    .as(envs.get(i))
                    .doesNotContain(PASSWORD);
        }
        String events = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> client.getKubernetesSerialization()
                                .asJson(client.v1()
                                        .events()
                                        .inNamespace(namespace)
                                        .list()),
                        text -> text.contains("data.external.e"));
        assertThat(events).contains("Warning").doesNotContain(PASSWORD);
        assertThat(log.toString()).contains("failures in a row").doesNotContain(PASSWORD);
    }

    private void run(String name, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> tables(String name) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from sqlite_master where type = 'table'"
                        + " and name not like 'atlas_%' order by name")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private String quoted(String text) {
        return client.getKubernetesSerialization().asJson(text);
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

    private static Optional<Condition> condition(CustomResource<?, ? extends AtlasStatus> found) {
        return found.getStatus().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst();
    }

    private static String message(CustomResource<?, ? extends AtlasStatus> found) {
        return condition(found).map(Condition::message).orElse("");
    }

    private void secret(String key, String value) {
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(key)
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
