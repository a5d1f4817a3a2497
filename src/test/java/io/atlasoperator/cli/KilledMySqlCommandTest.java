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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Commands that are killed at any moment on servers that can roll no change of a table back: the next one ends the work,
 * or names the one statement of which nobody knows.
 */
@NullUnmarked
class KilledMySqlCommandTest {
    private static final long SEED = 20261122;
    private static final int FEW = 2;
    private static final int FILES = 40;
    private static final int TABLES = 25;

    /** How a refusal says what to do about a statement in doubt. */
    private static final Pattern IN_DOUBT =
            Pattern.compile("statement (\\d+) from file \"(\\d+)\\.sql\" was running when.*"
                    + " If it was not executed, run: (UPDATE .*?); if it was, run: (UPDATE .*); then apply again");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB10", "MARIADB11"})
    void schemasAreFinishedByTheNextApply(KillTarget.Kind kind) throws Exception {
        killSchemas(kind, FEW, new Random(SEED));
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB10", "MARIADB11"})
    void schemasAreFinishedHoweverOftenTheyAreKilled(KillTarget.Kind kind) throws Exception {
        killSchemas(kind, LongRun.kills(), LongRun.random("kills of schemas, " + kind));
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB10", "MARIADB11"})
    void migrationsRunEveryStatementOnce(KillTarget.Kind kind) throws Exception {
        killMigrations(kind, FEW, new Random(SEED));
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB10", "MARIADB11"})
    void migrationsRunEveryStatementOnceHoweverOftenTheyAreKilled(KillTarget.Kind kind) throws Exception {
        killMigrations(kind, LongRun.kills(), LongRun.random("kills of migrations, " + kind));
    }

    private void killSchemas(KillTarget.Kind kind, int kills, Random random) throws Exception {
        try (KillTarget target = kind.create(folder)) {
            Path narrow = writeSchema(target.schema(), false);
            Path wide = writeSchema(target.schema(), true);
            assertThat(apply(target, narrow)).contains("CREATE TABLE");
            fill(target);
            List<String> rows = rows(target);
            List<String> before = target.shape();
            KillableCommand.Course usual = killable(target, wide).run();
            List<String> after = target.shape();
            assertThat(after).hasSizeGreaterThan(before.size());

            int killed = 0;
            int halfway = 0;
            for (boolean widen = false; killed < kills || halfway == 0; widen = !widen) {
                List<String> from = widen ? before : after;
                List<String> wanted = widen ? after : before;
                KillableCommand.Kill kill =
                        killable(target, widen ? wide : narrow).kill(usual, random);
                List<String> left = target.shape();
                assertThat(rows(target)).as("after %s kills", killed).isEqualTo(rows);
                // At once: the server may still be at the statement of the one that is gone.
                apply(target, widen ? wide : narrow);

                assertThat(target.shape()).as("after %s kills", killed).isEqualTo(wanted);
                assertThat(rows(target)).as("after %s kills", killed).isEqualTo(rows);
                assertThat(apply(target, widen ? wide : narrow)).isEqualTo("Schema is synced, no changes to be made\n");
                killed += kill.killed() ? 1 : 0;
                halfway += kill.killed() && !left.equals(from) && !left.equals(wanted) ? 1 : 0;
            }
            System.out.println(kind + ": " + killed + " kills of schemas, " + halfway + " halfway");
        }
    }

    private KillableCommand killable(KillTarget target, Path schema) {
        return new KillableCommand(folder, arguments(target, schema), target::isChanging);
    }

    private static List<String> arguments(KillTarget target, Path schema) {
        List<String> arguments = new ArrayList<>(List.of(
                "schema",
                "apply",
                "--url=" + target.url(),
                "--to=file://" + schema,
                "--lock-timeout=2m",
                "--auto-approve"));
        arguments.addAll(target.devFlags());
        return arguments;
    }

    /** What it says when it succeeds. */
    private String apply(KillTarget target, Path schema) {
        CommandRun atlas = new CommandRun(folder);
        assertThat(atlas.run(arguments(target, schema).toArray(String[]::new)))
                .as(() -> atlas.out() + atlas.err())
                .isZero();
        return atlas.out();
    }

    private static void fill(KillTarget target) throws SQLException {
        target.run("CREATE TABLE digits (d int)");
        target.run("INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        for (int number = 0; number < TABLES; number++) {
            target.run("INSERT INTO t" + number + " SELECT a.d + 10 * b.d + 100 * c.d, CONCAT('text ', a.d + b.d)"
                    + " FROM digits a, digits b, digits c" + (number % 5 == 0 ? ", digits d WHERE d.d < 1" : ""));
        }
        target.run("INSERT INTO big SELECT a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d, CONCAT('text ', a.d)"
                + " FROM digits a, digits b, digits c, digits d, digits e");
        target.run("DROP TABLE digits");
    }

    private static List<String> rows(KillTarget target) throws SQLException {
        StringBuilder query =
                new StringBuilder("SELECT CONCAT('big ', COUNT(*), ' ', SUM(id), ' ', SUM(LENGTH(v))) FROM big");
        for (int number = 0; number < TABLES; number++) {
            query.append(" UNION ALL SELECT CONCAT('t")
                    .append(number)
                    .append(" ', COUNT(*), ' ', SUM(id), ' ', SUM(LENGTH(v))) FROM t")
                    .append(number);
        }
        return target.query(query.toString());
    }

    /** Tables that take a while to change: some in place, some copied row by row. */
    private Path writeSchema(String schema, boolean wide) throws IOException {
        StringBuilder text = new StringBuilder("schema \"" + schema + "\" {}\n");
        text.append(table(schema, "big", wide, ""));
        for (int number = 0; number < TABLES; number++) {
            // Keys between tables are attached and taken off by statements of their own.
            String key = number == 0 ? "" : """
                      foreign_key "t%1$d_before" {
                        columns     = [column.id]
                        ref_columns = [table.t%2$d.column.id]
                      }
                    """.formatted(number, number - 1);
            text.append(table(schema, "t" + number, wide, wide ? key : ""));
        }
        return Files.writeString(folder.resolve(wide ? "wide.hcl" : "narrow.hcl"), text);
    }

    private static String table(String schema, String name, boolean wide, String more) {
        return """
                table "%1$s" {
                  schema = schema.%2$s
                  column "id" {
                    type = %3$s
                  }
                  column "v" {
                    type = %4$s
                  }
                  %5$s
                  primary_key {
                    columns = [column.id]
                  }
                  %6$s
                }
                """.formatted(
                        name,
                        schema,
                        wide ? "bigint" : "int",
                        wide ? "varchar(255)" : "varchar(40)",
                        wide
                                ? "column \"c\" {\n    null = true\n    type = text\n  }\n  index \"" + name
                                        + "_v\" {\n    columns = [column.v]\n  }"
                                : "",
                        more);
    }

    private void killMigrations(KillTarget.Kind kind, int kills, Random random) throws Exception {
        Path directory = writeMigrations();
        KillableCommand.Course usual;
        try (KillTarget target = logged(kind)) {
            usual = migration(target, directory).run();
            assertDone(target);
        }
        int killed = 0;
        int inTheMiddle = 0;
        int inDoubt = 0;
        while (killed < kills || inTheMiddle == 0) {
            try (KillTarget target = logged(kind)) {
                KillableCommand.Kill kill;
                do {
                    kill = migration(target, directory).kill(usual, random);
                    inDoubt += settleDoubts(target, directory);
                    List<String> log = log(target);
                    assertThat(log).as("after %s kills", killed).doesNotHaveDuplicates();
                    killed += kill.killed() ? 1 : 0;
                    inTheMiddle += kill.killed() && kill.begun() && log.size() < 2 * FILES ? 1 : 0;
                } while (kill.killed() && (killed < kills || inTheMiddle == 0));
                migration(target, directory).run();
                assertDone(target);
            }
        }
        System.out.println(kind + ": " + killed + " kills of migrations, " + inTheMiddle + " in the middle, " + inDoubt
                + " in doubt");
    }

    /** What a person does who is told that a statement is in doubt: looks, and runs what the message says. */
    private int settleDoubts(KillTarget target, Path directory) throws SQLException {
        if (target.query("SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name = 'atlas_schema_revisions'")
                .isEmpty()) {
            return 0;
        }
        List<String> before = log(target);
        CommandRun atlas = new CommandRun(folder);
        int code = atlas.run(migrating(target, directory, "--dry-run").toArray(String[]::new));
        assertThat(log(target)).containsAll(before);
        if (code == 0) {
            return 0;
        }
        Matcher matcher = IN_DOUBT.matcher(atlas.err());
        assertThat(matcher.find()).as(atlas.err()).isTrue();
        target.awaitEndOfSessions();
        int statement = Integer.parseInt(matcher.group(1));
        String file = matcher.group(2);
        assertThat(statement).isIn(1, 3);
        boolean ran = target.shape().stream()
                .anyMatch(line -> line.startsWith("t" + file + (statement == 1 ? ".id " : ".c ")));
        target.run(matcher.group(ran ? 4 : 3));
        return 1;
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

    private KillableCommand migration(KillTarget target, Path directory) throws SQLException {
        int before = log(target).size();
        return new KillableCommand(
                folder, migrating(target, directory), () -> log(target).size() > before);
    }

    private static List<String> migrating(KillTarget target, Path directory, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "migrate",
                "apply",
                "--url=" + target.url(),
                "--dir=file://" + directory,
                // Of the whole server: other tests may have it.
                "--lock-timeout=2m",
                // The log is there.
                "--allow-dirty"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private Path writeMigrations() throws IOException {
        Path directory = Files.createTempDirectory(folder, "migrations");
        List<MigrationFile> files = new ArrayList<>();
        for (int number = 1; number <= FILES; number++) {
            String version = "%03d".formatted(number);
            String content = """
                    CREATE TABLE t%1$s (id int);
                    INSERT INTO log VALUES ('%1$s.1');
                    ALTER TABLE t%1$s ADD COLUMN c text, ALGORITHM = COPY;
                    INSERT INTO log SELECT '%1$s.2' FROM (SELECT SLEEP(0.02)) AS busy;
                    """.formatted(version);
            files.add(new MigrationFile(version + ".sql", version, "", content));
            Files.writeString(directory.resolve(version + ".sql"), content);
        }
        Files.writeString(directory.resolve("atlas.sum"), Checksum.of(files).text());
        return directory;
    }
}
