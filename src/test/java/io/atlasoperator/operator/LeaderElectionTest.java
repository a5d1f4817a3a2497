package io.atlasoperator.operator;

import static io.atlasoperator.testing.ShippedProgram.SIGKILLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators of which one works. */
@NullUnmarked
class LeaderElectionTest {
    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();

    @Test
    void theSecondEndsWhatTheLeaderBeganWhenThatIsKilled() throws Exception {
        try (OperatorProcess first = start("first")) {
            first.await(() -> leader().startsWith("first_"));
            try (OperatorProcess second = start("second")) {
                second.await(second::isReady);
                try (LoggedMigration migration = LoggedMigration.create(client, namespace, "m")) {
                    first.await(() -> migration.logged() >= 10);
                    assertThat(leader()).startsWith("first_");
                    assertThat(first.kill()).isEqualTo(SIGKILLED);
                    migration.awaitEndOfSessions();
                    assertThat(migration.logged())
                            .as("lines when it was killed")
                            .isLessThan(LoggedMigration.LINES);

                    second.await(migration::isReady);

                    assertThat(leader()).startsWith("second_");
                    migration.assertDoneOnce();
                }
            }
        }
    }

    private OperatorProcess start(String name) {
        return OperatorProcess.start(
                folder,
                name,
                ControlPlane.shared(),
                "--namespace=" + namespace,
                "--leader-elect",
                "--leader-election-id=" + namespace);
    }

    /** Who holds the Lease; empty for nobody. */
    private String leader() {
        Lease lease = client.leases().inNamespace("default").withName(namespace).get();
        return lease == null || lease.getSpec().getHolderIdentity() == null
                ? ""
                : lease.getSpec().getHolderIdentity();
    }
}
