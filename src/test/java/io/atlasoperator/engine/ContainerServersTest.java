package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.container.DockerContainers;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.DockerStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers in containers that do not get ready. */
@NullUnmarked
class ContainerServersTest {
    @TempDir
    private Path machine;

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        DockerStandIn docker = DockerStandIn.in(machine);
        List<String> told = new ArrayList<>();
        Interruption interruption = new Interruption();
        try (DockerContainers containers = new DockerContainers(docker.environment(), machine, interruption)) {
            Databases databases =
                    new Databases(Dialects.all(), interruption, containers, Duration.ofSeconds(1), told::add);

            assertThatThrownBy(() -> databases.bundled().resolve(DatabaseUrl.parse("docker+postgres://_/silent:1/dev")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith(
                            "dev database: the server in the container of silent:1 does not answer after 1"
                                    + " seconds: connecting to postgres://postgres:xxxxx@127.0.0.1:")
                    .hasMessageEndingWith("; its last lines:\n  still setting itself up");
            assertThat(docker.containers()).hasSize(1);
        }
        assertThat(docker.containers()).isEmpty();
        assertThat(told)
                .containsExactly(
                        "starting a container of silent:1", "waiting for the server in a container of silent:1", "");
    }

    @Test
    void anInterruptionEndsTheWait() throws Exception {
        DockerStandIn docker = DockerStandIn.in(machine);
        Interruption interruption = new Interruption();
        try (DockerContainers containers = new DockerContainers(docker.environment(), machine, interruption)) {
            Databases databases =
                    new Databases(Dialects.all(), interruption, containers, Duration.ofMinutes(2), doing -> {
                        if (doing.startsWith("waiting")) {
                            interruption.raise();
                        }
                    });
            assertThatThrownBy(() -> databases.bundled().resolve(DatabaseUrl.parse("docker+postgres://_/silent:1/dev")))
                    .hasMessage("interrupted while a dev database started");
        }
        assertThat(docker.containers()).isEmpty();
    }

    /** So does the operator, which runs where none should be. */
    @Test
    void enginesThatAreGivenNoneStartNone() {
        Databases databases = new Databases(Dialects.all());
        assertThatThrownBy(() -> databases.bundled().resolve(DatabaseUrl.parse("docker://mysql/8/dev")))
                .hasMessageStartingWith("docker://mysql/8/dev: no such dev server comes with atlas, and no container is"
                        + " started here (it would be of mysql:8)");
    }
}
