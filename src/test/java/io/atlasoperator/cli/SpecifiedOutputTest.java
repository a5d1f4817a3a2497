package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts and other programs read: words of messages, where they go, and what templates may ask for. */
class SpecifiedOutputTest {
    private static final String DEV = "sqlite://dev?mode=memory";

    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void useTheFolder() {
        atlas = new CommandRun(folder);
    }

    private void directory(String... files) throws IOException {
        for (int i = 0; i < files.length; i += 2) {
            atlas.write("migrations/" + files[i], files[i + 1]);
        }
        assertThat(atlas.run("migrate", "hash")).as(atlas.err()).isZero();
    }

    private String ok(String... arguments) {
        assertThat(atlas.run(arguments)).as(atlas.err()).isZero();
        return atlas.out();
    }

    private String refused(String... arguments) {
        assertThat(atlas.run(arguments)).as(atlas.out()).isOne();
        return atlas.err();
    }

    @Test
    void tellsOfVariablesWithoutWhatMayBeAPassword() {
        assertThat(refused("migrate", "ls", "--var", "p"))
                .isEqualTo("Error: invalid argument \"p\" for \"--var\" flag: variables must be format as key=value,"
                        + " got: \"p\"\n");
        assertThat(refused("migrate", "ls", "--var", "url=postgres://app:ab,s3cret@db/app"))
                .contains("\"--var\" flag", "after \"url=…\"", "quotes")
                .doesNotContain("s3cret");
    }

    @Test
    void saysWhatIsWrongWithADirectory() throws IOException {
        atlas.write("file", "");
        assertThat(refused("migrate", "ls", "--dir", "file://file"))
                .isEqualTo("Error: sql/migrate: \"file\" is not a dir\n");
        assertThat(refused("migrate", "ls", "--dir", "file://gone"))
                .isEqualTo("Error: sql/migrate: stat gone: no such file or directory\n");
        assertThat(refused("migrate", "ls", "--dir", "atlas://shop"))
                .contains("atlas remote directory is not supported by this release", "atlas://shop", "file://");
    }

