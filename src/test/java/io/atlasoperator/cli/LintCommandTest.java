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

/** {@code migrate lint} and {@code schema lint}, whole, on SQLite. */
class LintCommandTest {
    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int atlas(String... arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(outBytes, false, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                folder,
                Map.of());
        int code = Main.run(terminal, arguments);
        out = outBytes.toString(StandardCharsets.UTF_8).replaceAll("[0-9.]+(?:ns|µs|ms|s)\\b", "TIME");
        err = errBytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private int lint(String... more) {
        String[] arguments = {"migrate", "lint", "--dir", "file://migrations", "--dev-url", "sqlite://dev?mode=memory"};
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return atlas(all);
    }

    @Test
    void tellsWhatTheLatestFilesMayDo() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t1 (id int, name text);\nCREATE TABLE t2 (id int);\n");
        write("migrations/2.sql", "DROP TABLE t2;\n\nALTER TABLE t1 ADD COLUMN c int NOT NULL;\n");
        write("migrations/3.sql", "ALTER TABLE t1 RENAME COLUMN name TO title;\n");

        assertThat(lint("--latest", "2")).isOne();
        assertThat(err).isEmpty();
        assertThat(out).isEqualTo("""
                Analyzing changes from version 1 to 3 (2 migrations in total):

                  -- analyzing version 2
                    -- destructive changes detected:
                      -- L1: Dropping table "t2" https://atlasgo.io/lint/analyzers#DS102
                    -- data dependent changes detected:
                      -- L3: Adding a non-nullable "int" column "c" will fail in case table "t1" is not empty
                         https://atlasgo.io/lint/analyzers#MF103
                    -- suggested fix:
                      -> Add a pre-migration check to ensure table "t2" is empty before dropping it
                  -- ok (TIME)

                  -- analyzing version 3
                    -- backward incompatible changes detected:
                      -- L1: Renaming column "name" to "title" https://atlasgo.io/lint/analyzers#BC102
                  -- ok (TIME)

                  -------------------------
                  -- TIME
                  -- 1 version with warnings, 1 with errors
                  -- 3 schema changes
                  -- 3 diagnostics
                """);
    }

    @Test
    void takesARebuiltTableForAChangedOne() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t (id int, a text, b text);\n");
        write("migrations/2.sql", """
                CREATE TABLE `new_t` (`id` int NOT NULL, `a` text);
                INSERT INTO `new_t` (`id`, `a`) SELECT `id`, `a` FROM `t`;
                DROP TABLE `t`;
                ALTER TABLE `new_t` RENAME TO `t`;
                """);

