package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the data sources of project files bring to commands. */
class DataSourcesCommandTest {
    private static final String DEV = "sqlite://dev?mode=memory";

    private static final Pattern DEFAULT = Pattern.compile("DEFAULT '(.*)'");

    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));
    private Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "SECRET", "from_env");

    @BeforeEach
    void useTheFolder() {
        atlas = new CommandRun(folder);
    }

    private int run(Map<String, String> environment, String... arguments) {
        return atlas.run(InputStream.nullInputStream(), environment, arguments);
    }

    /** What a query of a data source gives, as a variable of the schema, in which it is a default. */
    private String inspected(String data, String use) throws IOException {
        atlas.write(
                "atlas.hcl",
                data + "env \"e\" {\n  src   = \"file://s.hcl\"\n  dev   = \"" + DEV + "\"\n  value = " + use
                        + "\n}\n");
        atlas.write("s.hcl", """
                variable "value" {
                  type = string
                }
                schema "main" {}
                table "t" {
                  schema = schema.main
                  column "found" {
                    type    = text
                    default = var.value
                  }
                }
                """);
        int code = run(environment, "schema", "inspect", "--env", "e", "--url", "env://src", "--format", "{{ sql . }}");
        Matcher value = DEFAULT.matcher(atlas.out());
        return code == 0 && value.find() ? value.group(1) : atlas.err();
    }

    @Test
    void aProgramPrintsTheDesiredState() throws IOException {
        atlas.write("models.sh", "echo \"CREATE TABLE users (id int PRIMARY KEY, $1 text);\"\n");
        atlas.write("atlas.hcl", """
                data "external_schema" "orm" {
                  program = ["sh", "models.sh", "name"]
                }
                env "local" {
                  src = data.external_schema.orm.url
                  url = "%s"
                  dev = "%s"
                }
                """.formatted(atlas.url(), DEV));

        assertThat(run(Map.of("PATH", "/usr/bin:/bin"), "schema", "apply", "--env", "local", "--auto-approve"))
                .as(atlas.err())
                .isZero();
        assertThat(run(Map.of("PATH", "/usr/bin:/bin"), "migrate", "diff", "init", "--env", "local"))
                .as(atlas.err())
                .isZero();

        assertThat(atlas.run("schema", "inspect", "--url", atlas.url())).isZero();
        assertThat(atlas.out()).contains("table \"users\"", "column \"name\"");
        assertThat(folder.resolve("migrations")).isDirectoryContaining("glob:**_init.sql");
    }

    @Test
    void aProgramThatFailsIsToldWithWhatItSaid() throws IOException {
        atlas.write("fail.sh", "echo 'no such model: Usr' >&2; exit 3\n");
        String data = "data \"external_schema\" \"orm\" {\n  program = [\"sh\", \"fail.sh\", \"s3cret\"]\n}\n";

        assertThat(inspected(data, "data.external_schema.orm.url"))
                .contains("atlas.hcl:1,1-", "data.external_schema.orm: running \"sh\": no such model: Usr")
                .doesNotContain("s3cret");
        assertThat(inspected(data.replace("\"sh\"", "\"no-such-program\""), "data.external_schema.orm.url"))
                .contains("running \"no-such-program\": No such file or directory");
        assertThat(inspected(
                        data.replace("program", "working_dir = \"none\"\n  program"), "data.external_schema.orm.url"))
                .contains("there is no folder none");
        assertThat(inspected(data.replace("fail.sh", "empty.sh"), "data.external_schema.orm.url"))
                .contains("running \"sh\": ");
    }

    @Test
    void aBrokenSchemaOfAProgramIsToldWithItsLine() throws IOException {
        atlas.write("models.sh", "echo 'CREATE TABLE a (id int);'; echo 'CREATE TABEL b (id int);'\n");
        atlas.write("atlas.hcl", """
                data "external_schema" "orm" {
                  program = ["sh", "models.sh"]
                }
                env "e" {
                  src = data.external_schema.orm.url
                }
                """);

        assertThat(run(
                        Map.of("PATH", "/usr/bin:/bin"),
                        "schema",
                        "inspect",
                        "--env",
                        "e",
                        "--url",
                        "env://src",
                        "--dev-url",
                        DEV))
                .isOne();
        assertThat(atlas.err()).contains("data.external_schema.orm", "line 2", "CREATE TABEL b");
    }

    @Test
    void valuesComeFromWhereTheyAreKept() throws IOException {
        atlas.write("secret", "from_file");
        assertThat(inspected(variable("constant://?val=from+constant&decoder=string"), "data.runtimevar.v"))
                .isEqualTo("from constant");
        assertThat(inspected(variable("file://secret?decoder=string"), "data.runtimevar.v"))
                .isEqualTo("from_file");
        assertThat(inspected(variable("env://SECRET"), "data.runtimevar.v")).isEqualTo("from_env");
        assertThat(inspected(
                        "data \"external\" \"v\" {\n  program = [\"printf\", \"printed\"]\n}\n", "data.external.v"))
                .isEqualTo("printed");
    }

    @Test
    void valuesThatAreNotThereAreErrorsWithoutSecrets() throws IOException {
        assertThat(inspected(variable("file://none"), "data.runtimevar.v"))
                .contains("data.runtimevar.v: reading none: ");
        assertThat(inspected(variable("env://NONE"), "data.runtimevar.v"))
                .contains("there is no environment variable NONE");
        assertThat(inspected(variable("constant://?decoder=json&val=p4ss"), "data.runtimevar.v"))
                .contains("unsupported decoder \"json\": only string is")
                .doesNotContain("p4ss");
        assertThat(inspected(variable("constant://?val=x&vall=p4ss"), "data.runtimevar.v"))
                .contains("\"url\" has a parameter \"vall\" that constant:// does not have. Did you mean \"val\"?")
                .doesNotContain("p4ss");
        assertThat(inspected(variable("etcd://x?token=p4ss"), "data.runtimevar.v"))
                .contains("\"etcd\" is not supported by this version: constant, file, env, http, https,"
                        + " awsparamstore, awssecretsmanager, gcpsecretmanager, vault are")
                .doesNotContain("p4ss");
        assertThat(inspected(variable("vault://x?token=p4ss"), "data.runtimevar.v"))
                .contains("\"url\" has a parameter \"token\" that vault:// does not have.")
                .doesNotContain("p4ss");
        assertThat(inspected(variable("awssecretsmanager://?region=x"), "data.runtimevar.v"))
                .contains("data.runtimevar.v: \"url\" does not say which secret: awssecretsmanager://NAME");
        assertThat(inspected(variable("file://not-there"), "data.runtimevar.v"))
                .contains("reading not-there: no such file or directory");
        assertThat(inspected(variable("plain"), "data.runtimevar.v")).contains("\"url\" has no scheme");
        assertThat(inspected(variable("http://127.0.0.1:1/x?token=p4ss"), "data.runtimevar.v"))
                .contains("asking http://127.0.0.1:1/x: ")
                .doesNotContain("p4ss");
        assertThat(inspected(
                        "data \"runtimevar\" \"v\" {\n  url = \"env://SECRET\"\n  timeout = \"soon\"\n}\n",
                        "data.runtimevar.v"))
                .contains("\"timeout\" must be a duration such as \"10s\"");
    }

    @Test
    void valuesComeFromAWebServer() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean asked = "key=1".equals(exchange.getRequestURI().getRawQuery())
                    || "Basic dTpwQHNz".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "from_server".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
            assertThat(inspected(variable(url + "?key=1&decoder=string"), "data.runtimevar.v"))
                    .isEqualTo("from_server");
            assertThat(inspected(variable(url.replace("//", "//u:p%40ss@")), "data.runtimevar.v"))
                    .isEqualTo("from_server");
            assertThat(inspected(variable(url.replace("//", "//u:p4ss@") + "?key=2"), "data.runtimevar.v"))
                    .contains(url + " answered with status 404")
                    .doesNotContain("p4ss");
            assertThat(inspected(variable(url + "?key=2"), "data.runtimevar.v"))
                    .contains(url + " answered with status 404");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void valuesComeFromASecretStore() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/kv/app", exchange -> {
            boolean isAllowed = "t0ken".equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
            byte[] body = "{\"data\":{\"password\":\"from_vault\",\"user\":\"app\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isAllowed ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            atlas.write(".vault-token", "t0ken\n");
            String address =
                    "?address=http%3A%2F%2F127.0.0.1:" + server.getAddress().getPort();
            environment = Map.of("HOME", folder.toString());
            assertThat(inspected(variable("vault://kv/app" + address + "&field=password"), "data.runtimevar.v"))
                    .isEqualTo("from_vault");
            assertThat(inspected(
                            variable("vault://kv/app" + address + "&decoder=string"),
                            "jsondecode(data.runtimevar.v).user"))
                    .isEqualTo("app");
            atlas.write(".vault-token", "s3cret\n");
            assertThat(inspected(variable("vault://kv/app" + address), "data.runtimevar.v"))
                    .contains("atlas.hcl:1,1-", "data.runtimevar.v: Vault at http://127.0.0.1:", "may not read it")
                    .doesNotContain("s3cret", "from_vault");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void noFilesAreNoDesiredState() throws IOException {
        String data = "data \"hcl_schema\" \"h\" {\n  %s\n}\n";
        assertThat(inspected(data.formatted("paths = fileset(\"none/*.hcl\")"), "data.hcl_schema.h.url"))
                .contains("data.hcl_schema.h: \"paths\" names no files");
        assertThat(inspected(data.formatted("path = \"\""), "data.hcl_schema.h.url"))
                .contains("data.hcl_schema.h: \"path\" names no files");
        atlas.write("s.sql", "CREATE TABLE by_chance (id int);\n");
        atlas.write("atlas.hcl", "env \"e\" {\n  src = getenv(\"NOT_SET\")\n  dev = \"" + DEV + "\"\n}\n");
        assertThat(run(Map.of(), "schema", "apply", "--env", "e", "--url", atlas.url(), "--auto-approve"))
                .isOne();
        assertThat(atlas.err()).contains("atlas.hcl:1,1-8: Invalid env.src; It is empty");
    }

    @Test
    void filesAreFoundByPatterns() throws IOException {
        atlas.write("conf/schema/a.txt", "");
        atlas.write("conf/schema/sub/deep/b.txt", "");
        atlas.write("conf/schema/c.md", "");
        assertThat(inspected("", "join(\" \", glob(\"conf/**/*.txt\"))"))
                .isEqualTo("conf/schema/a.txt conf/schema/sub/deep/b.txt");
        assertThat(inspected("", "join(\" \", fileset(\"conf/schema/**/*.txt\"))"))
                .isEqualTo(folder.resolve("conf/schema/a.txt") + " " + folder.resolve("conf/schema/sub/deep/b.txt"));
        assertThat(inspected("", "join(\" \", fileset(\"conf/schema/?.md\"))"))
                .isEqualTo(folder.resolve("conf/schema/c.md").toString());
        for (String pattern : new String[] {
            "./conf/schema/?.md", "conf/../conf/schema/*.md", folder + "/conf/schema/[c].md", "conf/schema/c.md"
        }) {
            assertThat(inspected("", "join(\" \", fileset(\"" + pattern + "\"))"))
                    .as(pattern)
                    .isEqualTo(folder.resolve("conf/schema/c.md").toString());
        }
        assertThat(inspected("", "join(\" \", glob(\"./conf/schema/*.md\"))")).isEqualTo("conf/schema/c.md");
        assertThat(inspected("", "\"none${join(\" \", fileset(\"other/*.md\"))}\""))
                .isEqualTo("none");
        assertThat(inspected("", "fileset(\"conf/[\")")).contains("the pattern conf/[ can't be read: ");
    }

    private static String variable(String url) {
        return "data \"runtimevar\" \"v\" {\n  url = \"" + url + "\"\n}\n";
    }

    @Test
    void rowsComeFromADatabase() throws IOException {
        atlas.execute("CREATE TABLE tenants (name text, size int)");
        atlas.execute("INSERT INTO tenants VALUES ('one', 1), ('two', 2), ('three', 3), (NULL, 9)");

        assertThat(inspected(
                        query("SELECT name FROM tenants WHERE size > ? AND size < 9 ORDER BY size", "1"),
                        "data.sql.q.value"))
                .isEqualTo("two");
        assertThat(inspected(
                        query("SELECT name FROM tenants WHERE size < ? ORDER BY size", "9"),
                        "join(\"_\", data.sql.q.values)"))
                .isEqualTo("one_two_three");
        assertThat(inspected(query("SELECT size FROM tenants WHERE size > ?", "100"), "\"n${data.sql.q.count}\""))
                .isEqualTo("n0");
        assertThat(inspected(query("SELECT name FROM tenants WHERE size = ?", "9"), "data.sql.q.value"))
                .contains("data.sql.q: unsupported row type: <nil>");
        assertThat(inspected(query("SELECT name FROM tenants WHERE size < ?", "1, 2"), "data.sql.q.value"))
                .contains("data.sql.q: the number of parameters in the query is 1, that of values in args is 2");
        assertThat(inspected(query("SELECT name FROM tenants WHERE size < ? AND size > ?", "9"), "data.sql.q.value"))
                .contains("data.sql.q: the number of parameters in the query is 2, that of values in args is 1");
        assertThat(inspected(query("SELECT 9e999", ""), "data.sql.q.value")).isEqualTo("Inf");
        assertThat(inspected(query("SELECT name FROM tenant", ""), "data.sql.q.value"))
                .contains("data.sql.q: ", "no such table: tenant");
    }

    private String query(String text, String arguments) {
        return "data \"sql\" \"q\" {\n  url = \"" + atlas.url() + "\"\n  query = \"" + text + "\"\n  args = ["
                + arguments + "]\n}\n";
    }

    @Test
    void parametersOfPostgresAreNumbered() throws Exception {
        try (PostgresDatabase database = PostgresServers.database()) {
            String data = """
                    data "sql" "q" {
                      url   = "%s"
                      query = "SELECT $2 || '$1' || $1::text || ($2 || '-?') WHERE '{\\"a\\": 1}'::jsonb ? $2 -- $3"
                      args  = ["b", "a"]
                    }
                    """.formatted(database.url().reveal());
            assertThat(inspected(data, "data.sql.q.value")).isEqualTo("a$1ba-?");
            assertThat(inspected(data.replace("\"b\", \"a\"", "\"b\""), "data.sql.q.value"))
                    .contains("the query has a parameter $2, and args gives no value for it");
            assertThat(inspected(data.replace("\"b\", \"a\"", "\"b\", \"a\", \"c\""), "data.sql.q.value"))
                    .contains("the number of parameters in the query is 2, that of values in args is 3");
        }
    }
}
