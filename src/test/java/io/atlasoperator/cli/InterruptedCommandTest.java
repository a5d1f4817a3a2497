package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in processes of their own that get a signal: they stop in good order and tell exactly what ran. */
@NullUnmarked
class InterruptedCommandTest {
    private static final String NOTE = "interrupt received, wait for exit or ^C to terminate";

    private static final String SLOW = "CREATE FUNCTION slow(i integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS"
            + " 'BEGIN PERFORM pg_sleep(600); RETURN i; END'";

    @TempDir
    private Path folder;

    private int started;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aTransactionIsRolledBackOnTheServer(String signal) throws Exception {
        try (KillTarget target = slowToIndex()) {
            Process process = apply(target, "file");
            awaitIndex(target);
            send(signal, process);

            assertThat(process.waitFor()).as(this::out).isOne();
            target.awaitEndOfSessions();
            assertThat(target.shape()).containsExactly("t.id integer");
        }
        assertThat(err()).contains(NOTE, "Error: create index \"slowly\" to table: \"t\": interrupted");
        assertThat(out())
                .contains(
                        "-- Stopped at statement 2 of 2.\n-- Rolled back: 1 statement.\n-- No statement took effect.\n");
    }

    @Test
    void withoutTransactionsItTellsWhatStays() throws Exception {
        try (KillTarget target = slowToIndex()) {
            Process process = apply(target, "none");
            awaitIndex(target);
            send("INT", process);

            assertThat(process.waitFor()).as(this::out).isOne();
            target.awaitEndOfSessions();
            assertThat(target.shape()).containsExactly("at_once", "t.id integer");
        }
        assertThat(out())
                .contains(
                        "-- Stopped at statement 2 of 2.\n-- This ran, and stays:\nCREATE INDEX \"at_once\" ON \"t\" (\"id\");\n");
    }

    @Test
    void aStatementOfSqliteIsInterruptedInTheMiddle() throws Exception {
        try (KillTarget target = KillTarget.Kind.SQLITE.create(folder)) {
            target.run("CREATE TABLE t (id integer)");
            target.run("INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                    + " SELECT i FROM n");
            Path file = Path.of(target.url().replaceFirst("^sqlite://([^?]*).*", "$1"));
            Files.writeString(folder.resolve("state.sql"), """
                    CREATE TABLE n (id integer);
                    CREATE TABLE t (id integer);
                    CREATE INDEX slowly ON t (length(hex(zeroblob(1000000 + id))));
                    """);
            Process process = start(
                    "schema",
                    "apply",
                    "--url=" + target.url(),
                    "--to=file://" + folder.resolve("state.sql"),
                    "--auto-approve");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Files.exists(Path.of(file + "-journal")) || !process.isAlive());
            send("TERM", process);

            assertThat(process.waitFor()).as(this::out).isOne();
            assertThat(target.query("SELECT name FROM sqlite_master")).containsExactly("t");
        }
        assertThat(err()).contains(NOTE, "interrupted");
        assertThat(out()).contains("-- No statement took effect.\n");
    }

    @Test
    void aProgramOfTheProjectFileEndsWithTheCommand() throws Exception {
        Files.writeString(folder.resolve("slow.sh"), "sleep 600 & echo $! > pid.part; mv pid.part pid; wait\n");
        Files.writeString(folder.resolve("atlas.hcl"), """
                data "external" "slow" {
                  program = ["sh", "slow.sh"]
                }
                env "e" {
                  url = data.external.slow
                }
                """);
        Process process = start("migrate", "status", "--env=e");
        Path pid = folder.resolve("pid");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(pid) || !process.isAlive());
        assertThat(pid).as(this::err).exists();
        long started = Long.parseLong(Files.readString(pid).strip());
        send("TERM", process);

