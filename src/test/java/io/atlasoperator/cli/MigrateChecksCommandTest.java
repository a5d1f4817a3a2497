package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations with checks that have to hold before they run. */
class MigrateChecksCommandTest {
    private static final String DROP = """
            -- atlas:txtar

            -- checks/destructive.sql --
            -- atlas:assert DS102

            SELECT NOT EXISTS (SELECT 1 FROM t) AS is_empty;
            SELECT 1;

            -- migration.sql --
            DROP TABLE t;
            CREATE TABLE u (id int);
            """;

    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void useTheFolder() throws IOException {
        atlas = new CommandRun(folder);
        file("1.sql", "CREATE TABLE t (id int);\n");
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve("migrations").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        atlas.run("migrate", "hash");
    }

    private String ok(String... arguments) {
        assertThat(atlas.run(arguments)).as(atlas.err() + atlas.out()).isZero();
        return atlas.out();
    }

    private String refused(String... arguments) {
        assertThat(atlas.run(arguments)).as(atlas.out()).isOne();
        return atlas.err();
    }

    @Test
    void runsAMigrationWhoseChecksHold() throws IOException {
        ok("migrate", "apply", "-u", atlas.url());
        file("2_drop.sql", DROP);

        assertThat(ok("migrate", "apply", "-u", atlas.url()).replaceAll("[0-9.]+(ms|µs|s)\\b", "TIME"))
                .isEqualTo("""
                        Migrating to version 2 from 1 (1 migrations in total):

                          -- checks before migrating version 2
                            -> SELECT NOT EXISTS (SELECT 1 FROM t) AS is_empty;
                            -> SELECT 1;
                          -- ok (TIME)

                          -- migrating version 2
                            -> DROP TABLE t;
                            -> CREATE TABLE u (id int);
                          -- ok (TIME)

                          -------------------------
                          -- TIME
                          -- 1 migration
                          -- 2 checks
                          -- 2 sql statements
                        """);
    }

    @Test
    void changesNothingWhereACheckFails() throws IOException {
        ok("migrate", "apply", "-u", atlas.url());
        atlas.execute("INSERT INTO t VALUES (1)");
        file("2_drop.sql", DROP);
        String error = "1 of 2 assertions failed: check assertion"
                + " \"SELECT NOT EXISTS (SELECT 1 FROM t) AS is_empty;\" returned false";

        for (String dryRun : new String[] {"--dry-run=true", "--dry-run=false"}) {
            assertThat(refused("migrate", "apply", "-u", atlas.url(), dryRun))
                    .isEqualTo("Error: sql/migrate: executing checks \"checks/destructive.sql\" before version \"2\": "
                            + error + "\n");
            assertThat(atlas.out())
                    .contains("    -> SELECT 1;\n    " + error + "\n\n")
                    .contains("  -- 1 migration with errors\n  -- 1 check ok, 1 failure\n")
                    .doesNotContain("sql statement")
                    .doesNotContain("-- migrating version");
        }
        assertThat(refused("migrate", "apply", "-u", atlas.url(), "--format", "{{ json .Applied }}"))
                .isEmpty();
        assertThat(atlas.out())
                .contains("\"Checks\":[{\"Name\":\"checks/destructive.sql\",\"Stmts\":[{\"Stmt\":\"SELECT NOT EXISTS")
                .contains("\"Error\":{\"Stmt\":\"SELECT NOT EXISTS (SELECT 1 FROM t) AS is_empty;\",\"Text\":\"1 of 2");
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("Current Version: 1\n", "Pending Files:   1\n");
        atlas.execute("DELETE FROM t");
        ok("migrate", "apply", "-u", atlas.url());
    }

    @Test
    void asksWhatTheFilesBeforeLeaveWhereAllRunTogether() throws IOException {
        file("2_drop.sql", DROP);

        ok("migrate", "apply", "-u", atlas.url(), "--dry-run");
        ok("migrate", "apply", "-u", atlas.url(), "--tx-mode", "all");
    }

    @Test
    void oneAnswerMayBeEnough() throws IOException {
        file("2.sql", """
                -- atlas:txtar

                -- checks.sql --
                -- atlas:assert oneof

                SELECT 0;
                SELECT 'true';

                -- migration.sql --
                -- atlas:txmode none

                SELECT 1;

                -- down.sql --
                SELECT 2;
                """);

        assertThat(ok("migrate", "apply", "-u", atlas.url())).contains("-- 1 check ok, 1 failure");
        file(
                "3.sql",
                "-- atlas:txtar\n\n-- checks.sql --\n-- atlas:assert oneof\n\nSELECT NULL;\nSELECT 1 WHERE false;\n"
                        + "\n-- migration.sql --\nSELECT 1;\n");
        assertThat(refused("migrate", "apply", "-u", atlas.url())).contains("2 of 2 assertions failed");
    }

    @Test
    void refusesArchivesThatWouldNotDoWhatTheySay() throws IOException {
        file("2.sql", "-- atlas:txtar\n\n-- check.sql --\nSELECT 1;\n\n-- migration.sql --\nSELECT 1;\n");
        assertThat(refused("migrate", "apply", "-u", atlas.url()))
                .contains("2.sql:3 begins a file \"check.sql\" in the archive");
        file(
                "2.sql",
                "-- atlas:txtar\n\n-- checks.sql --\nSELECT 1;\nDELETE FROM t;\n\n-- migration.sql --\nSELECT 1;\n");
        assertThat(refused("migrate", "apply", "-u", atlas.url()))
                .contains("2.sql:5 is a check that does not ask but begins with \"DELETE\"");
        file("2.sql", "-- atlas:txtar\n\nDROP TABLE t;\n-- migration.sql --\nSELECT 1;\n");
        assertThat(refused("migrate", "apply", "-u", atlas.url())).contains("2.sql:3 is in no file of the archive");
        file("2.sql", "-- atlas:txtar\n\n-- checks.sql --\nSELECT 1;\n");
        assertThat(refused("migrate", "apply", "-u", atlas.url())).contains("without a line \"-- migration.sql --\"");
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("No migration applied yet");
    }

    @Test
    void checksAnswerTheFindingsThatTheyName() throws IOException {
        String dev = "sqlite://dev?mode=memory";
        file("2_drop.sql", DROP);
        ok("migrate", "lint", "--dev-url", dev, "--latest", "1");

        file("2_drop.sql", DROP.replace(" DS102", ""));
        assertThat(atlas.run("migrate", "lint", "--dev-url", dev, "--latest", "1"))
                .isOne();
        assertThat(atlas.out()).contains("L10: Dropping table \"t\"");
        ok("migrate", "validate", "--dev-url", dev);
    }
}
