package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.testing.LongRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code migrate down}, killed at any moment: the next one ends the way, and every statement that somebody wrote runs once. */
@NullUnmarked
class KilledDownCommandTest {
    private static final long SEED = 20261123;
    private static final int FEW = 2;
    private static final int FILES = 16;
    private static final int ROWS = 20_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theNextRunEndsTheWay(KillTarget.Kind kind) throws Exception {
        kill(kind, FEW, new Random(SEED));
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void theNextRunEndsTheWayHoweverOftenItIsKilled(KillTarget.Kind kind) throws Exception {
        kill(kind, LongRun.kills(), LongRun.random("kills of migrate down, " + kind));
    }

    private void kill(KillTarget.Kind kind, int kills, Random random) throws Exception {
        boolean isWhole = kind == KillTarget.Kind.POSTGRES || kind == KillTarget.Kind.SQLITE;
        Path directory = writeMigrations();
        try (KillTarget target = kind.create(folder)) {
            atlas(target, directory, "apply", "1");
            fill(target);
            List<String> below = target.shape();
            List<String> rows = rows(target);
            atlas(target, directory, "apply");
            List<String> above = target.shape();
            KillableCommand.Course usual = down(target, directory).run();
            assertDown(target, below, rows);

            int killed = 0;
            int inTheMiddle = 0;
            while (killed < kills || inTheMiddle == 0) {
                target.run("DELETE FROM trace");
                atlas(target, directory, "apply");
                assertThat(target.shape()).isEqualTo(above);
                KillableCommand.Kill kill;
                do {
                    kill = down(target, directory).kill(usual, random);
                    if (isWhole) {
                        target.awaitEndOfSessions();
                        assertThat(target.shape()).as("after %s kills", killed).isIn(above, below);
                    } else {
                        assertNobodyGoesUp(target, directory);
                    }
                    killed += kill.killed() ? 1 : 0;
                    boolean isHalfway = versions(target).size() > 1
                            && (isWhole || !target.shape().equals(above));
                    inTheMiddle += kill.killed() && kill.begun() && isHalfway ? 1 : 0;
                } while (kill.killed() && killed < kills && random.nextInt(3) > 0);
                atlas(target, directory, "down", "--to-version=001");
                assertDown(target, below, rows);
            }
            System.out.println(kind + ": " + killed + " kills of migrate down, " + inTheMiddle + " in the middle");
        }
    }

    private static void assertDown(KillTarget target, List<String> below, List<String> rows) throws SQLException {
        assertThat(target.shape()).isEqualTo(below);
        assertThat(versions(target)).containsExactly("001");
        assertThat(rows(target)).isEqualTo(rows);
        assertThat(target.query("SELECT line FROM trace ORDER BY line"))
                .isEqualTo(IntStream.rangeClosed(2, FILES)
                        .filter(KilledDownCommandTest::isWritten)
                        .mapToObj("%03d"::formatted)
                        .flatMap(version -> Stream.of(version + ".1", version + ".2"))
                        .toList());
    }

    /** A version that is undone in part is not run again by whoever wants to go up. */
    private void assertNobodyGoesUp(KillTarget target, Path directory) throws SQLException {
        boolean isPart = !target.query("SELECT version FROM atlas_schema_revisions WHERE applied <> total")
                .isEmpty();
        if (isPart) {
            CommandRun atlas = new CommandRun(folder);
            assertThat(atlas.run(
                            "migrate",
                            "apply",
                            "--url=" + target.url(),
                            "--dir=file://" + directory,
                            "--lock-timeout=2m"))
                    .isOne();
            assertThat(atlas.err()).contains("is being reverted, and the way is not finished");
        }
    }

    private static List<String> versions(KillTarget target) throws SQLException {
        return target.query("SELECT version FROM atlas_schema_revisions ORDER BY version");
    }

    private static List<String> rows(KillTarget target) throws SQLException {
        return target.query(
                "SELECT count(*) FROM big UNION ALL SELECT sum(id) FROM big UNION ALL SELECT sum(length(v)) FROM big");
    }

    private static void fill(KillTarget target) throws SQLException {
        target.run("CREATE TABLE digits (d int)");
        target.run("INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        target.run("INSERT INTO big SELECT a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d, 'some text'"
                + " FROM digits a, digits b, digits c, digits d, digits e WHERE e.d < " + ROWS / 10_000);
        target.run("DROP TABLE digits");
    }

    private KillableCommand down(KillTarget target, Path directory) {
        return new KillableCommand(
                folder, arguments(target, directory, "down", "--to-version=001"), () -> hasBegun(target));
    }

    private static boolean hasBegun(KillTarget target) throws SQLException {
        return target instanceof KillTarget.MySql
                ? versions(target).size() < FILES
                        || !target.query("SELECT version FROM atlas_schema_revisions WHERE applied <> total")
                                .isEmpty()
                : target.isChanging();
    }

    private void atlas(KillTarget target, Path directory, String command, String... more) {
        CommandRun atlas = new CommandRun(folder);
        assertThat(atlas.run(arguments(target, directory, command, more).toArray(String[]::new)))
                .as(() -> atlas.out() + atlas.err())
                .isZero();
    }

    private static List<String> arguments(KillTarget target, Path directory, String command, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("migrate", command, "--url=" + target.url(), "--dir=file://" + directory, "--lock-timeout=2m"));
        if (command.equals("down")) {
            arguments.addAll(target.devFlags());
        }
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static boolean isWritten(int number) {
        return number % 4 == 0;
    }

    private Path writeMigrations() throws IOException {
        Path directory = Files.createTempDirectory(folder, "migrations");
        List<MigrationFile> files = new ArrayList<>();
        for (int number = 1; number <= FILES; number++) {
            String version = "%03d".formatted(number);
            String content = number == 1 ? """
                    CREATE TABLE big (id int NOT NULL, v varchar(40) NOT NULL, PRIMARY KEY (id));
                    CREATE TABLE trace (line varchar(40));
                    """ : isWritten(number) ? written(version) : computed(version);
            files.add(new MigrationFile(version + ".sql", version, "", content));
            Files.writeString(directory.resolve(version + ".sql"), content);
        }
        Files.writeString(directory.resolve("atlas.sum"), Checksum.of(files).text());
        return directory;
    }

    private static String computed(String version) {
        return """
                CREATE TABLE t%1$s (id int NOT NULL, b int, PRIMARY KEY (id),
                  CONSTRAINT t%1$s_b FOREIGN KEY (b) REFERENCES big (id));
                ALTER TABLE big ADD COLUMN c%1$s int;
                CREATE INDEX big_%1$s ON big (v, id);
                CREATE VIEW v%1$s AS SELECT id FROM t%1$s;
                """.formatted(version);
    }

    private static String written(String version) {
        return """
                -- atlas:txtar

                -- migration.sql --
                CREATE TABLE t%1$s (id int NOT NULL);
                CREATE INDEX big_%1$s ON t%1$s (id);

                -- down.sql --
                INSERT INTO trace VALUES ('%1$s.1');
                DROP TABLE t%1$s;
                INSERT INTO trace VALUES ('%1$s.2');
                """.formatted(version);
    }
}
