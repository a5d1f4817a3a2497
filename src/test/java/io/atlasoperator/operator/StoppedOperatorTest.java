package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that is told to stop leaves no statement running on a server. */
@NullUnmarked
class StoppedOperatorTest {
    private static final Map<String, String> GRACE = Map.of("TERMINATION_GRACE_PERIOD", "4");

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();

    @Test
    void cancelsWhatDoesNotEndAndTheNextOneGoesOn() throws Exception {
        try (SleepingMigration inTransaction = SleepingMigration.inTransaction(client, namespace);
                SleepingMigration without = SleepingMigration.withoutTransaction(client, namespace)) {
            try (OperatorProcess operator = start()) {
                operator.await(() -> inTransaction.sleeping() == 1 && without.sleeping() == 1);
                operator.stop();
                assertThat(inTransaction.sleeping()).as(operator::log).isZero();
                assertThat(without.sleeping()).as(operator::log).isZero();
            }
            assertThat(inTransaction.lines()).isEmpty();
            assertThat(without.lines()).containsExactly("a");
            // Nobody did anything wrong.
            assertThat(without.status().toString()).doesNotContain("cancel", "interrupted");

            inTransaction.wake();
            without.wake();
            try (OperatorProcess operator = start()) {
                operator.await(() -> inTransaction.isAtEnd() && without.isAtEnd());
            }
            assertThat(inTransaction.lines()).containsExactly("a", "b");
            assertThat(without.lines()).containsExactly("a", "b");
        }
    }

    private OperatorProcess start() {
        return OperatorProcess.start(folder, "operator", ControlPlane.shared(), GRACE, "--namespace=" + namespace);
    }
}
