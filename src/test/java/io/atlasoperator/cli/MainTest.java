package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands on SQLite files. */
class MainTest {
    private static final String USERS = "CREATE TABLE users (id integer NOT NULL, name text);\n";

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int atlas(String input, String... arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(outBytes, false, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                folder,
                Map.of());
        int code = Main.run(terminal, arguments);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String url() {
        return "sqlite://" + folder.resolve("a.db");
    }

    @Test
    void printsItsVersionInTheFormThatClientsRead() {
        assertThat(atlas("", "version")).isZero();
        assertThat(out).matches("atlas version v\\d+\\.\\d+.\\d+-[a-z0-9]+\n");
    }

    @Test
    void isNeverLoggedIn() {
        assertThat(atlas("", "whoami", "--format", "{{ json . }}")).isOne();
        assertThat(err.strip()).isEqualTo("Error: command requires 'atlas login'");
        assertThat(out).isEmpty();
    }

    @Test
    void saysWhichCommandsItLacks() {
        assertThat(atlas("", "migrate", "push", "--dir", "file://x")).isOne();
        assertThat(err)
                .isEqualTo(
                        "Error: 'atlas migrate push' is not supported by this version: there is no registry. Keep the"
                                + " directory where the deployment reads it: in git, in an image, or in the ConfigMap that"
                                + " spec.dir.configMapRef of an AtlasMigration names\n");
        assertThat(atlas("", "schema", "push", "app")).isOne();
        assertThat(err).contains("there is no registry", "spec.schema.configMapKeyRef");
        assertThat(atlas("", "schema", "plan", "--auto-approve")).isOne();
        assertThat(err).contains("\"atlas schema apply --dry-run\" shows a plan");
        assertThat(atlas("", "login", "--token", "t0ken")).isOne();
        assertThat(err).contains("there is no account").doesNotContain("t0ken");
    }

    @Test
    void tellsUnknownCommandsAndFlags() {
        assertThat(atlas("", "nope")).isOne();
        assertThat(err).isEqualTo("Error: unknown command \"nope\" for \"atlas\"\nRun 'atlas --help' for usage.\n");
        assertThat(atlas("", "schema", "apply", "--wrong=1")).isOne();
        assertThat(err).isEqualTo("Error: unknown flag: --wrong\n");
        assertThat(atlas("", "schema", "nope")).isZero();
        assertThat(out).contains("Usage: atlas schema");
    }

    @Test
    void helpNamesTheOtherCommandsToo() {
        assertThat(atlas("", "--help")).isZero();
        assertThat(out).contains("migrate", "schema", "version");
        assertThat(atlas("", "schema", "--help")).isZero();
        assertThat(out).contains("apply", "clean", "diff", "fmt", "inspect");
        assertThat(atlas("", "schema", "inspect", "--help")).isZero();
        assertThat(out).contains("Usage: atlas schema inspect", "--url").doesNotContain("--auto-approve");
    }

    @Test
    void appliesASchemaOnceItIsApproved() throws IOException {
        write("s.sql", USERS);
        String[] apply = {"schema", "apply", "-u", url(), "--to", "file://s.sql"};
        assertThat(atlas("", apply)).isOne();
        assertThat(err).startsWith("Error: ^D: the input ended without an answer");
        assertThat(atlas("j\n", apply)).isZero();
        assertThat(atlas("\n", apply)).isZero();
        assertThat(out)
                .startsWith("-- Planned Changes:\n-- Create \"users\" table\nCREATE TABLE `users` (\n"
                        + "  `id` integer NOT NULL,\n  `name` text NULL\n);\n");
        assertThat(atlas("", apply)).isZero();
        assertThat(out).isEqualTo("Schema is synced, no changes to be made\n");
    }

    @Test
    void namesTheLineThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("s.sql"), "-- one\n-- two \u00fc\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(atlas("", "schema", "apply", "-u", url(), "--to", "file://s.sql"))
                .isOne();
        assertThat(err).isEqualTo("Error: reading s.sql: line 2 is not valid UTF-8: save the file as UTF-8\n");
    }

    @Test
    void printsAPlanAsJson() throws IOException {
        write("s.sql", USERS);
        assertThat(atlas(
                        "",
                        "schema",
                        "apply",
                        "-u",
                        url(),
                        "--to",
                        "file://s.sql",
                        "--dry-run",
                        "--format",
                        "{{ json . }}"))
                .isZero();
        assertThat(out)
                .startsWith("{\"Driver\":\"sqlite\",\"URL\":{\"Scheme\":\"sqlite\"")
                .contains("\"Changes\":{\"Pending\":[\"CREATE TABLE `users` (\\n");
    }

