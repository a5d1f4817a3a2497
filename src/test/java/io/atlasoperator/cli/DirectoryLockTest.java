package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes to a migration directory keeps others out. */
class DirectoryLockTest {
    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("migrations/1.sql", "CREATE TABLE a (id int);\n");
        atlas.write("schema.sql", "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n");
        assertThat(atlas.run("migrate", "hash")).isZero();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("migrations"))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private void refused(String dev, String... arguments) throws IOException {
        assertThat(atlas.run(Stream.concat(Stream.of(arguments), Stream.of("--dev-url", dev))
                        .toArray(String[]::new)))
                .isOne();
        assertThat(atlas.err()).startsWith("Error: acquiring database lock: ");
        assertThat(files()).containsExactly("1.sql", "atlas.sum");
    }

    private void keptOut(Connection other, String lock, String unlock, String dev) throws SQLException, IOException {
        String[] diff = {"migrate", "diff", "b", "--to", "file://schema.sql", "--lock-timeout", "100ms"};
        try (Statement statement = other.createStatement()) {
            statement.execute(lock);
            refused(dev, diff);
            refused(dev, "migrate", "checkpoint", "--lock-timeout", "100ms");
            atlas.write("atlas.hcl", """
                    env "e" {
                      migration {
                        lock_timeout = "100ms"
                      }
                    }
                    """);
            refused(dev, "migrate", "diff", "b", "--env", "e", "--to", "file://schema.sql");
            statement.execute(unlock);
        }
        assertThat(atlas.run(Stream.concat(Stream.of(diff), Stream.of("--dev-url", dev))
                        .toArray(String[]::new)))
                .as(atlas::err)
                .isZero();
        assertThat(files()).hasSize(3);
    }

    @Test
    void theLockIsThatOfTheReferenceOnPostgres() throws SQLException, IOException {
        try (PostgresDatabase dev = PostgresServers.database();
                Connection other = PostgresDatabase.connect(dev.url())) {
            keptOut(
                    other,
                    "SELECT pg_advisory_lock(361947982)",
                    "SELECT pg_advisory_unlock(361947982)",
                    dev.url().reveal());
        }
    }

    @Test
    void anApplyWithALockOfItsOwnWaitsForThatAlone() throws SQLException, IOException {
        try (MySqlDatabase target = MySqlServers.database(MySqlServers.Kind.MARIADB11);
                Connection other = target.connect();
                Statement statement = other.createStatement()) {
            String[] apply = {
                "schema",
                "apply",
                "--url",
                target.url().reveal(),
                "--to",
                "file://schema.sql",
                "--dev-url",
                target.url().reveal(),
                "--lock-timeout",
                "100ms",
                "--auto-approve"
            };
            statement.execute("SELECT GET_LOCK('atlas_migrate_execute', 0)");
            assertThat(atlas.run(apply)).isOne();
            assertThat(atlas.err()).startsWith("Error: acquiring database lock: ");
            assertThat(atlas.run(Stream.concat(Stream.of(apply), Stream.of("--lock-name", "six"))
                            .toArray(String[]::new)))
                    .as(atlas::err)
                    .isZero();
            assertThat(target.query("SHOW TABLES")).containsExactly("a", "b");
        }
    }

    @Test
    void theLockIsThatOfTheReferenceOnMariaDb() throws SQLException, IOException {
        try (MySqlDatabase dev = MySqlServers.database(MySqlServers.Kind.MARIADB11);
                Connection other = dev.connect()) {
            keptOut(
                    other,
                    "SELECT GET_LOCK('atlas_migrate_diff', 1)",
                    "SELECT RELEASE_LOCK('atlas_migrate_diff')",
                    dev.url().reveal());
        }
    }

    @Test
    void aDirectoryThatChangedMeanwhileIsNotWrittenTo() throws IOException {
        atlas.write("editor.sh", "echo 'CREATE TABLE c (id int);' > " + folder.resolve("migrations/0.sql") + "\n");
        Map<String, String> environment = Map.of("EDITOR", "sh " + folder.resolve("editor.sh"));
        assertThat(atlas.run(
                        InputStream.nullInputStream(),
                        environment,
                        "migrate",
                        "diff",
                        "b",
                        "--to",
                        "file://schema.sql",
                        "--dev-url",
                        "sqlite://dev?mode=memory",
                        "--edit"))
                .isOne();
        assertThat(atlas.err())
                .isEqualTo(
                        "Error: another process has changed file://migrations meanwhile, and nothing was written: run"
                                + " this command again\n");
        assertThat(files()).containsExactly("0.sql", "1.sql", "atlas.sum");
    }
}
