package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are edited before they run, and what is told of those that fail; by whole commands on a SQLite file. */
class PlanPromptTest {
    private static final String[] APPLY = {"schema", "apply", "--to", "file://state.sql", "--edit", "-u"};

    @TempDir
    private Path folder;

    private CommandRun atlas;

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("state.sql", "CREATE TABLE users (id integer, name text); CREATE TABLE pets (id integer);");
    }

    @Test
    void runsWhatTheEditorLeaves() {
        assertThat(edit("sed -i 's/`name` text NULL/`name` text NOT NULL/'", "--auto-approve"))
                .as(atlas::err)
                .isZero();

        assertThat(atlas.out())
                .contains("-- Planned Changes:", "`name` text NOT NULL")
                .contains("-- The edited plan ran, and does not lead to the desired state. What is left:\n")
                .endsWith("PRAGMA foreign_keys = on;\n");
        assertThat(inspect()).contains("table \"pets\"").containsPattern("\"name\" \\{\\s+null = false");
    }

    @Test
    void saysNothingOfAnEditThatLeadsToTheDesiredState() {
        assertThat(edit("sed -i '1i -- as it was'", "--auto-approve"))
                .as(atlas::err)
                .isZero();

        assertThat(atlas.out()).doesNotContain("What is left");
        assertThat(atlas.run("schema", "apply", "--to", "file://state.sql", "-u", atlas.url()))
                .isZero();
        assertThat(atlas.out()).isEqualTo("Schema is synced, no changes to be made\n");
    }

    @Test
    void runsNothingIfNothingIsLeftOrTheEditorFails() {
        assertThat(edit("truncate -s 0", "--auto-approve")).isZero();
        assertThat(atlas.err()).isEqualTo("The edited plan has no statements, nothing was run\n");
        assertThat(edit("false", "--auto-approve")).isOne();
        assertThat(atlas.err()).isEqualTo("Error: editor \"false\" ended with 1, nothing was changed\n");
        assertThat(edit("sed -i '1i COMMIT;'", "--auto-approve")).isOne();
        assertThat(atlas.err()).contains("the edited plan has \"COMMIT\" in line 1: leave transactions to --tx-mode");
        assertThat(inspect()).doesNotContain("table");
    }

    @Test
    void showsNoPasswordThatSomebodyTyped() {
        String statement = "CREATE ROLE r PASSWORD '\\''hunter22'\\''";
        assertThat(edit("sed -i '$ a " + statement + ";'", "--auto-approve")).isOne();
        assertThat(atlas.out()).contains("CREATE ROLE r PASSWORD 'xxxxx'", "-- Stopped at statement 3 of 3");
        assertThat(atlas.out() + atlas.err()).doesNotContain("hunter22");

        assertThat(edit("sed -i '1i " + statement + ";'", "--auto-approve", "--format", "{{ json . }}"))
                .isOne();
        assertThat(atlas.out()).contains("\"Stmt\":\"CREATE ROLE r PASSWORD 'xxxxx'\"");
        assertThat(atlas.out() + atlas.err()).doesNotContain("hunter22");
    }

    @Test
    void asksAfterTheEdit() {
        assertThat(edit("sed -i 's/pets/cats/'")).isOne();

        assertThat(atlas.out()).contains("CREATE TABLE `cats`", "Are you sure?");
        assertThat(atlas.err())
                .isEqualTo(
                        "Error: ^D: the input ended without an answer, nothing was changed (--auto-approve asks nothing)\n");
        assertThat(inspect()).doesNotContain("table");
    }

    @Test
    void saysWhatBecameOfAnAnswer() {
        String[] apply = {"schema", "apply", "--to", "file://state.sql", "-u", atlas.url()};

        assertThat(atlas.answering("no\n", apply)).isZero();
        assertThat(atlas.err()).isEqualTo("Aborted, nothing was changed\n");
        assertThat(inspect()).doesNotContain("table");

        assertThat(atlas.answering("\n", apply)).isZero();
        assertThat(atlas.err()).isEqualTo("Done: 2 statements ran\n");
        assertThat(inspect()).contains("table \"pets\"");
    }

    @Test
    void isNotForADryRun() {
        assertThat(edit("true", "--dry-run")).isOne();
        assertThat(atlas.err()).contains("if any flags in the group [dry-run edit] are set none of the others can be");
    }

    @Test
    void tellsWhatAFailureUndid() throws IOException {
        prepareFailure();

        assertThat(atlas.run("schema", "apply", "--to", "file://state.sql", "--auto-approve", "-u", atlas.url()))
                .isOne();

        assertThat(atlas.err()).contains("Error: create index \"u\" to table: \"users\": UNIQUE constraint failed");
        assertThat(atlas.out())
                .contains(
                        "-- Stopped at statement 2 of 2.\n-- Rolled back: 1 statement.\n-- No statement took effect.\n");
        assertThat(inspect()).doesNotContain("index");
    }

    @Test
    void tellsWhatStaysAfterAFailureWithoutTransactions() throws IOException {
        prepareFailure();

        assertThat(atlas.run(
                        "schema",
                        "apply",
                        "--to",
                        "file://state.sql",
                        "--auto-approve",
                        "--tx-mode=none",
                        "-u",
                        atlas.url()))
                .isOne();

        assertThat(atlas.out())
                .contains(
                        "-- Stopped at statement 2 of 2.\n-- This ran, and stays:\nCREATE INDEX `a` ON `users` (`id`);\n");
        assertThat(inspect()).contains("index \"a\"");
    }

    private void prepareFailure() throws IOException {
        atlas.write("before.sql", "CREATE TABLE users (id integer);");
        assertThat(atlas.run("schema", "apply", "--to", "file://before.sql", "--auto-approve", "-u", atlas.url()))
                .isZero();
        atlas.execute("INSERT INTO users VALUES (1), (1)");
        atlas.write(
                "state.sql",
                "CREATE TABLE users (id integer); CREATE INDEX a ON users (id); CREATE UNIQUE INDEX u ON users (id);");
    }

    private int edit(String editor, String... flags) {
        String[] arguments = new String[APPLY.length + 1 + flags.length];
        System.arraycopy(APPLY, 0, arguments, 0, APPLY.length);
        arguments[APPLY.length] = atlas.url();
        System.arraycopy(flags, 0, arguments, APPLY.length + 1, flags.length);
        return atlas.run(InputStream.nullInputStream(), Map.of("EDITOR", editor), arguments);
    }

    private String inspect() {
        assertThat(atlas.run("schema", "inspect", "-u", atlas.url()))
                .as(atlas::err)
                .isZero();
        return atlas.out();
    }
}
