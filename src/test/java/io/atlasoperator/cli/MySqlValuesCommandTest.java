package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts, bytes and values of MySQL and MariaDB come through whole commands as they are, or are refused. */
class MySqlValuesCommandTest {
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
    @EnumSource
    void keepsCharactersBeyondTheBasicPlane(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind, "CHARACTER SET utf8mb4");
                MySqlDatabase dev = MySqlServers.database(kind, "CHARACTER SET utf8mb4")) {
            String flag = "--dev-url=" + dev.url().reveal();
            atlas.write("state.sql", """
                    CREATE TABLE t (a varchar(9) DEFAULT '😀', b enum('a', '😀') NOT NULL DEFAULT '😀' COMMENT 'x😀') COMMENT '😀';
                    """);
            assertThat(apply(atlas, target, "file://state.sql", flag))
                    .as(atlas::err)
                    .isZero();
            target.execute("INSERT INTO t () VALUES ()");
            assertThat(target.query("SELECT CONCAT(a, b) FROM t")).containsExactly("😀😀");
            assertThat(apply(atlas, target, "file://state.sql", flag)).isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);

            atlas.write("state.hcl", """
                    schema "%s" {}
                    table "t" {
                      schema  = schema.%1$s
                      comment = "😀"
                      column "a" {
                        type    = varchar(9)
                        null    = true
                        default = "?😀"
                      }
                      column "b" {
                        type    = enum("a", "😀", "b?")
                        default = "😀"
                        comment = "x😀"
                      }
                    }
                    """.formatted(target.name()));
            assertThat(apply(atlas, target, "file://state.hcl")).as(atlas::err).isZero();
            assertThat(atlas.out()).contains("😀").doesNotContain("COMMENT \"😀\"");
            target.execute("DELETE FROM t", "INSERT INTO t () VALUES ()");
            assertThat(target.query("SELECT CONCAT(a, b) FROM t")).containsExactly("?😀😀");
            assertThat(apply(atlas, target, "file://state.hcl")).isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);
            assertThat(apply(atlas, target, "file://state.hcl", flag))
                    .as(atlas::err)
                    .isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MARIADB10")
    void refusesCharactersThatTheServerDoesNotShow(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind, "CHARACTER SET utf8mb4");
                MySqlDatabase dev = MySqlServers.database(kind, "CHARACTER SET utf8mb4")) {
            String flag = "--dev-url=" + dev.url().reveal();
            atlas.write("state.sql", "CREATE TABLE t (a varchar(9),\n CHECK (a <> '😀'));");
            assertThat(apply(atlas, target, "file://state.sql", flag)).isOne();
            assertThat(atlas.err()).contains("state.sql:1: ").contains("CHECK").contains("question marks");
            atlas.write("state.hcl", """
                    schema "%s" {}
                    table "t" {
                      schema = schema.%1$s
                      column "a" {
                        type = varchar(9)
                        as   = "concat('😀', 'x')"
                      }
                    }
                    """.formatted(target.name()));
            assertThat(apply(atlas, target, "file://state.hcl", flag)).isOne();
            assertThat(atlas.err()).contains("question marks");
            assertThat(apply(atlas, target, "file://state.hcl")).isOne();
            assertThat(atlas.err()).contains("question marks");
            assertThat(target.query("SHOW TABLES")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(MySqlServers.Kind.class)
    void saysWhatToDoAboutRowsThatAreInTheWay(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE n (a int)",
                    "CREATE TABLE p (a int) PARTITION BY RANGE (a) (PARTITION x VALUES LESS THAN (5),"
                            + " PARTITION y VALUES LESS THAN (9))",
                    "SET SESSION sql_mode = ''",
                    "CREATE TABLE d (a date, b int)",
                    "INSERT INTO n VALUES (NULL)",
                    "INSERT INTO p VALUES (7)",
                    "INSERT INTO d VALUES ('0000-00-00', 1)");
            String n = "CREATE TABLE n (a int);";
            String p = "CREATE TABLE p (a int) PARTITION BY RANGE (a) (PARTITION x VALUES LESS THAN (5),"
                    + " PARTITION y VALUES LESS THAN (9));";
            String d = "CREATE TABLE d (a date, b int);";

            assertThat(refusal(atlas, target.url().reveal(), dev, n.replace("int", "int NOT NULL") + p + d))
                    .contains("n\" table", "NULL where none is to be");
            assertThat(refusal(
                            atlas,
                            target.url().reveal(),
                            dev,
                            n + d + p.replace(", PARTITION y VALUES LESS THAN (9)", "")))
                    .contains("p\" table", "DROP PARTITION by hand");

            String url = target.url().reveal();
            atlas.write("state.sql", n + p + d.replace("b int", "b bigint"));
            // Servers of MariaDB allow it anyway.
            String refusal = refusal(
                    atlas,
                    url + "?sql_mode='NO_ZERO_DATE,STRICT_ALL_TABLES'",
                    dev,
                    n + p + d.replace("b int", "b bigint"));
            assertThat(refusal)
                    .contains("d\" table", "dates of zeros", "?sql_mode=''")
                    .doesNotContain("0000");
            assertThat(run(atlas, url + "?sql_mode=''", dev)).as(atlas::err).isZero();
            assertThat(target.query("SELECT CONCAT(a, b) FROM d")).containsExactly("0000-00-001");
        }
    }

    private String refusal(CommandRun atlas, String url, MySqlDatabase dev, String state) throws IOException {
        atlas.write("state.sql", state);
        assertThat(run(atlas, url, dev)).as(atlas::out).isOne();
        return atlas.err();
    }

    private static int run(CommandRun atlas, String url, MySqlDatabase dev) {
        return atlas.run(
                "schema",
                "apply",
                "--auto-approve",
                "--url",
                url,
                "--to",
                "file://state.sql",
                "--dev-url",
                dev.url().reveal());
    }

    @ParameterizedTest
    @EnumSource(MySqlServers.Kind.class)
    void aZeroStaysWhenItsColumnGetsNumbers(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE t (id int NOT NULL, a int)",
                    "CREATE TABLE u (a int)",
                    "INSERT INTO t VALUES (0, 1), (5, 2)",
                    "INSERT INTO u VALUES (7), (8)");
            atlas.write(
                    "state.sql",
                    "CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int);"
                            + " CREATE TABLE u (a int, id int NOT NULL AUTO_INCREMENT PRIMARY KEY);");

            assertThat(atlas.run(
                            "schema",
                            "apply",
                            "--auto-approve",
                            "--url",
                            target.url().reveal(),
                            "--to",
                            "file://state.sql",
                            "--dev-url",
                            target.server().reveal()))
                    .as(atlas::err)
                    .isZero();

            assertThat(target.query("SELECT CONCAT(id, ':', a) FROM t ORDER BY id"))
                    .containsExactly("0:1", "5:2");
            assertThat(target.query("SELECT id FROM u ORDER BY a")).containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverCutsValuesWhateverTheModeOfTheServer(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE t (a varchar(20), n int)",
                    "CREATE TABLE m (a varchar(20)) ENGINE MyISAM",
                    "INSERT INTO t VALUES ('long text', NULL)",
                    "INSERT INTO m VALUES ('x'), ('long text')");
            String url = target.url().reveal() + "?sql_mode=%27NO_ZERO_DATE%27";
            for (String change : new String[] {"t (a varchar(4), n int)", "t (a varchar(20), n int NOT NULL)"}) {
                atlas.write("state.sql", "CREATE TABLE " + change + "; CREATE TABLE m (a varchar(20)) ENGINE MyISAM;");
                assertThat(atlas.run(
                                "schema",
                                "apply",
                                "--auto-approve",
                                "--url",
                                url,
                                "--to",
                                "file://state.sql",
                                "--dev-url",
                                url.replace("?", "_dev?")))
                        .isOne();
                assertThat(atlas.err()).containsAnyOf("Data truncated", "Data too long", "Invalid use of NULL");
            }
            atlas.write(
                    "state.sql",
                    "CREATE TABLE t (a varchar(20), n int); CREATE TABLE m (a varchar(4)) ENGINE MyISAM;"
                            + " CREATE PROCEDURE p() SELECT 1;");
            assertThat(atlas.run(
                            "schema",
                            "apply",
                            "--auto-approve",
                            "--url",
                            url,
                            "--to",
                            "file://state.sql",
                            "--dev-url",
                            url.replace("?", "_dev?")))
                    .isOne();
            assertThat(target.query("SELECT CONCAT(a, n IS NULL) FROM t")).containsExactly("long text1");
            assertThat(target.query("SELECT a FROM m")).containsExactly("x", "long text");

            atlas.write(
                    "state.sql",
                    "CREATE TABLE t (a varchar(9), n int); CREATE TABLE m (a varchar(9)) ENGINE MyISAM;"
                            + " CREATE PROCEDURE p() SELECT 1;");
            assertThat(atlas.run(
                            "schema",
                            "apply",
                            "--auto-approve",
                            "--url",
                            url,
                            "--to",
                            "file://state.sql",
                            "--dev-url",
                            url.replace("?", "_dev?")))
                    .as(atlas::err)
                    .isZero();
            assertThat(target.query(
                            "SELECT sql_mode FROM information_schema.routines WHERE routine_schema = DATABASE()"))
                    .containsExactly("NO_ZERO_DATE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void seesZeroBytesAtTheEndOfADefault(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            String flag = "--dev-url=" + dev.url().reveal();
            target.execute(
                    "CREATE TABLE t (a varbinary(9) DEFAULT 0x61, b varbinary(9) NOT NULL DEFAULT 0x61, c binary(3) DEFAULT 'a')");
            atlas.write(
                    "state.sql",
                    "CREATE TABLE t (a varbinary(9) DEFAULT 0x610000, b varbinary(9) NOT NULL DEFAULT 0x610000, c binary(3) DEFAULT 'a');");
            assertThat(apply(atlas, target, "file://state.sql", flag))
                    .as(atlas::err)
                    .isZero();
            target.execute("INSERT INTO t () VALUES ()");
            assertThat(target.query("SELECT CONCAT(HEX(a), ' ', HEX(b), ' ', HEX(c)) FROM t"))
                    .containsExactly("610000 610000 610000");
            assertThat(apply(atlas, target, "file://state.sql", flag)).isZero();
            assertThat(atlas.out()).isEqualTo(SYNCED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void tellsOfCharacterSetsThatDoNotExistAndTheirPlaces(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            atlas.write("state.hcl", """
                    schema "%s" {
                      charset = "utf9"
                    }
                    table "t" {
                      schema  = schema.%1$s
                      charset = "latin1"
                      collate = "utf8mb4_bin"
                      column "a" {
                        type    = varchar(9)
                        collate = "latin9_bin"
                      }
                      column "b" {
                        type    = varchar(9)
                        charset = "utf8"
                        collate = "utf8_bin"
                      }
                    }
                    """.formatted(target.name()));
            assertThat(apply(atlas, target, "file://state.hcl")).isOne();
            assertThat(atlas.err())
                    .contains("state.hcl:2,13-19: unknown character set \"utf9\"")
                    .contains("state.hcl:6,13-21: character set \"latin1\" has no collation \"utf8mb4_bin\"")
                    .contains("state.hcl:10,15-27: unknown collation \"latin9_bin\"")
                    .doesNotContain("utf8_bin");
        }
    }
}
