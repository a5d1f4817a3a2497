package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users of MySQL and MariaDB do with whole commands and a dev database of their own. */
class MySqlSchemaCommandTest {
    private static final String SYNCED = "Schema is synced, no changes to be made\n";

    @TempDir
    private Path folder;

    private int apply(CommandRun atlas, MySqlDatabase target, String desired, String... more) {
        String[] arguments = new String[more.length + 7];
        String[] given = {
            "schema", "apply", "--auto-approve", "--url", target.url().reveal(), "--to", desired
        };
        System.arraycopy(given, 0, arguments, 0, given.length);
        System.arraycopy(more, 0, arguments, given.length, more.length);
        return atlas.run(arguments);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void changesTheDefaultsOfTheDatabaseThatAFileNames(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind, "CHARACTER SET latin1");
                MySqlDatabase dev = MySqlServers.database(kind)) {
            atlas.write("state.hcl", """
                    schema "%s" {
                      charset = "utf8mb4"
                      collate = "utf8mb4_bin"
                    }
                    table "t" {
                      schema = schema.%1$s
                      column "a" {
                        type = varchar(9)
                      }
                    }
                    """.formatted(target.name()));
            String flag = "--dev-url=" + dev.url().reveal();

            assertThat(apply(atlas, target, "file://state.hcl", flag))
                    .as(atlas::err)
                    .isZero();
            assertThat(target.query("SELECT @@collation_database")).containsExactly("utf8mb4_bin");
            assertThat(target.query(
                            "SELECT collation_name FROM information_schema.columns WHERE table_schema = DATABASE()"))
                    .containsExactly("utf8mb4_bin");
            assertThat(apply(atlas, target, "file://state.hcl", flag)).isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);
            assertThat(apply(atlas, target, "file://state.hcl")).isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void seesOtherNamesOfTheColumnsOfAView(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            target.execute("CREATE TABLE t (a int)", "CREATE VIEW v (x) AS SELECT a FROM t");
            String flag = "--dev-url=" + dev.url().reveal();
            for (String view :
                    new String[] {"v (y) AS SELECT a FROM t", "v AS SELECT a FROM t", "v (x) AS SELECT a FROM t"}) {
                atlas.write("state.sql", "CREATE TABLE t (a int); CREATE VIEW " + view + ";");

                assertThat(apply(atlas, target, "file://state.sql", flag))
                        .as(atlas::err)
                        .isZero();
                assertThat(atlas.out()).contains("VIEW `v`");
                assertThat(apply(atlas, target, "file://state.sql", flag)).isZero();
                assertThat(atlas.out()).isEqualTo(SYNCED);
            }
            assertThat(target.query("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                            + " AND table_name = 'v'"))
                    .containsExactly("x");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void takesAnotherDatabaseForADesiredState(MySqlServers.Kind kind) {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase model = MySqlServers.database(kind)) {
            target.execute("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)");
            model.execute("CREATE TABLE t (a int, b int)");

            assertThat(apply(atlas, target, model.url().reveal()))
                    .as(atlas::err)
                    .isZero();

            assertThat(target.query("SELECT a FROM t WHERE b IS NULL")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void putsBackWhatCanNotBeReplaced(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        String state = """
                schema "%1$s" {}
                table "t" {
                  schema = schema.%1$s
                  column "a" {
                    null = true
                    type = int
                  }
                  column "b" {
                    null = true
                    type = int
                  }
                  %2$s
                }
                trigger "g" {
                  on = table.t
                  before {
                    insert = true
                  }
                  foreach = ROW
                  as = "SET NEW.b = %3$s"
                }
                function "f" {
                  schema = schema.%1$s
                  lang   = SQL
                  return = int
                  deterministic = true
                  as = "RETURN %4$s"
                }
                """;
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            atlas.write("state.hcl", state.formatted(target.name(), "", "1", "1"));
            assertThat(apply(atlas, target, "file://state.hcl")).as(atlas::err).isZero();

            atlas.write("state.hcl", state.formatted(target.name(), "", "1, NEW.none = 1", "1"));
            assertThat(apply(atlas, target, "file://state.hcl")).isOne();
            assertThat(atlas.out()).contains("-- No statement took effect.");
            atlas.write("state.hcl", state.formatted(target.name(), "", "1", "1 ** 2"));
            assertThat(apply(atlas, target, "file://state.hcl")).isOne();
            target.execute("INSERT INTO t VALUES (5, NULL)");
            assertThat(target.query("SELECT CONCAT(a, b, f()) FROM t")).containsExactly("511");

            String index = "index \"i\" {\n    columns = [column.a]\n  }";
            atlas.write("state.hcl", state.formatted(target.name(), index, "2", "2"));
            assertThat(apply(atlas, target, "file://state.hcl")).as(atlas::err).isZero();
            if (kind == MySqlServers.Kind.MYSQL) {
                assertThat(atlas.out())
                        .containsPattern("DROP TRIGGER `g`;\n-- Create trigger \"g\"\nCREATE TRIGGER `g`")
                        .containsPattern("DROP FUNCTION `f`;\n-- Create function \"f\"\nCREATE FUNCTION `f`");
            }
            target.execute("INSERT INTO t VALUES (6, NULL)");
            assertThat(target.query("SELECT CONCAT(a, b, f()) FROM t WHERE a = 6"))
                    .containsExactly("622");
            assertThat(apply(atlas, target, "file://state.hcl")).isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventWithoutAStartIsThereAfterOneApply(MySqlServers.Kind kind) throws IOException, InterruptedException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            String flag = "--dev-url=" + dev.url().reveal();
            String start = "CREATE EVENT e ON SCHEDULE EVERY ";
            atlas.write("state.sql", start + "1 DAY ENDS '2037-01-01 00:00:00' COMMENT 'x' DO SELECT 1;");
            assertThat(apply(atlas, target, "file://state.sql", flag))
                    .as(atlas::err)
                    .isZero();
            // The clock of events has no fractions of a second.
            Thread.sleep(1100);
            assertThat(apply(atlas, target, "file://state.sql", flag))
                    .as(atlas::err)
                    .isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);

            atlas.write("state.sql", start + "2 DAY ENDS '2037-01-01 00:00:00' DO SELECT 1;");
            assertThat(apply(atlas, target, "file://state.sql", flag))
                    .as(atlas::err)
                    .isZero();
            assertThat(atlas.out()).contains("COMMENT \"\"");
            assertThat(target.query("SELECT CONCAT(interval_value, event_comment) FROM information_schema.events"
                            + " WHERE event_schema = DATABASE()"))
                    .containsExactly("2");
            Thread.sleep(1100);
            assertThat(apply(atlas, target, "file://state.sql", flag))
                    .as(atlas::err)
                    .isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);

            atlas.write(
                    "state.sql", start + "2 DAY STARTS '2036-01-01 00:00:00' ENDS '2037-01-01 00:00:00' DO SELECT 1;");
            assertThat(apply(atlas, target, "file://state.sql", flag))
                    .as(atlas::err)
                    .isZero();
            assertThat(atlas.out()).contains("STARTS '2036-01-01 00:00:00'").doesNotContain("COMMENT");
            assertThat(apply(atlas, target, "file://state.sql", flag))
                    .as(atlas::err)
                    .isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL")
    void givesAFullTextIndexAnotherParser(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            String flag = "--dev-url=" + dev.url().reveal();
            target.execute("CREATE TABLE t (a text, b int, FULLTEXT KEY f (a))");
            for (String parser : new String[] {" WITH PARSER ngram", ""}) {
                atlas.write("state.sql", "CREATE TABLE t (a text, b int, FULLTEXT KEY f (a)" + parser + ");");
                assertThat(apply(atlas, target, "file://state.sql", flag))
                        .as(atlas::err)
                        .isZero();
                assertThat(apply(atlas, target, "file://state.sql", flag)).isZero();
                assertThat(atlas.out()).isEqualTo(SYNCED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void movesTheEndOfTheLastPartitionBothWays(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            String flag = "--dev-url=" + dev.url().reveal();
            target.execute(
                    "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10),"
                            + " PARTITION p1 VALUES LESS THAN (30))",
                    "INSERT INTO t VALUES (5), (15)");
            for (String end : new String[] {"(20)", "(40)", "MAXVALUE", "(25)"}) {
                atlas.write(
                        "state.sql",
                        "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10),"
                                + " PARTITION p1 VALUES LESS THAN " + end + ");");
                assertThat(apply(atlas, target, "file://state.sql", flag))
                        .as(atlas::err)
                        .isZero();
                assertThat(apply(atlas, target, "file://state.sql", flag)).isZero();
                assertThat(atlas.out()).isEqualTo(SYNCED);
            }
            assertThat(target.query("SELECT a FROM t")).containsExactlyInAnyOrder("5", "15");
            atlas.write(
                    "state.sql", "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (12));");
            assertThat(apply(atlas, target, "file://state.sql", flag)).isOne();
            assertThat(target.query("SELECT a FROM t")).containsExactlyInAnyOrder("5", "15");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void aSequenceHasAComment(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            String flag = "--dev-url=" + dev.url().reveal();
            for (String words : new String[] {"COMMENT 'it''s'", "INCREMENT BY 2 COMMENT 'other'", ""}) {
                atlas.write("state.sql", "CREATE SEQUENCE s " + words + ";");
                assertThat(apply(atlas, target, "file://state.sql", flag))
                        .as(atlas::err)
                        .isZero();
                assertThat(target.query("SELECT table_comment FROM information_schema.tables"
                                + " WHERE table_schema = DATABASE()"))
                        .containsExactly(words.contains("it") ? "it's" : words.contains("other") ? "other" : "");
                target.query("SELECT NEXT VALUE FOR s");
                assertThat(apply(atlas, target, "file://state.sql", flag)).isZero();
                assertThat(atlas.out()).isEqualTo(SYNCED);
            }
            assertThat(target.query("SELECT NEXT VALUE FOR s")).doesNotContain("1");
        }
    }

    /** MariaDB does not find the columns of checks and computed columns while it has the table open under an alias. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void renamesColumnsOfTablesThatAreOpenUnderAnAlias(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE t (a int, b int, CONSTRAINT c CHECK (a > 0))",
                    "CREATE TABLE u (a int, b int AS (a + 1) STORED)",
                    "INSERT INTO t VALUES (1, 2)",
                    "INSERT INTO u (a) VALUES (5)",
                    "FLUSH TABLES");
            target.query("SELECT x.a FROM t x, t y, u z");
            atlas.write("state.hcl", """
                    schema "%s" {}
                    table "t" {
                      schema = schema.%1$s
                      column "z" {
                        type         = int
                        null         = true
                        renamed_from = "a"
                      }
                      column "b" {
                        type = int
                        null = true
                      }
                      check "c" {
                        expr = "z > 0"
                      }
                    }
                    table "u" {
                      schema = schema.%1$s
                      column "z" {
                        type         = int
                        null         = true
                        renamed_from = "a"
                      }
                      column "b" {
                        type = int
                        null = true
                        as {
                          expr = "z + 1"
                          type = STORED
                        }
                      }
                    }
                    """.formatted(target.name()));

            assertThat(apply(atlas, target, "file://state.hcl")).as(atlas::err).isZero();

            assertThat(target.query("SELECT CONCAT(t.z, t.b, u.z, u.b) FROM t, u"))
                    .containsExactly("1256");
            assertThat(apply(atlas, target, "file://state.hcl")).isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);
        }
    }
}
