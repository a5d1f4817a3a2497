package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.atlasoperator.testing.ShippedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of docs/gitops.md that waits for migrations, as it is printed there, in a session that may do nothing but read. */
class WaitRecipeTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void waitsUntilTheFilesOfItsDirectoryHaveRun() throws IOException, InterruptedException {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("1.sql"), "CREATE TABLE a (id int);\n");
        atlas("migrate", "hash", "--dir", "file://" + migrations);
        try (PostgresDatabase database = PostgresServers.database()) {
            DatabaseUrl url = database.url("public");
            DatabaseUrl reading = url.withParameter("options", "-c default_transaction_read_only=on");
            Process waiting = script(reading, migrations);
            try {
                assertThat(waiting.waitFor(5, TimeUnit.SECONDS)).isFalse();
                atlas("migrate", "apply", "--dir", "file://" + migrations, "--url", url.reveal());
                assertThat(waiting.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(waiting.exitValue())
                        .as(new String(waiting.getInputStream().readAllBytes()))
                        .isZero();
            } finally {
                waiting.destroyForcibly();
                waiting.waitFor();
            }
        }
    }

    private Process script(DatabaseUrl url, Path migrations) throws IOException {
        String text = ProjectFiles.text("docs/gitops.md");
        int start = text.indexOf("until [ \"$(atlas migrate status");
        String script =
                text.substring(start, text.indexOf("done", start) + 4).replace("/migrations", migrations.toString());
        ProcessBuilder builder = ShippedProgram.of(folder, "atlas", List.of());
        String programs =
                Path.of(builder.command().getFirst()).resolveSibling(".").toString();
        builder.environment().merge("PATH", programs, (old, added) -> added + ":" + old);
        builder.environment().put("DATABASE_URL", url.reveal());
        return builder.command("/bin/sh", "-c", script).start();
    }

    private void atlas(String... arguments) throws IOException, InterruptedException {
        Process process = ShippedProgram.of(folder, "atlas", List.of(arguments)).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
