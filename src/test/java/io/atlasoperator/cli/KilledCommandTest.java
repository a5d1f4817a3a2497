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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that are killed at any moment: nothing runs twice, nothing stays half done. */
@NullUnmarked
class KilledCommandTest {
    private static final long SEED = 20261122;
    private static final int FEW = 1;
    private static final int FILES = 50;
    private static final int TABLES = 30;

    /** Takes a moment to count, on any database. */
    private static final String NUMBERS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)";

    @TempDir
    private Path folder;

    /** Those of the other modes are in the long test, and in the operator's. */
    @ParameterizedTest
    @CsvSource({"POSTGRES, none", "SQLITE, file"})
    void migrationsRunEveryStatementOnce(KillTarget.Kind kind, String mode) throws Exception {
        killMigrations(kind, List.of(mode), FEW, new Random(SEED));
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void migrationsRunEveryStatementOnceHoweverOftenTheyAreKilled(KillTarget.Kind kind) throws Exception {
        Random random = LongRun.random("kills of migrations, " + kind);
        killMigrations(kind, List.of("file", "none"), LongRun.kills(), random);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void schemasAreAppliedWholeOrNotAtAll(KillTarget.Kind kind) throws Exception {
        killSchemas(kind, FEW, new Random(SEED));
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "SQLITE"})
    void schemasAreAppliedWholeOrNotAtAllHoweverOftenTheyAreKilled(KillTarget.Kind kind) throws Exception {
        killSchemas(kind, LongRun.kills(), LongRun.random("kills of schemas, " + kind));
    }

    /** With as many kills as asked for, and then some if none was in the middle of the work. */
    private void killMigrations(KillTarget.Kind kind, List<String> modes, int kills, Random random) throws Exception {
        Path directory = writeMigrations();
        KillableCommand.Course usual;
        try (KillTarget target = logged(kind)) {
            usual = migrate(target, directory, modes.getFirst(), 0).run();
            assertDone(target);
        }
        int killed = 0;
        int inTheMiddle = 0;
        while (killed < kills || inTheMiddle == 0) {
            String mode = modes.get(random.nextInt(modes.size()));
            try (KillTarget target = logged(kind)) {
                KillableCommand.Kill kill;
                do {
                    int before = log(target).size();
                    kill = migrate(target, directory, mode, before).kill(usual, random);
                    target.awaitEndOfSessions();
                    List<String> log = log(target);
                    assertThat(log).as("after %s kills", killed).doesNotHaveDuplicates();
                    killed += kill.killed() ? 1 : 0;
                    inTheMiddle += kill.killed() && kill.begun() && log.size() < 2 * FILES ? 1 : 0;
                } while (kill.killed() && (killed < kills || inTheMiddle == 0));
                migrate(target, directory, mode, 0).run();
                assertDone(target);
            }
        }
    }

    private KillTarget logged(KillTarget.Kind kind) throws Exception {
        KillTarget target = kind.create(folder);
        target.run("CREATE TABLE log (line text)");
        return target;
    }

    private static List<String> log(KillTarget target) throws SQLException {
        return target.query("SELECT line FROM log ORDER BY 1");
    }

    private static void assertDone(KillTarget target) throws SQLException {
        assertThat(log(target))
                .isEqualTo(IntStream.rangeClosed(1, FILES)
                        .boxed()
                        .flatMap(number -> Stream.of("%03d.1".formatted(number), "%03d.2".formatted(number)))
                        .toList());
        assertThat(target.query("SELECT version FROM atlas_schema_revisions WHERE applied = 4 AND total = 4"))
                .hasSize(FILES);
    }

    private KillableCommand migrate(KillTarget target, Path directory, String mode, int before) {
        return new KillableCommand(
                folder,
                List.of(
                        "migrate",
                        "apply",
                        "--url=" + target.url(),
                        "--dir=file://" + directory,
                        "--tx-mode=" + mode,
                        // The log is there.
                        "--allow-dirty"),
                () -> log(target).size() > before);
    }

    private Path writeMigrations() throws IOException {
        Path directory = Files.createTempDirectory(folder, "migrations");
        List<MigrationFile> files = new ArrayList<>();
        for (int number = 1; number <= FILES; number++) {
            String version = "%03d".formatted(number);
            String content = """
                    CREATE TABLE t%1$s (id int);
                    INSERT INTO log VALUES ('%1$s.1');
                    ALTER TABLE t%1$s ADD COLUMN c text;
                    INSERT INTO log SELECT '%1$s.2' FROM (%2$s SELECT max(i) FROM n) AS busy;
                    """.formatted(version, NUMBERS.formatted(30_000));
            files.add(new MigrationFile(version + ".sql", version, "", content));
            Files.writeString(directory.resolve(version + ".sql"), content);
        }
        Files.writeString(directory.resolve("atlas.sum"), Checksum.of(files).text());
        return directory;
    }

    private void killSchemas(KillTarget.Kind kind, int kills, Random random) throws Exception {
        try (KillTarget target = kind.create(folder)) {
            Path narrow = writeSchema(target.schema(), false);
            Path wide = writeSchema(target.schema(), true);
            apply(target, narrow).run();
            target.run("INSERT INTO big " + NUMBERS.formatted(100_000) + " SELECT i, 'text ' || i FROM n");
            List<String> rows = rows(target);
            List<String> before = target.shape();
            KillableCommand.Course usual = apply(target, wide).run();
            List<String> after = target.shape();
            assertThat(after).hasSizeGreaterThan(before.size());

            int killed = 0;
            int inTheMiddle = 0;
            while (killed < kills || inTheMiddle == 0) {
                Path other = target.shape().equals(before) ? wide : narrow;
                KillableCommand.Kill kill = apply(target, other).kill(usual, random);
                target.awaitEndOfSessions();
                assertThat(target.shape()).as("after %s kills", killed).isIn(before, after);
                assertThat(rows(target)).isEqualTo(rows);
                killed += kill.killed() ? 1 : 0;
                inTheMiddle += kill.killed() && kill.begun() ? 1 : 0;
            }
            apply(target, wide).run();
            assertThat(target.shape()).isEqualTo(after);
            assertThat(rows(target)).isEqualTo(rows);
        }
    }

    private KillableCommand apply(KillTarget target, Path schema) {
        List<String> arguments = new ArrayList<>(
                List.of("schema", "apply", "--url=" + target.url(), "--to=file://" + schema, "--auto-approve"));
        arguments.addAll(target.devFlags());
        return new KillableCommand(folder, arguments, target::isChanging);
    }

    private static List<String> rows(KillTarget target) throws SQLException {
        return target.query("SELECT count(*) || ' rows, sum ' || sum(id) || ', letters ' || sum(length(v)) FROM big");
    }

    /** A table that takes a while to change, and some others. */
    private Path writeSchema(String schema, boolean wide) throws IOException {
        StringBuilder text = new StringBuilder("schema \"" + schema + "\" {}\n");
        text.append("""
                table "big" {
                  schema = schema.%s
                  column "id" {
                    type = %s
                  }
                  column "v" {
                    type = text
                  }
                  %s
                }
                """.formatted(
                schema, wide ? "bigint" : "int", wide ? "index \"big_v\" {\n    columns = [column.v]\n  }" : ""));
        for (int number = 0; number < TABLES; number++) {
            text.append(
                    """
                    table "t%d" {
                      schema = schema.%s
                      column "id" {
                        type = int
                      }
                      %s
                    }
                    """.formatted(number, schema, wide ? "column \"c\" {\n    null = true\n    type = text\n  }" : ""));
        }
        return Files.writeString(folder.resolve(wide ? "wide.hcl" : "narrow.hcl"), text);
    }
}