    @Test
    void takesTheUsualDirectoryWhereAUrlNamesNone() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);");
        atlas.write("9.sql", "CREATE TABLE not_meant (id int);");
        assertThat(ok("migrate", "ls", "--dir", "file://")).isEqualTo("1.sql\n");
        assertThat(ok("migrate", "ls", "--dir", "file://?format=goose")).isEqualTo("1.sql\n");
    }

    @Test
    void namesTheVersionThatWasMeant() throws IOException {
        directory("20261101090000_users.sql", "CREATE TABLE a (id int);");
        String meant = " not found. Did you mean \"20261101090000\"?\n";
        assertThat(refused("migrate", "apply", "-u", atlas.url(), "--to-version", "20261101090001"))
                .isEqualTo("Error: sql/migrate: migration with version \"20261101090001\"" + meant);
        assertThat(refused("migrate", "set", "20261101090000_users", "-u", atlas.url()))
                .isEqualTo("Error: migration with version \"20261101090000_users\"" + meant);
        assertThat(refused(
                        "schema",
                        "inspect",
                        "--url",
                        "file://migrations?version=20261101090000_users.sql",
                        "--dev-url",
                        DEV))
                .isEqualTo("Error: sql/migrate: migration with version \"20261101090000_users.sql\"" + meant);
        assertThat(refused("migrate", "apply", "-u", atlas.url(), "--to-version", "7"))
                .isEqualTo("Error: sql/migrate: migration with version \"7\" not found\n");
    }

    @Test
    void quotesAStatementThatFailsInAReplay() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);", "2.sql", "BAD \"x\";");
        assertThat(refused("migrate", "validate", "--dev-url", DEV))
                .isEqualTo("Error: replaying the migration directory: sql/migrate: read migration directory state:"
                        + " sql/migrate: executing statement \"BAD \\\"x\\\";\" from version \"2\": near \"BAD\": syntax"
                        + " error\n");
    }

    @Test
    void saysThatADevDatabaseIsNotEmpty() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);");
        atlas.execute("CREATE TABLE x (id int)");
        assertThat(refused("migrate", "validate", "--dev-url", atlas.url()))
                .endsWith("dev database: sql/migrate: taking database snapshot: sql/migrate: connected database is not"
                        + " clean: found table \"x\"\n");
    }

    @Test
    void tellsOfACheckpointThatComesNext() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);", "2.sql", "-- atlas:checkpoint\n\nCREATE TABLE a (id int);");
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("\n  -- Next Version:    2 (checkpoint)\n");
        assertThat(ok(
                        "migrate",
                        "status",
                        "-u",
                        atlas.url(),
                        "--format",
                        "{{ .FromCheckpoint }} {{ .Next }} {{ .Left }}"))
                .isEqualTo("true 2 0");
        ok("migrate", "apply", "-u", atlas.url());
        directory("3.sql", "-- atlas:txmode none\n\nCREATE TABLE b (id int);\nBAD;\nCREATE TABLE c (id int);");
        refused("migrate", "apply", "-u", atlas.url());
        assertThat(ok(
                        "migrate",
                        "status",
                        "-u",
                        atlas.url(),
                        "--format",
                        "{{ .FromCheckpoint }} {{ .Next }} {{ .Left }}"))
                .isEqualTo("false 3 2");
    }

    @Test
    void reportsWhatIsWrongBeforeAnyFileIsBegun() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);", "2.sql", "-- atlas:txmode all\n\nCREATE TABLE b (id int);");
        String wrong = "txmode \"all\" is not allowed in file directive \"2.sql\". Use \"file\" instead";
        assertThat(refused("migrate", "apply", "-u", atlas.url())).isEqualTo("Error: " + wrong + "\n");
        assertThat(atlas.out())
                .startsWith("Migrating to version 2 (2 migrations in total):\n\n    " + wrong
                        + "\n\n  -------------------------\n  -- ");
        assertThat(refused("migrate", "apply", "-u", atlas.url(), "--format", "{{ json . }}"))
                .isEmpty();
        assertThat(atlas.out())
                .contains("\"Pending\":[{\"Name\":\"1.sql\"", "\"Target\":\"2\"", "\"Error\":\"txmode \\\"all\\\"")
                .doesNotContain("\"Applied\"", "\"Message\"");
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("No migration applied yet");
    }

    @Test
    void givesTemplatesTheLinesOfTheUsualReport() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);", "2.sql", "CREATE TABLE b (id int);\nCREATE TABLE c (id int);");
        assertThat(ok("migrate", "apply", "-u", atlas.url(), "--format", "{{ .Header }}|{{ .Summary \"  \" }}|"))
                .matches("Migrating to version 2 \\(2 migrations in total\\):\\|"
                        + "  -- \\S+\n  -- 2 migrations\n  -- 3 sql statements\n\\|");
        directory("3.sql", "DROP TABLE a;\nDROP TABLE b;");
        assertThat(atlas.run(
                        "migrate", "lint", "--dev-url", DEV, "--latest", "1", "--format", "{{ .DiagnosticsCount }}"))
                .isOne();
        assertThat(atlas.out()).isEqualTo("2");
    }

    @Test
    void takesACheckAsTheReferenceSuggestsItForAnAnswer() throws IOException {
        String archive = """
                -- atlas:txtar

                -- checks/destructive.sql --
                %sSELECT NOT EXISTS (SELECT 1 FROM a) AS is_empty;

                -- migration.sql --
                DROP TABLE a;
                """;
        directory("1.sql", "CREATE TABLE a (id int);", "2.sql", archive.formatted("-- atlas:assert DS102\n"));
        assertThat(ok("migrate", "lint", "--dev-url", DEV, "--latest", "1")).contains("no diagnostics found");
        directory("2.sql", archive.formatted("-- atlas:assert DS103\n"));
        assertThat(atlas.run("migrate", "lint", "--dev-url", DEV, "--latest", "1"))
                .isOne();
        assertThat(atlas.out()).contains("DS102");
    }

    @Test
    void printsWhatAProjectFilePrints() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);");
        Files.writeString(folder.resolve("atlas.hcl"), """
                variable "n" {
                  type = string
                }
                env "local" {
                  url  = print("sqlite://${var.n}.db")
                  tags = print(["a", "b"])
                }
                """);
        assertThat(ok("migrate", "ls", "--env", "local", "--var", "n=x"))
                .isEqualTo("sqlite://x.db\n[\"a\",\"b\"]\n1.sql\n");
        assertThat(refused("migrate", "ls", "--env", "local", "--var", "n=x", "--var", "n=y"))
                .contains("variable \"n\": string required");
    }

    @Test
    void saysWhatEnvironmentsLack() throws IOException {
        assertThat(refused("schema", "inspect", "--url", "env://src"))
                .contains("cannot use env:// variables without selecting an environment");
        Files.writeString(folder.resolve("atlas.hcl"), "env \"local\" {\n  url = \"sqlite://x.db\"\n}\n");
        assertThat(refused("schema", "inspect", "--url", "env://nope", "--env", "local"))
                .isEqualTo("Error: env://nope (attribute) not found in env.local\n");
        Files.writeString(folder.resolve("atlas.hcl"), "env {\n  url = \"sqlite://x.db\"\n}\n");
        assertThat(refused("migrate", "ls", "--env", "local"))
                .contains("atlas.hcl:1,1-4: all envs must have names on file \"atlas.hcl\"");
    }

    @Test
    void takesNamesOfFormatsAndOfRepositoriesAsTheyAreWritten() throws IOException {
        directory("1_a.sql", "CREATE TABLE a (id int);", "1_a.up.sql", "CREATE TABLE a (id int);");
        String project = """
                env "local" {
                  url = "sqlite://x.db"
                  schema {
                    repo {
                      name = "shop"
                    }
                  }
                  migration {
                    format = %s
                    repo {
                      name = "shop"
                    }
                  }
                }
                """;
        Files.writeString(folder.resolve("atlas.hcl"), project.formatted("atlas"));
        assertThat(ok("migrate", "ls", "--env", "local")).isEqualTo("1_a.sql\n1_a.up.sql\n");
        Files.writeString(folder.resolve("atlas.hcl"), project.formatted("golang-migrate"));
        assertThat(ok("migrate", "ls", "--env", "local")).isEqualTo("1_a.up.sql\n");
        Files.writeString(folder.resolve("atlas.hcl"), project.formatted("gose"));
        assertThat(refused("migrate", "ls", "--env", "local")).contains("Did you mean \"goose\"?");
    }

    @Test
    void seesDirectivesBehindAByteOrderMark() throws IOException {
        directory("1.sql", "\uFEFF-- atlas:txmode none\n\nCREATE TABLE a (id int);\nBAD;");
        refused("migrate", "apply", "-u", atlas.url());
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("1 (1 statement applied)");
    }

    @Test
    void leavesNoLinkOutThatLeadsNowhere() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);");
        Files.createSymbolicLink(folder.resolve("migrations/README.md"), Path.of("gone.md"));
        ok("migrate", "hash");
        Files.createSymbolicLink(folder.resolve("migrations/2.sql"), Path.of("gone.sql"));
        assertThat(refused("migrate", "hash")).contains("migrations/2.sql\" is a link that leads to no file");
    }

    @Test
    void asksWhichFileOfAVersionIsMeant() throws IOException {
        directory("1_a.sql", "CREATE TABLE a (id int);", "1_b.sql", "CREATE TABLE b (id int);");
        assertThat(refused("migrate", "rm", "1"))
                .isEqualTo("Error: version \"1\" is that of several files, so name the one that is meant: 1_a.sql,"
                        + " 1_b.sql\n");
        ok("migrate", "rm", "1_a.sql");
        assertThat(ok("migrate", "ls")).isEqualTo("1_b.sql\n");
    }

    @Test
    void makesNoFolderForAnImportThatFails() throws IOException {
        atlas.write("goose/1.sql", "-- +goose Up\n-- +goose StatementBegin\nx\n");
        assertThat(refused("migrate", "import", "--from", "file://goose?format=goose", "--to", "file://new"))
                .contains("1.sql has a '-- +goose StatementBegin'");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void countsArguments() throws IOException {
        directory("1.sql", "CREATE TABLE a (id int);");
        assertThat(refused("migrate", "edit")).isEqualTo("Error: accepts 1 arg(s), received 0\n");
        assertThat(refused("migrate", "edit", "1", "2")).isEqualTo("Error: accepts 1 arg(s), received 2\n");
        assertThat(refused("migrate", "apply", "-u", atlas.url(), "99999999999999999999"))
                .contains("invalid amount argument \"99999999999999999999\" (value out of range). Omit");
    }
}
