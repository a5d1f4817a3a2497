package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.OperatorProcess;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator as it ships, with a secret of its own in each of many resources that fail, each in another way. None of the secrets may be
 * found in a status, an event, the log at its most talkative, the metrics, a file, or the arguments of a process that it starts.
 */
@NullUnmarked
class SecretLeakTest {
    /** Nobody listens there. */
    private static final String NOWHERE = "127.0.0.1:1";

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final Random random = new Random();

    /** The secrets by what they are planted in. */
    private final Map<String, String> planted = new LinkedHashMap<>();

    private final Map<String, Class<? extends CustomResource<?, ? extends AtlasStatus>>> resources =
            new LinkedHashMap<>();
    private final Set<String> commands = ConcurrentHashMap.newKeySet();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void noneIsShownInThirtyWaysToFail() throws IOException, InterruptedException {
        Set<Path> before = temporary();
        Path work = Files.createDirectory(folder.resolve("work"));
        Path elsewhere = Files.createTempFile(Path.of("target"), "planted", ".txt");
        String inEnvironment = secret("a variable of the operator");
        Map<String, String> variables = Map.of(
                "ALLOW_CUSTOM_CONFIG", "true",
                "CUSTOM_CONFIG_PROGRAMS", "/bin/sh",
                "CUSTOM_CONFIG_VARIABLES", "PLANTED",
                "CUSTOM_CONFIG_HOSTS", "127.0.0.1",
                "PLANTED", inEnvironment,
                "DATA_DIR", work.resolve("data").toString());
        try (PostgresDatabase postgres = PostgresServers.database(15);
                MySqlDatabase mysql = MySqlServers.database(MySqlServers.Kind.MYSQL);
                OperatorProcess operator = OperatorProcess.start(
                        work,
                        "operator",
                        ControlPlane.shared(),
                        variables,
                        "--namespace=" + namespace,
                        "--zap-log-level=debug")) {
            Thread sampler = Thread.ofPlatform().daemon().start(() -> sample(operator.handle()));
            operator.await(operator::isReady);
            addresses();
            statements(postgres.url("public"), mysql);
            projectFiles(elsewhere);
            migrations(postgres.url("public"), mysql);
            assertThat(resources).hasSizeGreaterThanOrEqualTo(30);
            resources.forEach((name, kind) -> operator.await(() -> isSettled(kind, name)));

            assertClean("the status of", statuses());
            assertClean(
                    "an event about",
                    client.getKubernetesSerialization()
                            .asJson(client.v1().events().inNamespace(namespace).list()));
            assertClean("the log about", operator.log());
            assertThat(operator.log()).contains("failures in a row");
            String metrics = operator.metrics();
            assertThat(metrics).contains("atlas_failures_total");
            assertClean("the metrics about", metrics);
            assertFilesClean(work, before);
            operator.handle().destroy();
            operator.exit();
            sampler.join();
            assertClean("the log about", operator.log());
            assertFilesClean(work, before);
            assertThat(commands).anyMatch(command -> command.contains("postgres"));
            assertClean("a command line about", String.join("\n", commands));
        } finally {
            Files.deleteIfExists(elsewhere);
        }
    }

    /** Where the database is, and who wants to log in there. */
    private void addresses() {
        String sql = "schema: {sql: 'create table a (id int);'}\n";
        urlFrom("from-secret", "postgres://root:%s@" + NOWHERE + "/app", sql);
        urlFrom("of-mysql", "mysql://root:%s@" + NOWHERE + "/app", sql);
        urlFrom("half-escaped", "postgres://root:%%s%ss@" + NOWHERE + "/app", sql);
        urlFrom("with-a-slash", "postgres://root:x/%s@" + NOWHERE + "/app", sql);
        urlFrom("with-an-at", "postgres://root:x@%s@" + NOWHERE + "/app", sql);
        urlFrom("unknown-scheme", "nothing://root:%s@" + NOWHERE + "/app", sql);
        urlFrom("no-scheme", "root:%s@" + NOWHERE + "/app", sql);
        urlFrom("nothing-but", "%s", sql);
        urlFrom("as-a-parameter", "postgres://" + NOWHERE + "/app?user=root&password=%s", sql);
        urlFrom("of-a-key", "postgres://root@" + NOWHERE + "/app?sslmode=require&sslpassword=%s", sql);
        schema("inline", sql + "url: 'postgres://root:%s@" + NOWHERE + "/app'");
        schema(
                "credentials",
                sql
                        + "credentials: {scheme: postgres, user: root, password: '%s', host: 127.0.0.1, port: 1, database: app}");
        schema(
                "other-credentials",
                sql
                        + "credentials: {scheme: mysql, user: root, host: 127.0.0.1, port: 1, database: app, passwordFrom:"
                        + " {secretKeyRef: {name: other-credentials, key: value}}}");
        schema(
                "host",
                sql
                        + "credentials: {scheme: postgres, user: root, port: 1, database: app, hostFrom: {secretKeyRef: {name: host,"
                        + " key: value}}}");
        schema("another-key", sql + "urlFrom: {secretKeyRef: {name: another-key, key: missing}}");
        schema("dev", sql + "url: 'sqlite://" + folder + "/dev.db'\ndevURL: 'sqlite://root:%s@x/y/z?mode=nothing'");
        schema(
                "dev-from",
                sql + "url: 'postgres://" + NOWHERE + "/app'\ndevURLFrom: {secretKeyRef: {name: dev-from, key: value}}",
                "postgres://root:%s@" + NOWHERE + "/dev");
        schema(
                "token",
                sql + "url: 'sqlite://" + folder
                        + "/token.db'\ncloud: {repo: x, tokenFrom: {secretKeyRef: {name: token, key: value}}}");
    }

