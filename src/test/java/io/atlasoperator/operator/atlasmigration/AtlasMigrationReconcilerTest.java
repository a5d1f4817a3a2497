package io.atlasoperator.operator.atlasmigration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.atlasschema.FakeSchemaEngine;
import io.atlasoperator.operator.reconcile.ReconcileCase;
import io.atlasoperator.operator.ref.ReferenceIndex;
import io.atlasoperator.operator.status.StatusShape;
import io.atlasoperator.operator.status.Telemetry;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.TargetSlots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AtlasMigrationReconcilerTest {

    @TestFactory
    Stream<DynamicTest> saysWhatTheCaseExpects() {
        return ReconcileCase.of("atlasmigration")
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    FakeMigrationEngine engine = new FakeMigrationEngine(given.engine());
                    AtlasMigrationReconciler reconciler = new AtlasMigrationReconciler(
                            engine,
                            new FakeSchemaEngine(given.engine()),
                            settled -> {},
                            new FakeDirectories(given.engine()),
                            given.objects(),
                            given.permissions(),
                            new ResyncInterval(Duration.ZERO, () -> 0),
                            new ReferenceIndex(),
                            new TargetSlots(2, 2),
                            new Telemetry(new SimpleMeterRegistry()),
                            given.keeper(StatusShape.MIGRATION));

                    var next = reconciler.reconcile(given.resource(AtlasMigration.class));

                    given.verify(next, engine.asked());
                }));
    }

    /** An exception is what the framework comes back after. */
    @Test
    @NullUnmarked
    void anErrorOutsideOfTheEngineBecomesAnException() {
        ReconcileCase given = ReconcileCase.named("atlasmigration", "directory-from-config-map");
        AtlasMigrationReconciler reconciler = new AtlasMigrationReconciler(
                new FakeMigrationEngine(given.engine()),
                new FakeSchemaEngine(given.engine()),
                settled -> {},
                new FakeDirectories(given.engine()),
                reference -> {
                    throw new NoClassDefFoundError("planted");
                },
                given.permissions(),
                new ResyncInterval(Duration.ZERO, () -> 0),
                new ReferenceIndex(),
                new TargetSlots(2, 2),
                new Telemetry(new SimpleMeterRegistry()),
                given.keeper(StatusShape.MIGRATION));

        assertThatThrownBy(() -> reconciler.reconcile(given.resource(AtlasMigration.class), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("reconciling failed: java.lang.NoClassDefFoundError: planted");
    }
}
