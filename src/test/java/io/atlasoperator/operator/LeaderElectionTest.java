package io.atlasoperator.operator;

import static io.atlasoperator.testing.ShippedProgram.SIGKILLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.CutProxy;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators of which one works. */
@NullUnmarked
class LeaderElectionTest {
    /** Less than it takes for a Lease to run out. */
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();

    @Test
    void theSecondEndsWhatTheLeaderBeganWhenThatIsKilled() throws Exception {
        try (OperatorProcess first = startLeader(Map.of());
                OperatorProcess second = startSecond();
                LoggedMigration migration = LoggedMigration.create(client, namespace, "m")) {
            first.await(() -> migration.logged() >= 10);
            assertThat(leader()).startsWith("first_");
            assertThat(first.kill()).isEqualTo(SIGKILLED);
            migration.awaitEndOfSessions();
            assertThat(migration.logged()).as("lines when it was killed").isLessThan(LoggedMigration.LINES);

            second.await(migration::isReady);

            assertThat(leader()).startsWith("second_");
            migration.assertDoneOnce();
        }
    }

    @Test
    void theSecondFinishesASchemaWhoseLeaderIsKilled() throws Exception {
        try (OperatorProcess first = startLeader(Map.of());
                OperatorProcess second = startSecond();
                WidenedTables tables = WidenedTables.create(client, namespace, "s")) {
            first.await(tables::isReady);
            tables.fill();
            tables.widen();
            first.await(() -> tables.wide() >= 3);
            assertThat(first.kill()).isEqualTo(SIGKILLED);
            assertThat(tables.wide()).as("tables when it was killed").isLessThan(WidenedTables.TABLES);

            second.await(tables::isReady);

            assertThat(leader()).startsWith("second_");
            tables.assertDone();
        }
    }

    @Test
    void aLeaderThatIsToldToStopHandsTheLeaseOnOnceItsWorkHasEnded() throws Exception {
        try (OperatorProcess first = startLeader(Map.of("TERMINATION_GRACE_PERIOD", "4"));
                OperatorProcess second = startSecond();
                SleepingMigration migration = SleepingMigration.withoutTransaction(client, namespace)) {
            first.await(() -> migration.sleeping() == 1);
            first.stop();
            long stopped = System.nanoTime();
            assertThat(first.log())
                    .containsSubsequence(
                            "cancelling the statements", "stopped", "handed the Lease " + namespace + " on");
            migration.wake();

            second.await(() -> leader().startsWith("second_"));
            assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(AT_ONCE);
            second.await(migration::isAtEnd);
            assertThat(migration.lines()).containsExactly("a", "b");
        }
    }

    @Test
    void aLeaderThatIsCutOffFromTheClusterEndsAndLeavesItsWorkToTheOther() throws Exception {
        try (CutProxy way = new CutProxy("127.0.0.1", client.getMasterUrl().getPort());
                OperatorProcess first = startLeader(Map.of("KUBECONFIG", kubeconfig(way)));
                OperatorProcess second = startSecond();
                SleepingMigration inTransaction = SleepingMigration.inTransaction(client, namespace);
                SleepingMigration without = SleepingMigration.withoutTransaction(client, namespace)) {
            first.await(() -> inTransaction.sleeping() == 1 && without.sleeping() == 1);
            way.cut();

            // The second one is at the same statements only when the first one is not.
            second.await(atMostOneAt(inTransaction, without, () -> leader().startsWith("second_")));
            assertThat(first.exit()).as(first::log).isEqualTo(1);
            way.mend();
            assertThat(first.log())
                    .contains("lost the Lease of the leader election: it could not be renewed for 10 s")
                    .contains("cancelling the statements");
            second.await(atMostOneAt(
                    inTransaction, without, () -> inTransaction.sleeping() == 1 && without.sleeping() == 1));
            assertThat(inTransaction.lines()).isEmpty();
            assertThat(without.lines()).containsExactly("a");

            endAndStartAnew(second, inTransaction, without);
        }
    }

    @Test
    void aLeaderThatStoodStillWritesNothingMore() throws Exception {
        try (OperatorProcess first = startLeader(Map.of());
                OperatorProcess second = startSecond();
                SleepingMigration migration = SleepingMigration.inTransaction(client, namespace)) {
            first.await(() -> migration.sleeping() == 1);
            signal("STOP", first);
            second.await(() -> leader().startsWith("second_"));
            migration.wake();
            // Its session, and with it the lock of the target, is still there.
            assertThat(migration.lines()).isEmpty();
            signal("CONT", first);

            assertThat(first.exit()).as(first::log).isEqualTo(1);
            assertThat(first.log()).contains("lost the Lease");
            second.await(migration::isAtEnd);
            assertThat(leader()).startsWith("second_");
            assertThat(migration.lines()).containsExactly("a", "b");
        }
    }

    /** What is interrupted by the end of the second one is ended by a third. */
    private void endAndStartAnew(OperatorProcess second, SleepingMigration... migrations) throws Exception {
        second.kill();
        for (SleepingMigration migration : migrations) {
            migration.endSessions();
            migration.wake();
        }
        try (OperatorProcess third = start("third", Map.of())) {
            for (SleepingMigration migration : migrations) {
                third.await(migration::isAtEnd);
                assertThat(migration.lines()).containsExactly("a", "b");
            }
        }
    }

    private static BooleanSupplier atMostOneAt(
            SleepingMigration one, SleepingMigration other, BooleanSupplier condition) {
        return () -> {
            assertThat(one.sleeping()).isLessThanOrEqualTo(1);
            assertThat(other.sleeping()).isLessThanOrEqualTo(1);
            return condition.getAsBoolean();
        };
    }

    private String kubeconfig(CutProxy way) throws IOException {
        String text = Files.readString(ControlPlane.shared().kubeconfig());
        String direct = ":" + client.getMasterUrl().getPort();
        assertThat(text).contains(direct);
        return Files.writeString(folder.resolve("kubeconfig"), text.replace(direct, ":" + way.port()))
                .toString();
    }

    private static void signal(String name, OperatorProcess operator) throws Exception {
        assertThat(new ProcessBuilder(
                                "kill",
                                "-" + name,
                                Long.toString(operator.handle().pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private OperatorProcess startLeader(Map<String, String> variables) {
        OperatorProcess first = start("first", variables);
        first.await(() -> leader().startsWith("first_"));
        return first;
    }

    private OperatorProcess startSecond() {
        OperatorProcess second = start("second", Map.of());
        second.await(second::isReady);
        return second;
    }

    private OperatorProcess start(String name, Map<String, String> variables) {
        return OperatorProcess.start(
                folder,
                name,
                ControlPlane.shared(),
                variables,
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
