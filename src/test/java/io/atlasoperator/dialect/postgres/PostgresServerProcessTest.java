package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresServerProcessTest {

    @Test
    void keepsItsFolderLockedWhenFurtherServersStart() throws Exception {
        Set<Path> before = folders();
        PostgresServerProcess first = start(15);
        PostgresServerProcess second = start(18);
        try {
            Set<Path> own = folders();
            own.removeAll(before);
            // Others may start servers at the same time; the two folders of this process are among these.
            assertThat(own).hasSizeGreaterThanOrEqualTo(2);
            for (Path folder : own) {
                if (Files.exists(folder.resolve("owner"))) {
                    assertThat(probe(folder.resolve("owner")))
                            .as(folder.toString())
                            .isEqualTo("locked");
                }
            }
            assertThat(first.isAlive()).isTrue();
        } finally {
            second.stop();
            first.stop();
        }
    }

    @Test
    void sweepsAFolderThatNobodyLocks() throws Exception {
        Path abandoned = Files.createTempDirectory(PostgresInstallation.home(), "run-");
        Files.createFile(abandoned.resolve("owner"));
        Files.createDirectory(abandoned.resolve("data"));

        start(15).stop();

        assertThat(abandoned).doesNotExist();
    }

    private static PostgresServerProcess start(int major) throws IOException {
        return PostgresServerProcess.start(
                PostgresInstallation.of(major, PostgresArchive.find(major).orElseThrow()));
    }

    private static Set<Path> folders() throws IOException {
        Set<Path> found = new HashSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PostgresInstallation.home(), "run-*")) {
            folders.forEach(found::add);
        }
        return found;
    }

    private static String probe(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "test-classes").toString(),
                        LockProbe.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
