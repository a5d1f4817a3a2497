package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.GoSdk;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.atlasoperator.testing.ShippedProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Go SDK drives the command line as it ships: every method whose command there is. */
class GoSdkTest {
    private static final List<String> METHODS = List.of(
            "Version",
            "WhoAmI",
            "Login and Logout are refused",
            "SchemaApply",
            "SchemaInspect",
            "SchemaLint",
            "SchemaTest",
            "SchemaClean",
            "MigrateHash",
            "MigrateDiff",
            "MigrateLs",
            "MigrateTest",
            "MigrateLint",
            "MigrateApply",
            "MigrateStatus",
            "MigrateSet",
            "MigrateDown",
            "MigrateRebase",
            "MigrateApplySlice",
            "MigrateApplyError",
            "MigrateLintError",
            "SchemaApply error",
            "what is not there is refused",
            "WithWorkDir");

    @TempDir
    private Path folder;

    private List<String> methods(String url, String dev, String driver) throws IOException, InterruptedException {
        ProcessBuilder builder = ShippedProgram.of(folder, "atlas", List.of());
        String program = builder.command().getFirst();
        Process process = builder.command(GoSdk.program().toString(), program, folder.toString(), url, dev, driver)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().map(line -> line.substring("ok ".length())).toList();
    }

    @Test
    void drivesTheProgramOnSqlite() throws IOException, InterruptedException {
        assertThat(methods("sqlite://a.db", "sqlite://dev?mode=memory", "sqlite"))
                .containsExactlyElementsOf(METHODS);
    }

    @Test
    void drivesTheProgramOnPostgres() throws IOException, InterruptedException {
        try (PostgresDatabase target = PostgresServers.database();
                PostgresDatabase dev = PostgresServers.database()) {
            assertThat(methods(target.url("public").reveal(), dev.url("public").reveal(), "postgres"))
                    .containsExactlyElementsOf(METHODS);
        }
    }
}