    /** What statements set, and servers quote. */
    private void statements(DatabaseUrl postgres, MySqlDatabase mysql) {
        String url = "url: '" + postgres.reveal() + "'\n";
        schema("role", url + "schema: {sql: \"create role r login password '%s' valid until 'nonsense';\"}");
        schema("role-with-a-slip", url + "schema: {sql: \"alter role r password '%s' an error;\"}");
        schema("mapping", url + "schema: {sql: \"create user mapping for r server s options (password '%s');\"}");
        schema(
                "subscription",
                url
                        + "schema: {sql: \"create subscription s connection 'host=127.0.0.1 port=1 password=%s' publication p;\"}");
        String there = "url: '" + mysql.url().reveal() + "'\ndevURL: '"
                + mysql.server().withDatabase("dev").reveal() + "'\n";
        schema("mysql-user", there + "schema: {sql: \"create user u identified by '%s' an error;\"}");
        schema("mysql-slip", there + "schema: {sql: \"create user u identfied by '%s';\"}");
    }

    private void projectFiles(Path elsewhere) throws IOException {
        String given = "schema: {hcl: 'schema x {'}\nenvName: x\n"
                + "vars: [{key: pass, valueFrom: {secretKeyRef: {name: NAME, key: value}}}]\nconfig: |\n";
        String any = "sqlite://" + folder + "/any.db";
        Map<String, String> envs = new LinkedHashMap<>();
        envs.put("config-url", "url = \"postgres://root:${var.pass}@" + NOWHERE + "/app\"");
        envs.put("config-function", "url = urluserinfo(\"postgres://" + NOWHERE + "/app\", \"root\", var.pass)");
        envs.put("config-src", "url = \"" + any + "\"\n    src = \"postgres://root:${var.pass}@" + NOWHERE + "/app\"");
        envs.put("config-tx-mode", "url = \"" + any + "\"\n    tx_mode = var.pass");
        envs.put("config-query", "url = data.sql.q.value");
        envs.put("config-store", "url = data.runtimevar.u");
        envs.put(
                "config-for-each",
                "for_each = toset([var.pass])\n    url = \"postgres://root:${each.value}@" + NOWHERE + "/app\"");
        String file = """
                variable "pass" {
                  type = string
                }
                data "sql" "q" {
                  url   = "postgres://root:${var.pass}@%s/app"
                  query = "select 1"
                }
                data "runtimevar" "u" {
                  url = "http://root:${var.pass}@%s/?token=${var.pass}"
                }
                env "x" {
                    %s
                }
                """;
        envs.forEach((name, env) -> schema(
                name,
                given.replace("NAME", name)
                        + file.formatted(NOWHERE, NOWHERE, env).indent(2)));
        String literal = "schema: {hcl: 'schema x {'}\nenvName: x\n";
        schema(
                "config-literal",
                literal + "config: 'env \"x\" {\n\n  url = \"postgres://root:%s@" + NOWHERE + "/app\"\n\n}'");
        schema(
                "config-from",
                literal + "configFrom: {secretKeyRef: {name: config-from, key: value}}",
                "env \"x\" {\n  url = \"postgres://root:%s@" + NOWHERE + "/app\" oops\n}\n");
        String program = secret("what a program says");
        Files.writeString(elsewhere, program);
        schema(
                "config-program",
                literal + "config: |\n"
                        + """
                data "external" "e" {
                  program = ["/bin/sh", "-c", "echo postgres://root:$(cat %s)@%s/app"]
                }
                env "x" {
                  url = data.external.e
                }
                """.formatted(elsewhere.toAbsolutePath(), NOWHERE).indent(2));
        schema(
                "config-variable",
                literal + "config: |\n"
                        + ("env \"x\" {\n  url = \"postgres://root:${getenv(\"PLANTED\")}@" + NOWHERE + "/app\"\n}\n")
                                .indent(2));
    }