    @Test
    void inspectsInSeveralFormats() throws IOException {
        write("s.sql", USERS);
        atlas("", "schema", "apply", "-u", url(), "--to", "file://s.sql", "--auto-approve");
        assertThat(atlas("", "schema", "inspect", "-u", url())).isZero();
        assertThat(out).startsWith("table \"users\" {\n").endsWith("schema \"main\" {\n}\n");
        atlas("", "schema", "inspect", "-u", url(), "--format", "{{ sql . }}");
        assertThat(out)
                .isEqualTo(
                        "-- Create \"users\" table\nCREATE TABLE `users` (`id` integer NOT NULL, `name` text NULL);\n");
        atlas("", "schema", "inspect", "-u", url(), "--format", "{{ json . }}");
        assertThat(out)
                .isEqualTo(
                        "{\"schemas\":[{\"name\":\"main\",\"tables\":[{\"name\":\"users\",\"columns\":[{\"name\":\"id\","
                                + "\"type\":\"integer\"},{\"name\":\"name\",\"type\":\"text\",\"null\":true}]}]}]}");
        assertThat(atlas("", "schema", "inspect", "-u", url(), "--format", "{{ sql . 1 2 }}"))
                .isOne();
        assertThat(err).contains("error calling sql: unexpected number of arguments: 3");
    }

    @Test
    void comparesStates() throws IOException {
        write("s.sql", USERS);
        assertThat(atlas(
                        "",
                        "schema",
                        "diff",
                        "--from",
                        url(),
                        "--to",
                        "file://s.sql",
                        "--format",
                        "{{ sql . \"\t\" }}"))
                .isZero();
        assertThat(out).contains("CREATE TABLE `users` (\n\t`id` integer NOT NULL,");
        assertThat(atlas("", "schema", "diff", "--from", url(), "--to", url())).isZero();
        assertThat(out).isEqualTo("Schemas are synced, no changes to be made.\n");
        assertThat(atlas("", "schema", "diff", "--from", url())).isOne();
        assertThat(err).isEqualTo("Error: required flag(s) \"to\" not set\n");
    }

    @Test
    void tellsWhatFilesItCannotUse() throws IOException {
        write("both/a.hcl", "");
        write("both/b.sql", "");
        write("empty/c.txt", "");
        write("d.txt", "");
        assertThat(inspectError("file://both"))
                .isEqualTo("ambiguous schema: both SQL and HCL files found: \"a.hcl\", \"b.sql\"");
        assertThat(inspectError("file://empty")).isEqualTo("\"empty\" contains neither SQL nor HCL files");
        assertThat(inspectError("file://d.txt")).isEqualTo("unknown schema file: \"d.txt\"");
        assertThat(inspectError("file://no.hcl")).isEqualTo("stat no.hcl: no such file or directory");
        assertThat(inspectError("both")).isEqualTo("missing scheme. Did you mean file://both?");
        assertThat(inspectError("no")).isEqualTo("missing scheme. See: https://atlasgo.io/url");
        assertThat(inspectError("postgres://h/db?search_path=a,b"))
                .isEqualTo(
                        "--url: search_path in a database URL names one schema: name one, or leave it out to mean all of"
                                + " them, and choose some with --schema where the command has it");
        assertThat(inspectError("postgres://u:a,b@h/db"))
                .contains("--url: a comma ends a URL", "%2C")
                .doesNotContain("a,b");
    }

    private String inspectError(String url) {
        assertThat(atlas("", "schema", "inspect", "-u", url, "--dev-url", "sqlite://dev?mode=memory"))
                .isOne();
        return err.strip().replaceFirst("^Error: ", "");
    }

