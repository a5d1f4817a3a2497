package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.TargetFlags;
import io.atlasoperator.cli.console.TargetRuns;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.project.LintPolicy;
import io.atlasoperator.workspace.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands for an environment with several targets. */
class TargetRunsTest {
    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void writeAProjectOfThreeTenants() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("migrations/1_a.sql", "CREATE TABLE a (id int);\n");
        atlas.run("migrate", "hash");
        atlas.write("clash.sql", "CREATE TABLE c (id int);\n");
        atlas.write("s.sql", "CREATE TABLE a (id int);\n");
        atlas.write("atlas.hcl", """
                variable "tenants" {
                  type    = list(string)
                  default = ["one", "two", "three"]
                }
                env "all" {
                  for_each = toset(var.tenants)
                  url      = "sqlite://%1$s/${each.value}.db"
                  src      = "file://s.sql"
                  dev      = "sqlite://dev?mode=memory"
                }
                """.formatted(folder));
    }

    private Path target(String name) {
        return folder.resolve(name + ".db");
    }

    /** A file that is no database. */
    private void spoil(String name) throws IOException {
        Files.writeString(
                target(name), "this is no database, and is longer than the header of one would be".repeat(20));
    }

    private boolean isMigrated(String name) {
        atlas.run("schema", "inspect", "--url", "sqlite://" + target(name));
        return atlas.out().contains("table \"a\"");
    }

    @Test
    void appliesToAllInTheOrderOfTheirNames() {
        assertThat(atlas.run(
                        "migrate",
                        "apply",
                        "--env",
                        "all",
                        "--format",
                        "{{ .URL.Host }}{{ .URL.Path }} {{ len .Applied }}"))
                .as(atlas.err())
                .isZero();
        assertThat(atlas.out().lines().map(line -> line.replaceAll(".*/", "")))
                .containsExactly("one.db 1", "three.db 1", "two.db 1");
        assertThat(atlas.out()).doesNotEndWith("\n");

        assertThat(atlas.run("migrate", "apply", "--env", "all", "--parallel", "3"))
                .isZero();
        assertThat(atlas.out()).isEqualTo("No migration files to execute\n".repeat(3));
        String names = Stream.of("one", "three", "two")
                .map(name -> "-- sqlite://" + target(name) + "\n")
                .collect(Collectors.joining());
        assertThat(atlas.err()).isEqualTo(names);
        assertThat(atlas.run("migrate", "apply", "--env", "all")).isZero();
        assertThat(atlas.err()).isEqualTo(names);
        assertThat(atlas.run("migrate", "apply", "--env", "all", "--format", "{{ .Message }}"))
                .isZero();
        assertThat(atlas.err()).isEmpty();
    }

    @Test
    void appliesAStateToAllAtOnce() {
        assertThat(atlas.run("schema", "apply", "--env", "all", "--parallel", "2"))
                .isOne();
        assertThat(atlas.err()).contains("--parallel can only be used with --dry-run or --auto-approve");

        assertThat(atlas.run("schema", "apply", "--env", "all", "--parallel", "2", "--auto-approve"))
                .as(atlas.err())
                .isZero();
        assertThat(List.of("one", "two", "three")).allMatch(this::isMigrated);
        assertThat(atlas.run("schema", "apply", "--env", "all", "--auto-approve"))
                .isZero();
        assertThat(atlas.out()).isEqualTo("Schema is synced, no changes to be made\n".repeat(3));
    }

    @Test
    void stopsAtTheFirstFailure() throws IOException {
        spoil("three");

        assertThat(atlas.run("migrate", "apply", "--env", "all")).isOne();

        assertThat(atlas.out()).contains("Migrating to version 1");
        assertThat(atlas.err())
                .contains("three.db: failed\n1 of 3 targets were not run\nError: ", "file is not a database")
                .containsOnlyOnce("Error: ");
        assertThat(isMigrated("one")).isTrue();
        assertThat(target("two")).doesNotExist();
    }

    @Test
    void namesTheTargetsThatFailed() throws IOException {
        assertThat(atlas.run("migrate", "apply", "--env", "all")).isZero();
        atlas.write("migrations/2_b.sql", "CREATE TABLE b (id int);\nCREATE TABLE c (id int);\n");
        atlas.run("migrate", "hash");
        for (String name : List.of("one", "three")) {
            assertThat(atlas.run(
                            "schema",
                            "apply",
                            "--url",
                            "sqlite://" + target(name),
                            "--to",
                            "file://clash.sql",
                            "--dev-url",
                            "sqlite://dev?mode=memory",
                            "--exclude",
                            "atlas_schema_revisions,a",
                            "--auto-approve"))
                    .as(atlas.err())
                    .isZero();
        }

        assertThat(atlas.run("migrate", "apply", "--env", "all", "--parallel", "1"))
                .isOne();
        assertThat(atlas.err())
                .contains("one.db: failed\n2 of 3 targets were not run\nError: sql/migrate: executing statement");
    }

    /** Runs work for two targets at once, which waits until both have begun. */
    private static String bothAtOnce(TargetRuns.Work work) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                Path.of(""),
                Map.of());
        Settings target = Settings.without(DiffPolicy.DEFAULT, LintPolicy.NONE, Map.of());
        CyclicBarrier both = new CyclicBarrier(2);
        TargetRuns runs = new TargetRuns(terminal, CommandLine.populateCommand(new TargetFlags(), "--parallel=2"));
        assertThatThrownBy(() -> runs.run(List.of(target, target), false, (out, settings) -> {
                    try {
                        both.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        throw new AssertionError(e);
                    }
                    return work.run(out, settings);
                }))
                .hasMessageContaining("it is broken");
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsOfAllThatFailAtOnce() {
        assertThat(bothAtOnce((out, settings) -> {
                    throw new CliException("it is broken");
                }))
                .contains("target 1: failed\n", "target 2: it is broken\n");
    }

    @Test
    void endsWithAFailureThatNobodyExpects() {
        assertThat(bothAtOnce((out, settings) -> {
                    throw new StackOverflowError("it is broken");
                }))
                .isEmpty();
    }

    @Test
    void goesOnAfterAFailureIfAsked() throws IOException {
        spoil("one");
        for (String parallel : List.of("1", "3")) {
            assertThat(atlas.run("migrate", "apply", "--env", "all", "--keep-going", "--parallel", parallel))
                    .isOne();
            assertThat(atlas.err())
                    .contains("one.db: ", "file is not a database", "Error: 1 of 3 targets failed: sqlite://");
        }
        assertThat(List.of("two", "three")).allMatch(this::isMigrated);
    }

    @Test
    void otherCommandsTakeOneTarget() {
        assertThat(atlas.run("migrate", "status", "--env", "all")).isOne();
        assertThat(atlas.err()).isEqualTo("Error: multiple envs found for \"all\"\n");
        assertThat(atlas.run("migrate", "apply", "--env", "all", "--parallel", "0"))
                .isOne();
        assertThat(atlas.err()).isEqualTo("Error: --parallel must be a number from 1 to 64, got: 0\n");
        assertThat(atlas.run("schema", "apply", "--env", "all", "--auto-approve", "--var", "tenants=one"))
                .as(atlas.err())
                .isZero();
        assertThat(target("two")).doesNotExist();
    }
}