        assertThat(lint("--latest", "1")).isOne();
        assertThat(out)
                .contains("L1: Dropping non-virtual column \"b\"")
                .contains("#LT101")
                .contains("-- 1 schema change\n");
        assertThat(out).doesNotContain("DS102").doesNotContain("BC101");
    }

    @Test
    void leavesOutWhatCommentsAskFor() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t1 (id int);\nCREATE TABLE t2 (id int);\n");
        write(
                "migrations/2.sql",
                "\n-- atlas:nolint destructive\nDROP TABLE t2;\nALTER TABLE t1 ADD COLUMN c int NOT NULL;\n");
        assertThat(lint("--latest", "1")).isZero();
        assertThat(out).contains("MF103").doesNotContain("DS102").contains("1 version with warnings");

        write("migrations/2.sql", "-- atlas:nolint\n\nDROP TABLE t2;\n");
        assertThat(lint("--latest", "1")).isZero();
        assertThat(out).isEmpty();
    }

    @Test
    void tellsOfCommentsThatHideNothing() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t1 (id int);\nCREATE TABLE t2 (id int);\n");
        write(
                "migrations/2.sql",
                "-- atlas:nolint namin\n\n-- first\n-- atlas:nolint ds102 destructive whatever\nDROP TABLE t2;\n");

        assertThat(lint("--latest", "1")).isZero();

        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("2.sql:1: atlas:nolint names \"namin\"", "Did you mean \"naming\"?")
                .contains("2.sql:4: atlas:nolint names \"ds102\"", "Did you mean \"DS102\"?")
                .contains("2.sql:4: atlas:nolint names \"whatever\"")
                .doesNotContain("Dropping table");
    }

    @Test
    void tellsOfWordsInChecksThatHideNothing() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t1 (id int);\nCREATE TABLE t2 (id int);\n");
        write("migrations/2.sql", """
                -- atlas:txtar

                -- checks/one.sql --
                -- atlas:assert DS102

                SELECT NOT EXISTS (SELECT 1 FROM t1);

                -- checks/two.sql --
                -- atlas:assert oneof
                -- atlas:assert DS102 ds103

                SELECT NOT EXISTS (SELECT 1 FROM t2);

                -- migration.sql --
                DROP TABLE t2;
                """);

        assertThat(lint("--latest", "1")).isZero();

        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("2.sql:10: atlas:assert names \"ds103\"", "Did you mean \"DS103\"?")
                .doesNotContain("DS102", "Dropping table");
    }

    @Test
    void saysWhichStatementFailed() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t (id int);\nBAD;\n");

        assertThat(lint("--latest", "1")).isOne();
        assertThat(err).isEmpty();
        assertThat(out)
                .startsWith("Analyzing changes (1 migration in total):\n\n  Error: executing statement: BAD;: near ");
    }

    @Test
    void givesProgramsTheWholeReport() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t (id int);\n");
        write("migrations/2.sql", "-- a comment\nDROP TABLE t;\n");

        assertThat(lint("--latest", "1", "--format", "{{ json .Files }}")).isOne();
        assertThat(out)
                .isEqualTo("[{\"Name\":\"2.sql\",\"Text\":\"-- a comment\\nDROP TABLE t;\\n\",\"Reports\":[{\"Text\":"
                        + "\"destructive changes detected\",\"Diagnostics\":[{\"Pos\":13,\"Text\":\"Dropping table \\\"t\\\"\",\"Code\":"
                        + "\"DS102\",\"SuggestedFixes\":[{\"Message\":\"Add a pre-migration check to ensure table \\\"t\\\" is empty"
                        + " before dropping it\"}]}]}],\"Error\":\"destructive changes detected\"}]");
        assertThat(lint("--latest", "1", "--format", "{{ range .Steps }}{{ .Name }}: {{ .Text }}\n{{ end }}"))
                .isOne();
        assertThat(out).isEqualTo("""
                Detect New Migration Files: Found 1 new migration files (from 2 total)
                Replay Migration Files: Loaded 1 changes on dev database
                Analyze 2.sql: 1 reports were found in analysis
                """);
    }

    @Test
    void asksForTheChoiceOfFiles() throws IOException {
        write("migrations/1.sql", "CREATE TABLE t (id int);\n");

        assertThat(lint()).isOne();
        assertThat(err).isEqualTo("Error: --latest or --git-base is required\n");
        assertThat(lint("--latest", "1", "--git-base", "main")).isOne();
        assertThat(err).isEqualTo("Error: --latest and --git-base are mutually exclusive\n");
        assertThat(lint("--latest", "1", "--base", "file://migrations")).isOne();
        assertThat(err).isEqualTo("Error: --latest, --git-base, and --base are mutually exclusive\n");
        assertThat(lint("--git-base", "main")).isOne();
        assertThat(err)
                .isEqualTo(
                        "Error: git diff with main: there is no git repository here: say with --git-dir where it is\n");
        assertThat(lint("--latest", "1", "-w")).isOne();
        assertThat(err).startsWith("Error: --web is not supported by this version");
    }

    @Test
    void judgesWhatAnotherDirectoryHasNot() throws IOException {
        write("base/1.sql", "CREATE TABLE t (id int);\n");
        write("migrations/1.sql", "CREATE TABLE t (id int);\n");
        write("migrations/2.sql", "CREATE TABLE u (id int);\n");
        write("migrations/3.sql", "DROP TABLE t;\n");

        assertThat(lint("--base", "file://base", "--context", "{\"repo\":\"r\"}"))
                .isOne();
        assertThat(out).contains("from version 1 to 3 (2 migrations in total)", "DS102");
        assertThat(lint("--base", "file://migrations")).isZero();
        assertThat(lint("--base", "file://none")).isOne();
        assertThat(err).contains("stat none: no such file or directory");
    }

    @Test
    void judgesTheWayToADesiredStateByTheProjectsRules() throws IOException {
        write("a.sql", "CREATE TABLE users (id int, mail text);\n");
        write("b.sql", "CREATE TABLE users (id int, email text);\nCREATE TABLE Pets (id int);\n");
        write("atlas.hcl", """
                env "e" {
                  dev = "sqlite://dev?mode=memory"
                  lint {
                    destructive {
                      error = false
                    }
                    naming {
                      match   = "^[a-z_]+$"
                      message = "must be lower case"
                    }
                  }
                }
                """);

        assertThat(atlas("schema", "lint", "--env", "e", "-u", "file://a.sql", "--to", "file://b.sql"))
                .isZero();
        assertThat(out).isEqualTo("""
                Analyzing changes:

                  -- destructive changes detected:
                    -- Dropping non-virtual column "mail" https://atlasgo.io/lint/analyzers#DS103
                  -- naming violations detected:
                    -- Table named "Pets" violates the naming policy: must be lower case
                       https://atlasgo.io/lint/analyzers#NM102
                  -- possible renames detected:
                    -- Column "mail" is dropped and "email" that looks the same is added: if it has a new name, its data
                       is lost https://atlasgo.io/lint/analyzers#RN102
                  -- blocking table changes detected:
                    -- Changing table "users" builds it anew and copies every row, while all others wait to write
                       https://atlasgo.io/lint/analyzers#LT102
                  -- suggested fixes:
                    -> Add a pre-migration check to ensure column "mail" is NULL before dropping it
                    -> Write "-- atlas:renamed_from mail" right before "email" (SQL), or renamed_from = "mail" in
                       it (HCL)

                  -------------------------
                  -- TIME
                  -- 2 schema changes
                  -- 4 diagnostics
                """);
        assertThat(atlas("schema", "lint", "--env", "e", "-u", "file://b.sql")).isZero();
        assertThat(out).contains("NM102").contains("-- 2 schema changes\n").doesNotContain("DS103");

        write("b.sql", "-- atlas:nolint\nCREATE TABLE users (id int, email text);\n");
        assertThat(atlas("schema", "lint", "--env", "e", "-u", "file://a.sql", "--to", "file://b.sql"))
                .isZero();
        assertThat(out).contains("-- no diagnostics found");
    }

    @Test
    void failsWhereTheProjectCallsItAnError() throws IOException {
        write("a.sql", "CREATE TABLE Users (id int);\n");
        write(
                "atlas.hcl",
                "lint {\n  naming {\n    error = true\n    table {\n      match = \"^[a-z]+$\"\n    }\n  }\n}\nenv \"e\" {}\n");

        assertThat(atlas("schema", "lint", "--env", "e", "-u", "file://a.sql", "--dev-url", "sqlite://dev?mode=memory"))
                .isOne();
        assertThat(err).isEmpty();
        assertThat(out).contains("Table named \"Users\" violates the naming policy");
    }
}