    @Test
    void writesAndRunsMigrations() throws IOException {
        write("s.sql", USERS);
        String dev = "sqlite://dev?mode=memory";
        assertThat(atlas("", "migrate", "diff", "first", "--to", "file://s.sql", "--dev-url", dev, "--dir", dir()))
                .isZero();
        assertThat(err).isEmpty();
        assertThat(atlas("", "migrate", "diff", "--to", "file://s.sql", "--dev-url", dev, "--dir", dir()))
                .isZero();
        assertThat(out).isEqualTo("The migration directory is synced with the desired state, no changes to be made\n");
        assertThat(atlas("", "migrate", "validate", "--dev-url", dev, "--dir", dir()))
                .isZero();
        assertThat(atlas("", "migrate", "apply", "-u", url(), "--dir", dir())).isZero();
        assertThat(out).contains("-- 1 migration\n").contains("-- 1 sql statement\n");
        assertThat(atlas("", "migrate", "status", "-u", url(), "--dir", dir())).isZero();
        assertThat(out)
                .startsWith("Migration Status: OK\n")
                .contains("  -- Next Version:    Already at latest version\n");
        assertThat(atlas("", "migrate", "status", "-u", url(), "--dir", dir(), "--format", "{{ .Status }}"))
                .isZero();
        assertThat(out).isEqualTo("OK");
    }

    @Test
    void showsTheBannerOfAWrongChecksum() throws IOException {
        write("migrations/1.sql", USERS);
        assertThat(atlas("", "migrate", "hash", "--dir", dir())).isZero();
        write("migrations/1.sql", USERS + "-- edited\n");
        assertThat(atlas("", "migrate", "apply", "--dir", dir())).isOne();
        assertThat(out)
                .startsWith("You have a checksum error in your migration directory.\n\n\tL2: 1.sql was edited\n");
        assertThat(err).isEqualTo("Error: checksum mismatch\n");
    }

    @Test
    void keepsStandardErrorEmptyWhereAReportTellsTheFailure() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t (a int);\nBAD;\n");
        atlas("", "migrate", "hash", "--dir", dir());
        assertThat(atlas("", "migrate", "apply", "-u", url(), "--dir", dir(), "--format", "{{ json . }}"))
                .isOne();
        assertThat(err).isEmpty();
        assertThat(out)
                .contains("\"Error\":{\"Stmt\":\"BAD;\"")
                .contains("\"Pending\":[{\"Name\":\"1.sql\",\"Version\":\"1\"}]");
        assertThat(atlas("", "migrate", "apply", "-u", url(), "--dir", dir())).isOne();
        assertThat(err).contains("executing statement \"BAD;\" from version \"1\"");
        assertThat(out).contains("  -- 1 migration with errors\n");
    }

    private String dir() {
        return "file://" + folder.resolve("migrations");
    }

    @Test
    void readsTheProjectFile() throws IOException {
        write("s.hcl", """
                variable "kind" { type = string }
                table "t" {
                  schema = schema.main
                  column "a" {
                    type    = text
                    default = var.kind
                  }
                }
                schema "main" {}
                """);
        write("atlas.hcl", """
                env "local" {
                  url  = "%s"
                  src  = "./s.hcl"
                  kind = "x"
                }
                """.formatted(url()));
        assertThat(atlas("", "schema", "apply", "--env", "local", "--to", "env://src", "--auto-approve"))
                .isZero();
        assertThat(out).contains("`a` text NOT NULL DEFAULT 'x'");
        assertThat(atlas("", "schema", "apply", "--env", "other")).isOne();
        assertThat(err).isEqualTo("Error: env \"other\" not defined in config file\n");
        assertThat(atlas("", "schema", "clean", "--env", "local", "--auto-approve"))
                .isZero();
        assertThat(atlas("", "schema", "clean", "--env", "local")).isZero();
        assertThat(out).isEqualTo("Nothing to drop\n");
    }

    @Test
    void neverShowsAPassword() {
        String url = "postgres://me:s3cret@127.0.0.1:1/db";
        assertThat(atlas("", "schema", "inspect", "-u", url)).isOne();
        assertThat(err + out).doesNotContain("s3cret").contains("Error: ");
    }

    @Test
    void refusesFlagsThatExcludeEachOther() {
        assertThat(atlas("", "schema", "apply", "--dry-run", "--auto-approve")).isOne();
        assertThat(err)
                .isEqualTo("Error: if any flags in the group [dry-run auto-approve] are set none of the others can be;"
                        + " [auto-approve dry-run] were all set\n");
    }

    @Test
    void laysOutFiles() throws IOException {
        write("x/a.hcl", "table \"t\" {\ncolumn \"a\" {\n  null=true\n}\n}\n");
        assertThat(atlas("", "schema", "fmt", "x")).isZero();
        assertThat(out).endsWith("a.hcl\n");
        assertThat(atlas("", "schema", "fmt", "x")).isZero();
        assertThat(out).isEmpty();
    }
}
