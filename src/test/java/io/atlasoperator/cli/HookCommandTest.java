package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code hook} blocks of project files do in {@code migrate apply}. */
class HookCommandTest {
    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("migrations/1.sql", "CREATE TABLE a (id int);\n");
        atlas.write("migrations/2.sql", "INSERT INTO a (id) VALUES (1);\n");
    }

    private void project(String url, String hook) throws IOException {
        atlas.run("migrate", "hash");
        atlas.write("atlas.hcl", """
                hook "sql" "h" {
                  %s
                }
                env "e" {
                  url = "%s"
                }
                """.formatted(hook, url));
    }

    private static List<String> log(PostgresDatabase target) {
        return PostgresDatabase.query(target.url(), "SELECT said FROM log ORDER BY id");
    }

    @Test
    void theyRunInEveryTransaction() throws IOException {
        try (PostgresDatabase target = PostgresServers.database()) {
            PostgresDatabase.run(target.url(), "CREATE TABLE log (id serial, said text)");
            project(target.url().reveal(), """
                    transaction {
                        after_begin   = ["SET LOCAL work_mem = '123MB'", "INSERT INTO log (said) VALUES ('begin')"]
                        before_commit = ["INSERT INTO log (said) VALUES ('commit ' || current_setting('work_mem'))"]
                      }
                    """);
            assertThat(atlas.run("migrate", "apply", "--env", "e", "--allow-dirty", "--dry-run"))
                    .as(atlas::err)
                    .isZero();
            assertThat(log(target)).isEmpty();
            assertThat(atlas.run("migrate", "apply", "--env", "e", "--allow-dirty"))
                    .as(() -> atlas.err() + atlas.out())
                    .isZero();
            assertThat(log(target)).containsExactly("begin", "commit 123MB", "begin", "commit 123MB");
            assertThat(atlas.run("migrate", "apply", "--env", "e")).isZero();
            assertThat(log(target)).hasSize(4);
        }
    }

    @Test
    void aTransactionThatIsUndoneTakesTheirWorkAlong() throws IOException {
        atlas.write("migrations/2.sql", "SELECT nowhere;\n");
        try (PostgresDatabase target = PostgresServers.database()) {
            PostgresDatabase.run(target.url(), "CREATE TABLE log (id serial, said text)");
            project(target.url().reveal(), """
                    transaction {
                        after_begin     = ["INSERT INTO log (said) VALUES ('begin')"]
                        before_rollback = ["SELECT 1"]
                      }
                    """);
            assertThat(atlas.run("migrate", "apply", "--env", "e", "--allow-dirty"))
                    .isOne();
            assertThat(atlas.err()).contains("executing statement \"SELECT nowhere;\" from version \"2\"");
            assertThat(log(target)).containsExactly("begin");
            assertThat(PostgresDatabase.query(
                            target.url(), "SELECT version FROM atlas_schema_revisions.atlas_schema_revisions"))
                    .containsExactly("1");
        }
    }

    @Test
    void oneThatFailsEndsTheRunUnlessItSaysOtherwise() throws IOException {
        project(atlas.url(), "transaction {\n    before_commit = [\"INSERT INTO nowhere VALUES (1)\"]\n  }");
        assertThat(atlas.run("migrate", "apply", "--env", "e")).isOne();
        assertThat(atlas.err()).isEqualTo("Error: hook \"h\" (atlas.hcl:1): before_commit: no such table: nowhere\n");
        assertThat(atlas.run("migrate", "status", "--env", "e", "--format", "{{ len .Pending }}"))
                .isZero();
        assertThat(atlas.out()).isEqualTo("2");

        project(atlas.url(), "transaction {\n    after_begin = [\"INSERT INTO nowhere VALUES (1)\"]\n  }");
        assertThat(atlas.run("migrate", "apply", "--env", "e")).isOne();
        assertThat(atlas.err()).isEqualTo("Error: hook \"h\" (atlas.hcl:1): after_begin: no such table: nowhere\n");

        project(
                atlas.url(),
                "skip_errors = true\n  transaction {\n    after_begin = [\"INSERT INTO nowhere VALUES (1)\"]\n  }");
        assertThat(atlas.run("migrate", "apply", "--env", "e")).as(atlas::err).isZero();
        assertThat(atlas.run("migrate", "status", "--env", "e")).isZero();
        assertThat(atlas.out()).contains("Migration Status: OK");
    }

    @ParameterizedTest
    @EnumSource(MySqlServers.Kind.class)
    void whereChangesEndTransactionsTheyRunAroundEachFile(MySqlServers.Kind kind) throws IOException {
        atlas.write("migrations/2.sql", "ALTER TABLE a ADD COLUMN b int;\nINSERT INTO a (id, b) VALUES (1, @b);\n");
        atlas.write("migrations/3.sql", "-- atlas:txmode none\n\nALTER TABLE a ADD COLUMN c int;\n");
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            target.execute("CREATE TABLE log (id int AUTO_INCREMENT PRIMARY KEY, said text)");
            project(target.url().reveal(), """
                    transaction {
                        after_begin   = ["SET @b = 42", "INSERT INTO log (said) VALUES ('begin')"]
                        before_commit = ["INSERT INTO log (said) SELECT count(*) FROM a"]
                      }
                    """);
            assertThat(atlas.run("migrate", "apply", "--env", "e", "--allow-dirty", "--dry-run"))
                    .as(atlas::err)
                    .isZero();
            assertThat(target.query("SELECT said FROM log")).isEmpty();
            assertThat(atlas.run("migrate", "apply", "--env", "e", "--allow-dirty", "--tx-mode", "all"))
                    .isOne();
            assertThat(atlas.err()).contains("cannot set txmode directive to \"none\" in \"3.sql\"");
            assertThat(atlas.run("migrate", "apply", "--env", "e", "--allow-dirty"))
                    .as(atlas::err)
                    .isZero();
            assertThat(target.query("SELECT said FROM log ORDER BY id")).containsExactly("begin", "0", "begin", "1");
            assertThat(target.query("SELECT b FROM a")).containsExactly("42");
        }
    }

    @Test
    void whereNothingIsUndoneTheFileOfAFailedHookCountsAsDone() throws IOException {
        try (MySqlDatabase target = MySqlServers.database(MySqlServers.Kind.MARIADB11)) {
            target.execute("CREATE TABLE log (id int AUTO_INCREMENT PRIMARY KEY, said text)");
            project(target.url().reveal(), """
                    transaction {
                        after_begin     = ["INSERT INTO log (said) SELECT count(*) FROM log"]
                        before_commit   = ["INSERT INTO nowhere VALUES (1)"]
                        before_rollback = ["INSERT INTO log (said) VALUES ('rollback')"]
                      }
                    """);
            assertThat(atlas.run("migrate", "apply", "--env", "e", "--allow-dirty", "--format", "{{ json .Applied }}"))
                    .isOne();
            assertThat(atlas.out())
                    .contains(
                            "\"Version\":\"1\"",
                            "Text\":\"hook \\\"h\\\" (atlas.hcl:1): before_commit: Error 1146",
                            "nowhere' doesn't exist; what the files did" + " stays, and is not run again");
            assertThat(target.query("SELECT said FROM log ORDER BY id")).containsExactly("0", "rollback");
            assertThat(atlas.run("migrate", "status", "--env", "e", "--format", "{{ .Current }} {{ len .Pending }}"))
                    .isZero();
            assertThat(atlas.out()).isEqualTo("1 1");
        }
    }

    @Test
    void aFileThatIsDoneIsNotBlamedForTheHookBeforeTheNextOne() throws IOException {
        try (PostgresDatabase target = PostgresServers.database()) {
            PostgresDatabase.run(target.url(), "CREATE TABLE log (said text UNIQUE)");
            project(
                    target.url().reveal(),
                    "transaction {\n    after_begin = [\"INSERT INTO log VALUES ('once')\"]\n  }");
            assertThat(
                            atlas.run(
                                    "migrate",
                                    "apply",
                                    "--env",
                                    "e",
                                    "--allow-dirty",
                                    "--format",
                                    "{{ range .Applied }}{{ .Version }} {{ with .Error }}{{ .Text }}{{ end }};{{ end }}{{ .Error }}"))
                    .isOne();
            assertThat(atlas.out())
                    .startsWith("1 ;hook \"h\" (atlas.hcl:1): after_begin: pq: duplicate key value violates unique");
            assertThat(atlas.run("migrate", "status", "--env", "e", "--format", "{{ .Current }}"))
                    .isZero();
            assertThat(atlas.out()).isEqualTo("1");
        }
    }

    @Test
    void commandsThatWouldLeaveThemOutSaySo() throws IOException {
        project(atlas.url(), "transaction {\n    after_begin = [\"SELECT 1\"]\n  }");
        atlas.write("schema.sql", "CREATE TABLE t (id int);");
        assertThat(atlas.run("schema", "apply", "--env", "e", "--to", "file://schema.sql", "--auto-approve"))
                .isOne();
        assertThat(atlas.err())
                .isEqualTo(
                        "Error: hook \"h\" (atlas.hcl:1): hooks run with \"atlas migrate apply\" only, so \"atlas schema"
                                + " apply\" would leave it out: select an env without hooks for it\n");
        assertThat(atlas.run("migrate", "down", "--env", "e", "--dev-url", "sqlite://dev?mode=memory"))
                .isOne();
        assertThat(atlas.err()).contains("\"atlas migrate down\" would leave it out");
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws IOException {
        project(atlas.url(), "transaction {\n    after_begin = [\"COMMIT\"]\n    befor_commit = []\n  }");
        assertThat(atlas.run("migrate", "apply", "--env", "e")).isOne();
        assertThat(atlas.err())
                .contains("atlas.hcl:3,19-29: Invalid hook.transaction.after_begin")
                .contains("Did you mean \"before_commit\"?");
        project(atlas.url(), "skip_errors = true");
        assertThat(atlas.run("migrate", "apply", "--env", "e")).isOne();
        assertThat(atlas.err()).contains("atlas.hcl:1,1-15: Missing hook.transaction");
    }
}