    private void migrations(DatabaseUrl postgres, MySqlDatabase mysql) {
        migration("m-url", "postgres://root:%s@" + NOWHERE + "/app", "select 1;", "");
        migration("m-statement", postgres.reveal(), "alter role missing_role password '%s';", "");
        migration("m-mysql", mysql.url().reveal(), "alter user missing_user identified by '%s';", "");
        migration("m-mysql-slip", mysql.url().reveal(), "create user u identfied by '%s';", "");
        migration("m-hook", postgres.reveal(), "select 1;", """
                envName: x
                vars: [{key: pass, valueFrom: {secretKeyRef: {name: m-hook, key: value}}}]
                config: |
                  variable "pass" {
                    type = string
                  }
                  env "x" {
                    hook "sql" "h" {
                      transaction {
                        after_begin = ["select set_config('app.key', '${var.pass}', missing_column)"]
                      }
                    }
                  }
                """);
    }

    private String secret(String where) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        String secret = "planted" + HexFormat.of().formatHex(bytes);
        planted.put(where, secret);
        return secret;
    }

    private void urlFrom(String name, String url, String spec) {
        schema(name, spec + "urlFrom: {secretKeyRef: {name: " + name + ", key: value}}", url);
    }

    private void schema(String name, String spec) {
        schema(name, spec, "%s");
    }

    private void schema(String name, String spec, String value) {
        create(AtlasSchema.class, name, spec, value);
    }

    /** One with a directory of one file. */
    private void migration(String name, String url, String sql, String more) {
        String content = sql.replace("%s", secret(name));
        String sum = Checksum.of(List.of(new MigrationFile("1.sql", "1", "", content)))
                .text();
        String files = client.getKubernetesSerialization().asJson(Map.of("1.sql", content, "atlas.sum", sum));
        create(AtlasMigration.class, name, "url: '" + url + "'\ndir: {local: " + files + "}\n" + more, "%s");
    }

    /** A resource, and the Secret of its name. */
    private void create(
            Class<? extends CustomResource<?, ? extends AtlasStatus>> kind, String name, String spec, String value) {
        String secret = planted.containsKey(name) ? planted.get(name) : secret(name);
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToStringData("value", value.replace("%%", "%").replace("%s", secret))
                        .build())
                .create();
        client.resource("apiVersion: db.atlasgo.io/v1alpha1\nkind: %s\nmetadata: {name: %s, namespace: %s}\nspec:\n"
                                .formatted(kind.getSimpleName(), name, namespace)
                        + spec.replace("%s", secret).indent(2))
                .create();
        resources.put(name, kind);
    }

    private boolean isSettled(Class<? extends CustomResource<?, ? extends AtlasStatus>> kind, String name) {
        AtlasStatus status = client.resources(kind)
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getStatus();
        return status != null && status.failed() > 0;
    }

    private String statuses() {
        return Stream.<Class<? extends CustomResource<?, ? extends AtlasStatus>>>of(
                        AtlasSchema.class, AtlasMigration.class)
                .flatMap(kind -> client.resources(kind).inNamespace(namespace).list().getItems().stream())
                .map(found -> found.getMetadata().getName() + ": "
                        + client.getKubernetesSerialization().asJson(found.getStatus()))
                .collect(Collectors.joining("\n"));
    }

    private void assertClean(String where, String text) {
        List<String> leaks = new ArrayList<>();
        planted.forEach((name, secret) -> {
            int at = text.indexOf(secret);
            if (at >= 0) {
                leaks.add(where + " " + name + ": "
                        + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + secret.length() + 100)));
            }
        });
        assertThat(leaks).isEmpty();
    }

    /** The operator's folder, and what came into the folder for temporary files since. */
    private void assertFilesClean(Path work, Set<Path> before) throws IOException {
        Set<Path> roots = new TreeSet<>(temporary());
        roots.removeAll(before);
        roots.removeIf(folder::startsWith);
        roots.add(work);
        int[] read = {0};
        for (Path root : roots) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        String content = content(file);
                        read[0]++;
                        assertClean("the file " + file + " about", content);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        assertThat(read[0]).isPositive();
    }

    /** Byte by byte; a file that is gone meanwhile is empty. */
    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Looks at the command lines of the operator and of all that it starts, until it ends. */
    private void sample(ProcessHandle operator) {
        while (operator.isAlive()) {
            Stream.concat(Stream.of(operator), operator.descendants())
                    .map(process -> content(Path.of("/proc/" + process.pid() + "/cmdline")))
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> commands.add(line.replace('\0', ' ')));
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
