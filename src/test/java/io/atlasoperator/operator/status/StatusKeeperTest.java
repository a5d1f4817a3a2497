package io.atlasoperator.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class StatusKeeperTest {
    private static final Duration AGES = Duration.ofHours(1);

    private final AtlasSchema resource = new AtlasSchema();
    private final SimpleMeterRegistry measures = new SimpleMeterRegistry();
    private final List<String> written = Collections.synchronizedList(new ArrayList<>());

    StatusKeeperTest() {
        resource.getMetadata().setNamespace("ns");
        resource.getMetadata().setName("one");
        resource.getMetadata().setUid("1");
        resource.getMetadata().setGeneration(1L);
    }

    @Test
    void saysNothingOfABeginningThatIsOverAtOnce() {
        StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper = keeper(AGES, () -> {});

        finish(keeper, keeper.begun(resource, keeper.current(resource), "Reconciling"));

        assertThat(written).containsExactly("True Applied");
    }

    @Test
    void saysThatWorkHasBegunWhenItTakesTime() {
        StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper = keeper(Duration.ofMillis(1), () -> {});

        AtlasSchemaStatus status = keeper.begun(resource, keeper.current(resource), "Reconciling");
        Awaitility.await().until(() -> written.size() == 1);
        assertThat(keeper.current(resource).conditions()).isNotEmpty();
        finish(keeper, status);

        assertThat(written).containsExactly("False Reconciling", "True Applied");
    }

    @Test
    void saysAtOnceThatAnotherGenerationIsNotReady() {
        StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper = keeper(AGES, () -> {});
        finish(keeper, keeper.current(resource));
        resource.getMetadata().setGeneration(2L);

        keeper.begun(resource, keeper.current(resource), "Reconciling");

        assertThat(written).containsExactly("True Applied", "False Reconciling");
    }

    @Test
    void theEndIsSaidAfterTheBeginningThatIsBeingSaid() throws InterruptedException {
        CountDownLatch saying = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper = keeper(Duration.ofMillis(1), () -> {
            saying.countDown();
            awaitQuietly(goOn);
        });

        AtlasSchemaStatus status = keeper.begun(resource, keeper.current(resource), "Reconciling");
        saying.await();
        Thread end = Thread.ofPlatform().start(() -> finish(keeper, status));
        while (end.getState() != Thread.State.BLOCKED) {
            Thread.sleep(1);
        }
        goOn.countDown();
        end.join();

        assertThat(written).containsExactly("False Reconciling", "True Applied");
    }

    @Test
    void saysNothingOfAResourceThatIsGone() throws InterruptedException {
        StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper = keeper(Duration.ofMillis(20), () -> {});

        keeper.begun(resource, keeper.current(resource), "Reconciling");
        keeper.forget(resource);
        Thread.sleep(100);

        assertThat(written).isEmpty();
    }

    /** An operator that stops says nothing of what it leaves to the next one, which may be done by then. */
    @Test
    void saysNothingOfWorkThatEndedWithoutAWord() throws InterruptedException {
        StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper = keeper(Duration.ofMillis(20), () -> {});

        keeper.begun(resource, keeper.current(resource), "Reconciling");
        keeper.over(resource);
        Thread.sleep(100);

        assertThat(written).isEmpty();
    }

    /** An alert for what is not there any more would never end. */
    @Test
    void measuresNothingOfAResourceThatWentWhileItWasWorkedOn() {
        StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper = keeper(AGES, () -> {});
        keeper.under(resource);
        finish(keeper, keeper.current(resource));
        assertThat(measures.find("atlas.resource.ready").gauges()).hasSize(1);

        keeper.forget(resource);
        finish(keeper, keeper.current(resource));
        keeper.over(resource);

        assertThat(measures.find("atlas.resource.ready").gauges()).isEmpty();
    }

    @Test
    void measuresTheResourceThatHasTheNameNow() {
        StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper = keeper(AGES, () -> {});
        keeper.progressing(resource, keeper.current(resource), "Reconciling", "Reconciling");
        resource.getMetadata().setUid("2");

        finish(keeper, keeper.current(resource));

        assertThat(measures.get("atlas.resource.ready").gauge().value()).isEqualTo(1);
    }

    private void finish(StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper, AtlasSchemaStatus before) {
        keeper.ready(resource, before, before, "done", "Applied schema", new Drift.Unwatched());
    }

    /** @param first what happens while the first status is written */
    private StatusKeeper<AtlasSchema, AtlasSchemaStatus> keeper(Duration moment, Runnable first) {
        return new StatusKeeper<>(
                StatusShape.SCHEMA,
                (about, status) -> {
                    if (written.isEmpty()) {
                        first.run();
                    }
                    Optional<String> ready = Conditions.find(status.conditions(), Conditions.READY)
                            .map(condition -> condition.status() + " " + condition.reason());
                    written.add(ready.orElse("nothing"));
                    return String.valueOf(written.size());
                },
                (about, reason, message) -> {},
                new RetryPolicy(() -> 0L),
                new Telemetry(measures),
                moment,
                Clock.systemUTC());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
