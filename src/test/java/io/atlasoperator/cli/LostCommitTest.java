package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.LossyProxy;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an apply whose commit got no answer. */
class LostCommitTest {
    @TempDir
    private Path folder;

    private final PostgresDatabase database = PostgresServers.database();
    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("state.sql", "CREATE TABLE made (id int); CREATE TABLE more (id int);");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private int apply(LossyProxy proxy, String... flags) {
        DatabaseUrl url = database.url();
        String through = new DatabaseUrl(
                        url.scheme(),
                        url.user(),
                        url.password(),
                        "127.0.0.1",
                        proxy.port(),
                        url.path(),
                        url.query(),
                        url.rawQuery())
                .reveal();
        String[] command = new String[7 + flags.length];
        System.arraycopy(
                new String[] {"schema", "apply", "-u", through, "--to", "file://state.sql", "--auto-approve"},
                0,
                command,
                0,
                7);
        System.arraycopy(flags, 0, command, 7, flags.length);
        return atlas.run(command);
    }

    private LossyProxy proxy() throws IOException {
        DatabaseUrl url = database.url();
        return new LossyProxy(url.host(), Objects.requireNonNull(url.port()), "COMMIT");
    }

    @Test
    void isInDoubtForPeople() throws IOException, InterruptedException {
        try (LossyProxy proxy = proxy()) {
            assertThat(apply(proxy)).isOne();

            assertThat(atlas.out())
                    .contains("-- Stopped at the commit, after all 2 statements.\n-- Nobody knows whether these 2 took"
                            + " effect, all or none. The next apply looks at it:\n")
                    .doesNotContain("ran, and stay", "No statement took effect");
            assertThat(atlas.err())
                    .contains("so its statements may have taken effect; run it again, which looks first");
            assertThat(proxy.hasCut()).isTrue();
        }
        assertThat(atlas.run(
                        "schema", "apply", "-u", database.url().reveal(), "--to", "file://state.sql", "--auto-approve"))
                .isZero();
        assertThat(atlas.out()).isEqualTo("Schema is synced, no changes to be made\n");
    }

    @Test
    void isInDoubtForPrograms() throws IOException, InterruptedException {
        try (LossyProxy proxy = proxy()) {
            assertThat(apply(proxy, "--format", "{{ json . }}")).isOne();

            assertThat(atlas.out())
                    .contains("\"InDoubt\":2", "\"Stmt\":\"COMMIT\"")
                    .doesNotContain("Undone");
            assertThat(proxy.hasCut()).isTrue();
        }
    }
}
