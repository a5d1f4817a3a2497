package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flags that say what of a database is looked at, by whole commands on a SQLite file. */
class SelectionFlagsTest {
    private static final String STATE = """
            CREATE TABLE users (id integer NOT NULL, name text);
            CREATE TABLE pets (id integer NOT NULL, name text);
            CREATE INDEX pet_names ON pets (name);
            CREATE VIEW names AS SELECT name FROM users;
            CREATE TRIGGER hello AFTER INSERT ON pets BEGIN SELECT 1; END;
            """;

    @TempDir
    private Path folder;

    private CommandRun atlas;

    @BeforeEach
    void apply() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("state.sql", STATE);
        assertThat(atlas.run("schema", "apply", "-u", atlas.url(), "--to", "file://state.sql", "--auto-approve"))
                .as(atlas::err)
                .isZero();
    }

    @Test
    void inspectShowsWhatIsTakenIn() {
        assertThat(inspect("--include", "users,names"))
                .contains("table \"users\"", "view \"names\"")
                .doesNotContain("pets");
        assertThat(inspect("--include=users", "--include=pets", "--exclude=pets.pet_*"))
                .contains("table \"users\"", "table \"pets\"")
                .doesNotContain("pet_names", "view");
        assertThat(inspect("--include", "*[type=view]"))
                .contains("view \"names\"")
                .doesNotContain("table \"");
        assertThat(inspect("--include", "pets.*[type=trigger|index]"))
                .contains("table \"pets\"", "trigger \"hello\"", "pet_names")
                .doesNotContain("users");
    }

    @Test
    void inspectLeavesOutSeveralPatterns() {
        assertThat(inspect("--exclude", "*[type=view]", "--exclude", "*[type=trigger],pets.*[type=index]"))
                .contains("table \"users\"", "table \"pets\"")
                .doesNotContain("names\"", "trigger");
    }

    @Test
    void applyLeavesAloneWhatIsNotTakenIn() throws IOException {
        atlas.write("users.sql", "CREATE TABLE users (id integer NOT NULL, name text, mail text);");

        assertThat(atlas.run(
                        "schema",
                        "apply",
                        "-u",
                        atlas.url(),
                        "--to",
                        "file://users.sql",
                        "--include",
                        "users",
                        "--auto-approve"))
                .as(atlas::err)
                .isZero();

        assertThat(atlas.out()).contains("ADD COLUMN `mail`").doesNotContain("DROP");
        assertThat(inspect()).contains("table \"pets\"", "view \"names\"", "column \"mail\"");
    }

    @Test
    void diffComparesWhatIsTakenIn() throws IOException {
        atlas.write("none.hcl", "schema \"main\" {}\n");

        assertThat(atlas.run("schema", "diff", "--from", atlas.url(), "--to", "file://none.hcl", "--include", "names"))
                .as(atlas::err)
                .isZero();

        assertThat(atlas.out()).isEqualTo("-- Drop view \"names\"\nDROP VIEW `names`;\n");
    }

    @Test
    void cleanDropsWhatIsTakenIn() {
        assertThat(atlas.run("schema", "clean", "-u", atlas.url(), "--include", "p*", "--auto-approve"))
                .as(atlas::err)
                .isZero();

        assertThat(inspect()).contains("table \"users\"", "view \"names\"").doesNotContain("pets");
    }

    @Test
    void tellsPatternsThatMatchNothing() throws IOException {
        atlas.write("users.sql", "CREATE TABLE users (id integer NOT NULL, name text, mail text);");
        String[] changes = {"--exclude", "pets,legacy_*", "--exclude", "*[type=view]", "--dry-run"};

        assertThat(apply("users.sql", changes)).as(atlas::err).isZero();
        assertThat(atlas.err())
                .isEqualTo("Warning: the pattern \"legacy_*\" matches no name (schema.object.part; where the URL names"
                        + " one schema, object.part)\n");
        assertThat(atlas.out()).contains("ADD COLUMN `mail`").doesNotContain("DROP");

        assertThat(apply("state.sql", "--exclude", "legacy_*", "--dry-run")).isZero();
        assertThat(atlas.err()).isEmpty();
        assertThat(apply("state.sql", "--include", "user", "--auto-approve")).isZero();
        assertThat(atlas.err()).startsWith("Warning: the pattern \"user\" matches no name");
    }

    private int apply(String state, String... flags) {
        String[] arguments = new String[flags.length + 6];
        System.arraycopy(
                new String[] {"schema", "apply", "-u", atlas.url(), "--to", "file://" + state}, 0, arguments, 0, 6);
        System.arraycopy(flags, 0, arguments, 6, flags.length);
        return atlas.run(arguments);
    }

    @Test
    void takesThePoliciesOfAProjectFileThatIsNamedWithoutAnEnvironment() throws IOException {
        atlas.write("atlas.hcl", "diff {\n  skip {\n    drop_table = true\n  }\n}\n");
        atlas.write("none.hcl", "schema \"main\" {}\n");

        assertThat(apply("none.hcl", "--config", "file://atlas.hcl", "--dry-run"))
                .as(atlas::err)
                .isZero();
        assertThat(atlas.out()).doesNotContain("DROP TABLE");
        assertThat(apply("none.hcl", "--dry-run")).isZero();
        assertThat(atlas.out()).contains("DROP TABLE");
    }

    @Test
    void saysWhichPatternIsNone() {
        assertThat(atlas.run("schema", "inspect", "-u", atlas.url(), "--include", "*[type=tabel]"))
                .isOne();
        assertThat(atlas.err()).contains("unknown type \"tabel\" in pattern \"*[type=tabel]\"");
    }

    private String inspect(String... flags) {
        String[] arguments = new String[flags.length + 4];
        System.arraycopy(new String[] {"schema", "inspect", "-u", atlas.url()}, 0, arguments, 0, 4);
        System.arraycopy(flags, 0, arguments, 4, flags.length);
        assertThat(atlas.run(arguments)).as(atlas::err).isZero();
        return atlas.out();
    }
}
