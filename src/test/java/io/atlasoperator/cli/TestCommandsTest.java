package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code atlas schema test} and {@code atlas migrate test}. */
class TestCommandsTest {
    private static final String SQLITE = "sqlite://dev?mode=memory";

    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    /** Where tests run. */
    enum Place {
        SQLITE,
        POSTGRES,
        POSTGRES_BOUND,
        MYSQL,
        MARIADB11;

        void use(Consumer<String> work) {
            switch (this) {
                case SQLITE -> work.accept(TestCommandsTest.SQLITE);
                case POSTGRES -> work.accept("docker://postgres/16/dev");
                case POSTGRES_BOUND -> work.accept("docker://postgres/16/dev?search_path=public");
                case MYSQL, MARIADB11 -> {
                    try (MySqlDatabase dev = MySqlServers.database(MySqlServers.Kind.valueOf(name()))) {
                        work.accept(dev.url().reveal());
                        assertThat(dev.query("SELECT count(*) FROM information_schema.tables WHERE table_schema ="
                                        + " DATABASE()"))
                                .containsExactly("0");
                    }
                }
            }
        }
    }

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("schema.sql", """
                CREATE TABLE users (id int PRIMARY KEY, name varchar(9) NOT NULL, age int CHECK (age > 0));
                CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
                """);
    }

    private void file(String name, String text) {
        try {
            atlas.write(name, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int schemaTest(String dev, String... more) {
        return run(List.of("schema", "test", "--url", "file://schema.sql", "--dev-url", dev), more);
    }

    private int migrateTest(String dev, String... more) {
        return run(List.of("migrate", "test", "--dev-url", dev), more);
    }

    private int run(List<String> first, String... more) {
        String[] all = new String[first.size() + more.length];
        first.toArray(all);
        System.arraycopy(more, 0, all, first.size(), more.length);
        return atlas.run(all);
    }

    /** The report without the times. */
    private String report() {
        return atlas.out().replaceAll("\\([0-9.]+[mµn]?s\\)", "(T)");
    }

    @ParameterizedTest
    @EnumSource
    void eachTestFindsTheSchemaAndNothingElse(Place place) {
        file("a.test.hcl", """
                variable "name" {
                  type    = string
                  default = "ann"
                }
                test "schema" "rows" {
                  exec {
                    sql = <<-SQL
                      INSERT INTO users VALUES (1, '${var.name}', 20), (2, 'bob', 3);
                      INSERT INTO users VALUES (3, 'c,d', 30);
                    SQL
                  }
                  exec {
                    sql    = "SELECT id, name FROM adults ORDER BY id"
                    output = <<OUT
                1,ann
                3,c,d
                OUT
                  }
                  exec {
                    sql    = "SELECT id, name FROM adults ORDER BY id"
                    output = "1,ann\\n3,\\"c,d\\""
                  }
                  exec {
                    sql    = "SELECT id, name FROM adults ORDER BY id"
                    format = table
                    output = <<OUT
                 id | name
                ----+------
                 1  | ann
                 3  | c,d
                OUT
                  }
                  exec {
                    sql   = "SELECT name FROM users WHERE id = 1"
                    match = "^a.n$"
                  }
                  catch {
                    sql   = "INSERT INTO users VALUES (4, 'd', -1)"
                    error = "(?i)check constraint|CONSTRAINT .* failed"
                  }
                  assert {
                    sql = "SELECT count(*) = 3 FROM users"
                  }
                }
                test "schema" "each" {
                  parallel = true
                  for_each = [{ id = 1, age = 17 }, { id = 2, age = 18 }]
                  exec {
                    sql = "INSERT INTO users VALUES (${each.value.id}, 'x', ${each.value.age})"
                  }
                  exec {
                    sql    = "SELECT count(*) FROM adults"
                    output = each.value.age >= 18 ? 1 : 0
                  }
                }
                test "schema" "beside" {
                  parallel = true
                  assert {
                    sql = "SELECT count(*) = 0 FROM users"
                  }
                }
                test "schema" "after" {
                  exec {
                    sql    = "SELECT age FROM users UNION ALL SELECT NULL"
                    output = "NULL"
                  }
                }
                """);

        place.use(dev -> {
            assertThat(schemaTest(dev)).as(() -> atlas.err() + atlas.out()).isZero();
            assertThat(report()).isEqualTo("""
                    -- PASS: rows (T)
                    -- PASS: each/1 (T)
                    -- PASS: each/2 (T)
                    -- PASS: beside (T)
                    -- PASS: after (T)
                    PASS
                    """);
            assertThat(schemaTest(dev, "--var", "name=eve", "--run", "rows", "a.test.hcl"))
                    .isOne();
            assertThat(report()).isEqualTo("""
                    -- FAIL: rows (T)
                        a.test.hcl:12: exec: the output is not as expected
                          expected:
                            1,ann
                            3,c,d
                          actual:
                            1,eve
                            3,c,d
                    FAIL
                    """);
            assertThat(atlas.err()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void migrationsRunUpToVersionsWithRowsInBetween(Place place) {
        file("migrations/1.sql", "CREATE TABLE users (id int PRIMARY KEY, name varchar(20));\n");
        file("migrations/2.sql", """
                ALTER TABLE users ADD COLUMN first varchar(20);
                UPDATE users SET first = upper(name);
                """);
        file("migrations/3.sql", "ALTER TABLE users ADD COLUMN extra int;\nSELECT missing FROM users;\n");
        atlas.run("migrate", "hash");
        file("tests/a.test.hcl", """
                test "migrate" "fill" {
                  migrate {
                    to = "1"
                  }
                  exec {
                    sql = "INSERT INTO users VALUES (1, 'ann')"
                  }
                  migrate {
                    to = "2"
                  }
                  exec {
                    sql    = "SELECT first FROM users"
                    output = "ANN"
                  }
                  exec {
                    sql    = "SELECT version, applied, total FROM atlas_schema_revisions ORDER BY version"
                    output = "1,1,1\\n2,2,2"
                  }
                }
                test "migrate" "empty again" {
                  catch {
                    sql = "SELECT * FROM users"
                  }
                }
                test "migrate" "fails" {
                  migrate {
                    to = "3"
                  }
                }
                """);
        file("tests/b.test.hcl", """
                test "migrate" "back" {
                  migrate {
                    to = "2"
                  }
                  migrate {
                    to = "1"
                  }
                }
                test "migrate" "nowhere" {
                  migrate {
                    to = "7"
                  }
                }
                """);

        place.use(dev -> {
            // A whole realm has the table in a schema of its own.
            String schema = place == Place.POSTGRES ? "public" : "";
            String[] more = schema.isEmpty() ? new String[0] : new String[] {"--revisions-schema", schema};
            assertThat(migrateTest(dev, concat(more, "tests"))).isOne();
            assertThat(report().replaceAll("(version \"3\"):.*", "$1")).isEqualTo("""
                            -- PASS: fill (T)
                            -- PASS: empty again (T)
                            -- FAIL: fails (T)
                                tests/a.test.hcl:26: migrate: sql/migrate: executing statement "SELECT missing FROM users;" from version "3"
                            -- FAIL: back (T)
                                tests/b.test.hcl:5: migrate: the database is at version 2 already, which is behind 1
                            -- FAIL: nowhere (T)
                                tests/b.test.hcl:10: migrate: migration with version "7" not found in file://migrations
                            FAIL
                            """);
            assertThat(atlas.err()).isEmpty();
            assertThat(migrateTest(dev, concat(more, "tests/a.test.hcl", "--run", "^(fill|empty)")))
                    .as(atlas::out)
                    .isZero();
        });
    }

    private static String[] concat(String[] first, String... second) {
        String[] all = new String[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void everyWayToFailIsToldWithItsPlaceAndTheOthersRun() {
        file("a.test.hcl", """
                test "schema" "wrong statement" {
                  exec {
                    sql = "SELECT nope"
                  }
                }
                test "schema" "no error" {
                  catch {
                    sql = "SELECT 1"
                  }
                }
                test "schema" "other error" {
                  catch {
                    sql   = "SELECT nope"
                    error = "duplicate"
                  }
                }
                test "schema" "not so" {
                  log {
                    message = "about to ask"
                  }
                  assert {
                    sql           = "SELECT 1 = 2"
                    error_message = "one is not two"
                  }
                  log {
                    message = "never told"
                  }
                }
                test "schema" "no message" {
                  assert {
                    sql = "SELECT 1 = 2"
                  }
                }
                test "schema" "no match" {
                  exec {
                    sql   = "SELECT 1"
                    match = "^2"
                  }
                }
                test "schema" "nothing" {
                  exec {
                    sql    = "CREATE TABLE other (id int)"
                    output = 1
                  }
                }
                test "schema" "program" {
                  external {
                    program = ["sh", "-c", "echo went wrong >&2; exit 3"]
                  }
                }
                test "schema" "later" {
                  skip = true
                  exec {
                    sql = "SELECT nope"
                  }
                }
                test "schema" "good" {
                  external {
                    program = ["echo", testing.name]
                    output  = "good"
                  }
                  external {
                    program = ["echo", testing.dev_url]
                    match   = "^sqlite://"
                  }
                }
                """);

        assertThat(schemaTest(SQLITE)).isOne();
        assertThat(report()).isEqualTo("""
                -- FAIL: wrong statement (T)
                    a.test.hcl:2: exec: no such column: nope
                -- FAIL: no error (T)
                    a.test.hcl:7: catch: expected an error, but the statement succeeded
                -- FAIL: other error (T)
                    a.test.hcl:12: catch: the error does not match "duplicate": no such column: nope
                -- FAIL: not so (T)
                    a.test.hcl:18: about to ask
                    a.test.hcl:21: assert: one is not two
                -- FAIL: no message (T)
                    a.test.hcl:30: assert: check assertion "SELECT 1 = 2" returned false
                -- FAIL: no match (T)
                    a.test.hcl:35: exec: the output does not match "^2"
                      actual:
                        1
                -- FAIL: nothing (T)
                    a.test.hcl:41: exec: the output is not as expected
                      expected:
                        1
                      actual:
                        (nothing)
                -- FAIL: program (T)
                    a.test.hcl:47: external: running "sh": went wrong
                -- SKIP: later
                -- PASS: good (T)
                FAIL
                """);
    }

    @Test
    void theProjectFileSaysWhatIsTested() {
        file("atlas.hcl", """
                env "e" {
                  src = "file://schema.sql"
                  dev = "sqlite://dev?mode=memory"
                  test {
                    schema {
                      src  = ["tests/a.test.hcl"]
                      vars = { age = 20, names = ["x", "y"] }
                    }
                    migrate {
                      src = ["file://tests"]
                    }
                  }
                }
                """);
        file("tests/a.test.hcl", """
                variable "age" {
                  type    = int
                  default = 1
                }
                variable "names" {
                  type    = list(string)
                  default = []
                }
                test "schema" "people" {
                  for_each = toset(var.names)
                  name     = "of ${each.value}"
                  exec {
                    sql = "INSERT INTO users VALUES (1, '${each.value}', ${var.age})"
                  }
                  exec {
                    sql    = "SELECT name, '${atlas.env}' FROM adults"
                    output = "${each.value},e"
                  }
                }
                test "migrate" "one" {
                  migrate {
                    to = 1
                  }
                  exec {
                    sql    = file("tests/query.sql")
                    output = "1"
                  }
                }
                """);
        file("tests/query.sql", "SELECT count(*) FROM sqlite_master WHERE name = 'made'");
        file("migrations/1.sql", "CREATE TABLE made (id int);\n");
        atlas.run("migrate", "hash");

        assertThat(atlas.run("schema", "test", "--env", "e")).as(atlas::err).isZero();
        assertThat(report()).isEqualTo("-- PASS: of x (T)\n-- PASS: of y (T)\nPASS\n");
        assertThat(atlas.run("migrate", "test", "--env", "e")).as(atlas::err).isZero();
        assertThat(report()).isEqualTo("-- PASS: one (T)\nPASS\n");
    }

    @Test
    void whatIsWrongInFilesIsToldAtOnceAndNothingRuns() {
        file("a.test.hcl", """
                test "schema" "a" {
                  exec {
                    output = "1"
                  }
                  exce {
                    sql = "SELECT 1"
                  }
                  catch {
                    sql   = "SELECT 1"
                    error = "("
                  }
                  migrate {
                    to = 1
                  }
                }
                test "shema" "b" {
                }
                test "schema" "a" {
                  exec {
                    sql    = "SELECT 1"
                    format = tabel
                    outptu = "1"
                  }
                }
                """);

        assertThat(schemaTest(SQLITE)).isOne();
        assertThat(atlas.out()).isEmpty();
        assertThat(atlas.err())
                .contains("a.test.hcl:2,3-7: Missing exec.sql")
                .contains("a.test.hcl:5,3-7: Unknown test block", "Did you mean \"exec\"")
                .contains("a.test.hcl:10,13-16: Invalid catch.error")
                .contains("a.test.hcl:12,3-10: Unknown test block", "only migrate tests have migrate blocks")
                .contains("a.test.hcl:16,1-17: Unknown kind of test", "Did you mean \"schema\"")
                .contains("a.test.hcl:18,1-18: Duplicate test")
                .contains("Unknown exec.format", "Did you mean \"table\"")
                .contains("There is no attribute named \"outptu\" in exec");
    }

    @Test
    void aRunWithoutTestsIsAnError() {
        assertThat(schemaTest(SQLITE)).isOne();
        assertThat(atlas.err())
                .isEqualTo(
                        "Error: there are no files *.test.hcl in the current folder: name files of tests or folders that"
                                + " have them\n");
        file("a.test.hcl", "test \"schema\" \"a\" {\n}\n");
        assertThat(schemaTest(SQLITE, "--run", "b")).isOne();
        assertThat(atlas.err())
                .isEqualTo("Error: there is no test \"schema\" whose name matches \"b\" in a.test.hcl\n");
        assertThat(migrateTest(SQLITE)).isOne();
        assertThat(atlas.err()).isEqualTo("Error: there is no test \"migrate\" in a.test.hcl\n");
        assertThat(schemaTest(SQLITE, "missing.test.hcl")).isOne();
        assertThat(atlas.err()).isEqualTo("Error: stat missing.test.hcl: no such file or directory\n");
        assertThat(schemaTest(SQLITE, "--run", "(")).isOne();
        assertThat(atlas.err()).startsWith("Error: --run: the regular expression can't be read");
        assertThat(atlas.run("schema", "test")).isOne();
        assertThat(atlas.err()).isEqualTo("Error: required flag(s) \"dev-url\", \"url\" not set\n");
    }

    @Test
    void aSchemaThatCannotBeMadeEndsTheRun() {
        file("schema.sql", "CREATE TABLE t (id int);\nCREATE TABL u;\n");
        file("a.test.hcl", "test \"schema\" \"a\" {\n}\n");

        assertThat(schemaTest(SQLITE)).isOne();
        assertThat(atlas.out()).isEmpty();
        assertThat(atlas.err()).contains("read state from \"schema.sql\": line 2");
    }

    @Test
    void aDevDatabaseThatIsInUseIsLeftAlone() {
        atlas.execute("CREATE TABLE kept (id int)");
        file("a.test.hcl", "test \"schema\" \"a\" {\n}\n");

        assertThat(schemaTest(atlas.url())).isOne();
        assertThat(atlas.err()).contains("connected database is not clean");
    }

    @Test
    void aTestReachesNoOtherDatabaseOfTheServer() {
        try (MySqlDatabase dev = MySqlServers.database(MySqlServers.Kind.MARIADB11);
                MySqlDatabase other = MySqlServers.database(MySqlServers.Kind.MARIADB11)) {
            other.execute("CREATE TABLE t (id int)");
            file("a.test.hcl", """
                    test "schema" "a" {
                      exec {
                        sql = "DROP TABLE `%s`.t"
                      }
                    }
                    """.formatted(other.name()));

            assertThat(schemaTest(dev.url().reveal())).isOne();
            assertThat(report())
                    .contains("a.test.hcl:2: the statement names the schema \"" + other.name()
                            + "\", but the dev URL is bound to one schema");
            assertThat(other.query("SELECT count(*) FROM t")).containsExactly("0");
        }
    }
}
