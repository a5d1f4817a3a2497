package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL files that import others, by whole commands on a SQLite file. */
class SqlImportsTest {
    private static final String DEV = "sqlite://dev?mode=memory";

    @TempDir
    private Path folder;

    private CommandRun atlas;

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("schema/main.sql", """
                -- atlas:import tables
                -- atlas:import ./views/names.sql
                CREATE INDEX user_names ON users (name);
                """);
        atlas.write("schema/tables/a_users.sql", "CREATE TABLE users (id integer PRIMARY KEY, name text);\n");
        atlas.write("schema/tables/b_pets.sql", """
                -- atlas:import a_users.sql
                CREATE TABLE pets (id integer, owner integer REFERENCES users (id));
                """);
        atlas.write("schema/tables/readme.txt", "no SQL");
        atlas.write("schema/views/names.sql", """
                -- atlas:import ../tables/a_users.sql
                -- atlas:import ../../outside.sql

                CREATE VIEW names AS SELECT name FROM users;
                """);
        atlas.write("outside.sql", "CREATE TABLE outside (id integer);\n");
    }

    @Test
    void applyRunsWhatIsImported() {
        assertThat(atlas.run("schema", "apply", "-u", atlas.url(), "--to", "file://schema/main.sql", "--auto-approve"))
                .as(atlas::err)
                .isZero();
        assertThat(atlas.run("schema", "inspect", "-u", atlas.url())).isZero();
        assertThat(atlas.out())
                .contains("table \"users\"", "table \"pets\"", "table \"outside\"", "view \"names\"", "user_names");

        assertThat(atlas.run("schema", "apply", "-u", atlas.url(), "--to", "file://schema/main.sql", "--auto-approve"))
                .isZero();
        assertThat(atlas.out()).contains("Schema is synced");
    }

    @Test
    void diffInspectAndLintFollowImports() throws IOException {
        assertThat(atlas.run(
                        "schema",
                        "diff",
                        "--from",
                        "file://outside.sql",
                        "--to",
                        "file://schema/main.sql",
                        "--dev-url",
                        DEV))
                .as(atlas::err)
                .isZero();
        assertThat(atlas.out()).contains("CREATE TABLE `users`").doesNotContain("outside");

        assertThat(atlas.run("schema", "inspect", "-u", "file://schema/main.sql", "--dev-url", DEV))
                .isZero();
        assertThat(atlas.out()).contains("table \"outside\"");

        assertThat(atlas.run(
                        "schema",
                        "lint",
                        "-u",
                        "file://schema/main.sql",
                        "--to",
                        "file://outside.sql",
                        "--dev-url",
                        DEV))
                .isOne();
        assertThat(atlas.out()).contains("DS102", "users");
    }

    @Test
    void aFolderWhoseFilesImportEachOtherRunsEachOnce() throws IOException {
        atlas.write("state/a.sql", "-- atlas:import b.sql\nCREATE VIEW v AS SELECT id FROM t;\n");
        atlas.write("state/b.sql", "CREATE TABLE t (id integer);\n");

        assertThat(atlas.run("schema", "inspect", "-u", "file://state", "--dev-url", DEV))
                .as(atlas::err)
                .isZero();
        assertThat(atlas.out()).contains("table \"t\"", "view \"v\"");
    }

    @Test
    void oneFileByTwoPathsIsOneFile() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("schema"));
        atlas.write("all.sql", "-- atlas:import schema/tables/a_users.sql\n-- atlas:import link/tables/a_users.sql\n");

        assertThat(atlas.run("schema", "inspect", "-u", "file://all.sql", "--dev-url", DEV))
                .as(atlas::err)
                .isZero();
    }

    @Test
    void theSecondImporterOfAFileThatFailsIsNotBlamed() throws IOException {
        atlas.write(
                "schema/tables/a_users.sql", "\nCREATE TABLE users (id integer);\nCREATE TABLE users (id integer);\n");

        assertThat(inspect()).contains("read state from \"schema/tables/a_users.sql\": line 3: ");
    }

    @Test
    void importsThatCannotBeFollowedNameTheirPlace() throws IOException {
        atlas.write("schema/main.sql", "\n-- atlas:import gone.sql\n");
        assertThat(inspect())
                .isEqualTo("Error: schema/main.sql:2: cannot import \"gone.sql\": there is no file or folder"
                        + " schema/gone.sql; the path starts at the folder of the file with the import\n");

        atlas.write("schema/main.sql", "-- atlas:import tables/readme.txt\n");
        assertThat(inspect())
                .isEqualTo("Error: schema/main.sql:1: cannot import \"tables/readme.txt\": schema/tables/readme.txt is"
                        + " no .sql file, and nothing else can be imported\n");

        Files.createDirectories(folder.resolve("schema/empty"));
        atlas.write("schema/main.sql", "-- atlas:import empty/\n");
        assertThat(inspect())
                .isEqualTo("Error: schema/main.sql:1: cannot import \"empty/\": the folder schema/empty holds no .sql"
                        + " file\n");

        atlas.write("schema/main.sql", "-- atlas:import tables/a_users.sql\n");
        atlas.write("schema/tables/a_users.sql", "-- atlas:import ../main.sql\n");
        assertThat(inspect())
                .isEqualTo("Error: schema/tables/a_users.sql:1: import cycle: schema/main.sql ->"
                        + " schema/tables/a_users.sql -> schema/main.sql: take one of these imports out\n");
    }

    @Test
    void anImportInsideAStatementIsAnError() throws IOException {
        atlas.write("schema/main.sql", "CREATE TABLE t (\n  -- atlas:import tables\n  id integer\n);\n");

        assertThat(inspect())
                .isEqualTo("Error: schema/main.sql:2: -- atlas:import stands inside a statement: put it between two"
                        + " statements\n");
    }

    @Test
    void migrationFilesImportNothing() throws IOException {
        atlas.write("migrations/1_a.sql", "-- atlas:import gone.sql\nCREATE TABLE t (id integer);\n");
        assertThat(atlas.run("migrate", "hash", "--dir", "file://migrations")).isZero();

        assertThat(atlas.run("schema", "inspect", "-u", "file://migrations", "--dev-url", DEV))
                .as(atlas::err)
                .isZero();
        assertThat(atlas.out()).contains("table \"t\"");
    }

    private String inspect() {
        assertThat(atlas.run("schema", "inspect", "-u", "file://schema/main.sql", "--dev-url", DEV))
                .isOne();
        return atlas.err();
    }
}