        assertThat(process.waitFor()).isOne();
        assertThat(err()).contains(NOTE, "data.external.slow: interrupted while \"sh\" ran");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> ProcessHandle.of(started).isEmpty());
    }

    @Test
    void aQueryOfTheProjectFileEndsWithTheCommand() throws Exception {
        try (KillTarget target = KillTarget.Kind.POSTGRES.create(folder)) {
            Files.writeString(folder.resolve("atlas.hcl"), """
                    data "sql" "slow" {
                      url   = "%s"
                      query = "SELECT pg_sleep(600)::text"
                    }
                    env "e" {
                      url = data.sql.slow.value
                    }
                    """.formatted(target.url()));
            Process process = start("migrate", "status", "--env=e");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !target.query("SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'")
                                    .isEmpty()
                            || !process.isAlive());
            send("TERM", process);

            assertThat(process.waitFor()).as(this::out).isOne();
            target.awaitEndOfSessions();
        }
        assertThat(err()).contains(NOTE, "data.sql.slow: interrupted");
    }

    @Test
    void aTestThatIsInterruptedHasNotPassed() throws Exception {
        Files.writeString(folder.resolve("state.sql"), "CREATE TABLE t (id integer);\n");
        // MySQL lets a pause that is cancelled end without an error.
        Files.writeString(folder.resolve("slow.test.hcl"), """
                test "schema" "slow" {
                  exec {
                    sql = "SELECT SLEEP(600)"
                  }
                }
                """);
        try (MySqlDatabase dev = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            Process process = start(
                    "schema",
                    "test",
                    "--url=file://" + folder.resolve("state.sql"),
                    "--dev-url=" + dev.url().reveal(),
                    "slow.test.hcl");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            !dev.query("SELECT ID FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(600)'")
                                            .isEmpty()
                                    || !process.isAlive());
            send("INT", process);

            assertThat(process.waitFor()).isOne();
            assertThat(dev.query("SHOW TABLES")).isEmpty();
        }
        assertThat(out()).doesNotContain("PASS");
        assertThat(err()).contains(NOTE, "interrupted");
    }

    @Test
    void atTheQuestionAnInterruptIsNo() throws Exception {
        Files.writeString(folder.resolve("state.sql"), "CREATE TABLE n (id integer);");
        Path file = folder.resolve("a.db");
        Process process =
                start("schema", "apply", "--url=sqlite://" + file, "--to=file://" + folder.resolve("state.sql"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> out().contains("Abort\n") || !process.isAlive());
        send("INT", process);

        assertThat(process.waitFor()).as(this::err).isZero();
        assertThat(out()).contains("Are you sure?");
        assertThat(err()).doesNotContain("Error");
    }

    @Test
    void waitingForTheLockOfATargetEnds() throws Exception {
        try (KillTarget target = slowToIndex()) {
            Process first = apply(target, "file");
            awaitIndex(target);
            Process second = apply(target, "file", "--lock-timeout=10m");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            !target.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_try_advisory_lock%'"
                                                    + " AND state = 'idle' AND datname = current_database()")
                                            .isEmpty()
                                    || !second.isAlive());
            send("INT", second);
            assertThat(second.waitFor()).as(this::err).isOne();
            assertThat(err()).contains("Error: acquiring database lock: interrupted");
            send("INT", first);
            assertThat(first.waitFor()).isOne();
            target.awaitEndOfSessions();
        }
    }

    /** A target whose rows take long to be indexed; a dev database, which has none, is not slow. */
    private KillTarget slowToIndex() throws Exception {
        KillTarget target = KillTarget.Kind.POSTGRES.create(folder);
        target.run(SLOW);
        target.run("CREATE TABLE t (id integer)");
        target.run("INSERT INTO t VALUES (1)");
        Files.writeString(folder.resolve("state.sql"), SLOW + """
                ;
                CREATE TABLE t (id integer);
                CREATE INDEX at_once ON t (id);
                CREATE INDEX slowly ON t (slow(id));
                """);
        return target;
    }

    private static void awaitIndex(KillTarget target) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> !target.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX _slowly%'"
                                + " AND state = 'active' AND datname = current_database()")
                        .isEmpty());
    }

    private Process apply(KillTarget target, String mode, String... flags) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "schema",
                "apply",
                "--url=" + target.url(),
                "--to=file://" + folder.resolve("state.sql"),
                "--tx-mode=" + mode,
                "--auto-approve"));
        arguments.addAll(target.devFlags());
        arguments.addAll(List.of(flags));
        return start(arguments.toArray(String[]::new));
    }

    private Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out" + ++started).toFile())
                .redirectError(folder.resolve("err" + started).toFile())
                .start();
    }

    private static void send(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private String out() {
        return read("out" + started);
    }

    private String err() {
        return read("err" + started);
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            return "can't be read: " + e.getMessage();
        }
    }
}
