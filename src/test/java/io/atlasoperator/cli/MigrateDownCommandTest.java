package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code atlas migrate down} takes and prints. */
class MigrateDownCommandTest {
    private static final String TIME = "[0-9.hm]+(ms|µs|ns|s)\\b";
    private static final String MOMENT = "\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-][0-9:]+)\"";

    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void goUp() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("migrations/1_users.sql", "CREATE TABLE users (id int);\n");
        atlas.write("migrations/2_logs.sql", "CREATE TABLE logs (id int);\n");
        atlas.write("migrations/3_more.sql", "CREATE TABLE more (id int);\nALTER TABLE logs ADD COLUMN c int;\n");
        ok("migrate", "hash");
        ok("migrate", "apply", "-u", atlas.url());
    }

    private String ok(String... arguments) {
        assertThat(atlas.run(arguments)).as(atlas.err() + atlas.out()).isZero();
        return atlas.out().replaceAll(TIME, "TIME").replaceAll(MOMENT, "NOW");
    }

    private String refused(String... arguments) {
        assertThat(atlas.run(arguments)).as(atlas.out()).isOne();
        return atlas.err();
    }

    @Test
    void printsWhatItAskedAndDid() {
        assertThat(ok("migrate", "down", "-u", atlas.url(), "--to-version", "2"))
                .isEqualTo("""
                Migrating down from version 3 to 2 (1 migration in total):

                  -- checks before reverting version 3
                    -> SELECT NOT EXISTS (SELECT 1 FROM `logs` WHERE `c` IS NOT NULL) AS `is_empty`
                    -> SELECT NOT EXISTS (SELECT 1 FROM `more`) AS `is_empty`
                  -- ok (TIME)

                  -- reverting version 3
                    -> PRAGMA foreign_keys = off
                    -> CREATE TABLE `new_logs` (
                         `id` int NULL
                       )
                    -> INSERT INTO `new_logs` (`id`) SELECT `id` FROM `logs`
                    -> DROP TABLE `logs`
                    -> ALTER TABLE `new_logs` RENAME TO `logs`
                    -> DROP TABLE `more`
                    -> PRAGMA foreign_keys = on
                  -- ok (TIME)

                  -------------------------
                  -- TIME
                  -- 1 migration
                  -- 2 checks
                  -- 7 sql statements
                """);
        assertThat(ok("migrate", "down", "-u", atlas.url(), "2")).startsWith("""
                Migrating down from version 2 (2 migrations in total):

                  -- checks before reverting versions 2, 1
                """);
        assertThat(ok("migrate", "down", "-u", atlas.url())).isEqualTo("No migrations to revert\n");
    }

    @Test
    void tellsProgramsWhatTheyNeed() {
        assertThat(ok("migrate", "down", "-u", atlas.url(), "2", "--format", "{{ json . }}"))
                .isEqualTo("{\"Planned\":[{\"Name\":\"3_more.sql\",\"Version\":\"3\",\"Description\":\"more\"},"
                        + "{\"Name\":\"2_logs.sql\",\"Version\":\"2\",\"Description\":\"logs\"}],"
                        + "\"Reverted\":[{\"Name\":\"3_more.sql\",\"Version\":\"3\",\"Description\":\"more\","
                        + "\"Start\":NOW,\"End\":NOW,"
                        + "\"Applied\":[\"PRAGMA foreign_keys = off\",\"DROP TABLE `logs`\",\"DROP TABLE `more`\","
                        + "\"PRAGMA foreign_keys = on\"],"
                        + "\"Checks\":[{\"Name\":\"checks/data.sql\",\"Stmts\":["
                        + "{\"Stmt\":\"SELECT NOT EXISTS (SELECT 1 FROM `logs`) AS `is_empty`\"},"
                        + "{\"Stmt\":\"SELECT NOT EXISTS (SELECT 1 FROM `more`) AS `is_empty`\"}],"
                        + "\"Start\":NOW,\"End\":NOW}],\"Scope\":\"versions\"},"
                        + "{\"Name\":\"2_logs.sql\",\"Version\":\"2\",\"Description\":\"logs\","
                        + "\"Start\":NOW,\"End\":NOW,\"Scope\":\"versions\"}],"
                        + "\"Current\":\"3\",\"Target\":\"1\",\"Total\":2,\"Start\":NOW,\"End\":NOW,"
                        + "\"Status\":\"APPLIED\"}");
        assertThat(ok("migrate", "down", "-u", atlas.url(), "--format", "{{ .Status }}"))
                .isEqualTo("APPLIED");
        assertThat(ok("migrate", "down", "-u", atlas.url(), "--format", "{{ json . }}"))
                .isEqualTo("{\"Start\":NOW,\"End\":NOW,\"Status\":\"APPLIED\"}");
    }

    @Test
    void tellsWhatWouldBeLost() {
        atlas.execute("INSERT INTO more VALUES (1)");
        String loss = "data would be lost: table \"more\" has rows, which would go with it. Move or delete it first, or"
                + " write the way back into a down.sql of 3_more.sql (atlas:txtar)";
        for (String dryRun : new String[] {"--dry-run", "--dry-run=false"}) {
            assertThat(refused("migrate", "down", "-u", atlas.url(), dryRun))
                    .isEqualTo("Error: sql/migrate: reverting version 3: " + loss + "\n");
            assertThat(atlas.out().replaceAll(TIME, "TIME")).isEqualTo("""
                    Migrating down from version 3 to 2 (1 migration in total):

                      -- checks before reverting version 3
                        -> SELECT NOT EXISTS (SELECT 1 FROM `logs` WHERE `c` IS NOT NULL) AS `is_empty`
                        -> SELECT NOT EXISTS (SELECT 1 FROM `more`) AS `is_empty`
                        %s

                      -------------------------
                      -- TIME
                      -- 1 migration with errors
                      -- 1 check ok, 1 failure
                    """.formatted(loss));
        }
        assertThat(refused("migrate", "down", "-u", atlas.url(), "--format", "{{ .Status }} {{ .Error }}"))
                .isEmpty();
        assertThat(atlas.out()).isEqualTo("FAILED sql/migrate: reverting version 3: " + loss);
    }

    @Test
    void listsInADryRunWhatWouldRun() {
        assertThat(ok("migrate", "down", "-u", atlas.url(), "--dry-run")).contains("-> DROP TABLE `more`\n");
        assertThat(ok("migrate", "down", "-u", atlas.url(), "--dry-run", "--format", "{{ .Status }}"))
                .isEqualTo("PLANNED");
        assertThat(ok("migrate", "status", "-u", atlas.url())).contains("Current Version: 3");
    }

    @Test
    void listsInADryRunWhatItCouldNotAsk() throws IOException {
        atlas.write(
                "migrations/4_own.sql",
                "-- atlas:txtar\n\n-- migration.sql --\nCREATE TABLE own (id int);\n\n-- down.sql --\nDROP TABLE own;\n");
        ok("migrate", "hash");
        ok("migrate", "apply", "-u", atlas.url());
        assertThat(ok("migrate", "down", "-u", atlas.url(), "--dry-run", "--to-version", "2"))
                .startsWith("""
                Migrating down from version 4 to 2 (2 migrations in total):

                  -- reverting version 4
                    -> DROP TABLE own;
                  -- ok (TIME)

                  -- checks before reverting version 3, not asked now: what is reverted before may change the answers
                    -> SELECT NOT EXISTS (SELECT 1 FROM `logs` WHERE `c` IS NOT NULL) AS `is_empty`
                    -> SELECT NOT EXISTS (SELECT 1 FROM `more`) AS `is_empty`

                  -- reverting version 3
                """);
        assertThat(ok("migrate", "down", "-u", atlas.url(), "--dry-run", "2", "--format", "{{ json .Reverted }}"))
                .contains("\"NotAsked\":[\"SELECT NOT EXISTS");
    }

    @Test
    void takesItsSettingsFromTheProject() throws IOException {
        atlas.write("atlas.hcl", """
                env "local" {
                  url = "%s"
                  dev = "sqlite://dev?mode=memory"
                  format {
                    migrate {
                      down = "{{ .Current }} to {{ .Target }}"
                    }
                  }
                }
                """.formatted(atlas.url()));
        assertThat(ok("migrate", "down", "--env", "local")).isEqualTo("3 to 2");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(refused("migrate", "down")).isEqualTo("Error: required flag(s) \"url\" not set\n");
        assertThat(refused("migrate", "down", "-u", atlas.url(), "x"))
                .startsWith("Error: invalid amount argument \"x\" (invalid syntax).");
        assertThat(refused("migrate", "down", "-u", atlas.url(), "0"))
                .isEqualTo("Error: cannot revert '0' migration files\n");
        assertThat(refused("migrate", "down", "-u", atlas.url(), "1", "--to-version", "1"))
                .isEqualTo("Error: an amount and --to-version are mutually exclusive\n");
        assertThat(refused("migrate", "down", "-u", atlas.url(), "--to-tag", "a", "--to-version", "1"))
                .isEqualTo("Error: --to-version and --to-tag are mutually exclusive\n");
        assertThat(refused("migrate", "down", "-u", atlas.url(), "--to-version", ""))
                .isEqualTo("Error: --to-version is empty: say where to go back to, or leave the flag out\n");
        assertThat(refused("migrate", "down", "-u", atlas.url(), "--to-tag="))
                .isEqualTo("Error: --to-tag is empty: say where to go back to, or leave the flag out\n");
        assertThat(refused("migrate", "apply", "-u", atlas.url(), "--to-version="))
                .startsWith("Error: --to-version is empty: ");
        assertThat(refused("migrate", "down", "-u", atlas.url(), "--to-tag", "a"))
                .startsWith("Error: sql/migrate: tag \"a\" not found");
    }
}
