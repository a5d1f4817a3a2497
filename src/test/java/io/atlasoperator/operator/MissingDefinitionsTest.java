package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that does not know the resources. */
@NullUnmarked
class MissingDefinitionsTest {
    @TempDir
    private Path folder;

    private final ControlPlane empty = ControlPlane.startEmpty();

    @AfterEach
    void stop() {
        empty.stop();
    }

    @Test
    void theOperatorIsNeverReadyAndSaysWhatToInstall() throws Exception {
        try (OperatorProcess operator = OperatorProcess.start(folder, "operator", empty)) {
            while (operator.isAlive()) {
                assertThat(operator.isReady()).isFalse();
            }

            assertThat(operator.exit()).isEqualTo(1);
            assertThat(operator.log())
                    .contains("the API server does not know atlasschemas.db.atlasgo.io: install the definitions first,"
                            + " kubectl apply -f crds/");
        }
    }
}
