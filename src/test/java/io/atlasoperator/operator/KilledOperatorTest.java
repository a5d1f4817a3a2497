package io.atlasoperator.operator;

import static io.atlasoperator.testing.ShippedProgram.SIGKILLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.LongRun;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator that is killed in the middle of a run and started again ends it, with every statement run exactly once. */
@NullUnmarked
class KilledOperatorTest {
    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();

    @ParameterizedTest
    @ValueSource(ints = {10, 55})
    void runsEveryStatementOnceAlthoughKilledInTheMiddle(int enough) throws Exception {
        try (LoggedMigration migration = LoggedMigration.create(client, namespace, "killed")) {
            try (OperatorProcess operator = start()) {
                operator.await(() -> migration.logged() >= enough);
                assertThat(operator.kill()).isEqualTo(SIGKILLED);
            }
            migration.awaitEndOfSessions();
            assertThat(migration.log())
                    .hasSizeBetween(enough, LoggedMigration.LINES - 1)
                    .doesNotHaveDuplicates();

            try (OperatorProcess operator = start()) {
                operator.await(() -> migration.isReady() && !eventsOfSuccess().isEmpty());
            }

            migration.assertDoneOnce();
            assertThat(eventsOfSuccess()).containsExactly("Version 050 applied");
        }
    }

    @Test
    @Tag("soak")
    void runsEveryStatementOnceHoweverOftenItIsKilled() throws Exception {
        Random random = LongRun.random("kills of the operator");
        int killed = 0;
        for (int round = 1; killed < LongRun.kills(); round++) {
            try (LoggedMigration migration = LoggedMigration.create(client, namespace, "round-" + round)) {
                while (killed < LongRun.kills() && !migration.isReady()) {
                    killAtAnyMoment(migration, random);
                    killed++;
                    migration.awaitEndOfSessions();
                    assertThat(migration.log()).as("after %s kills", killed).doesNotHaveDuplicates();
                }
                try (OperatorProcess operator = start()) {
                    operator.await(migration::isReady);
                }
                migration.assertDoneOnce();
            }
        }
    }

    /** While it starts, while it works, or when it has just ended its work. */
    private void killAtAnyMoment(LoggedMigration migration, Random random) throws InterruptedException {
        int enough = migration.logged() + random.nextInt(20);
        try (OperatorProcess operator = start()) {
            if (random.nextInt(6) > 0) {
                operator.await(() -> migration.logged() >= Math.min(enough, LoggedMigration.LINES));
                TimeUnit.MICROSECONDS.sleep(random.nextInt(100_000));
            } else {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
            }
            assertThat(operator.kill()).isEqualTo(SIGKILLED);
        }
    }

    private OperatorProcess start() {
        return OperatorProcess.start(folder, "operator", ControlPlane.shared(), "--namespace=" + namespace);
    }

    private List<String> eventsOfSuccess() {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getReason().equals("Applied"))
                .map(Event::getMessage)
                .toList();
    }
}
