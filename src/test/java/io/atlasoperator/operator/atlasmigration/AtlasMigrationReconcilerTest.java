package io.atlasoperator.operator.atlasmigration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.atlasschema.FakeSchemaEngine;
import io.atlasoperator.operator.reconcile.ReconcileCase;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.ReferenceIndex;
import io.atlasoperator.operator.status.StatusKeeper;
import io.atlasoperator.operator.status.StatusShape;
import io.atlasoperator.operator.status.Telemetry;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.TargetSlots;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
        AtlasMigrationReconciler reconciler = reconciler(
                given,
                new FakeSchemaEngine(given.engine()),
                settled -> {
                    throw new NoClassDefFoundError("planted");
                },
                given.objects(),
                new TargetSlots(2, 2),
                given.keeper(StatusShape.MIGRATION));

        assertThatThrownBy(() -> reconciler.reconcile(given.resource(AtlasMigration.class), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("reconciling failed: java.lang.NoClassDefFoundError: planted");
    }

    @Test
    @NullUnmarked
    void anErrorNobodyForesawWhileReadingIsTold() {
        ReconcileCase given = ReconcileCase.named("atlasmigration", "directory-from-config-map");
        var keeper = given.<AtlasMigration, AtlasMigrationStatus>keeper(StatusShape.MIGRATION);
        AtlasMigrationReconciler reconciler = reconciler(
                given,
                new FakeSchemaEngine(given.engine()),
                settled -> {},
                reference -> {
                    throw new StackOverflowError("planted");
                },
                new TargetSlots(2, 2),
                keeper);
        AtlasMigration resource = given.resource(AtlasMigration.class);

        reconciler.reconcile(resource, null);

        assertThat(keeper.current(resource).conditions())
                .anySatisfy(condition -> assertThat(condition.toString())
                        .contains("Stalled", "True", "ReadingMigrationData", "StackOverflowError: planted"));
    }

    /** The stop is no reason to forget what others changed, nor to tell of it once more. */
    @Test
    @NullUnmarked
    void aLookForDriftThatTheStopCutsOffLeavesWhatWasKnown() {
        ReconcileCase given = ReconcileCase.named("atlasmigration", "drift-that-cannot-be-looked-for");
        TargetSlots slots = new TargetSlots(2, 2);
        var keeper = given.<AtlasMigration, AtlasMigrationStatus>keeper(StatusShape.MIGRATION);
        AtlasMigrationReconciler reconciler = reconciler(
                given,
                new FakeSchemaEngine(given.engine(), slots::close),
                settled -> {},
                given.objects(),
                slots,
                keeper);
        AtlasMigration resource = given.resource(AtlasMigration.class);
        Condition known = new Condition(
                "Drifted", "True", 1L, "2025-01-01T00:00:00Z", "DriftDetected", "to undo it: DROP TABLE c");
        List<Condition> conditions = new ArrayList<>(resource.getStatus().conditions());
        conditions.removeIf(condition -> condition.type().equals("Drifted"));
        conditions.add(known);
        resource.setStatus(StatusShape.MIGRATION.with(resource.getStatus(), 1L, conditions, 0));

        reconciler.reconcile(resource, null);

        assertThat(keeper.current(resource).conditions()).contains(known);
    }

    private static AtlasMigrationReconciler reconciler(
            ReconcileCase given,
            FakeSchemaEngine schemas,
            Consumer<HasMetadata> atRest,
            ObjectReader objects,
            TargetSlots slots,
            StatusKeeper<AtlasMigration, AtlasMigrationStatus> keeper) {
        return new AtlasMigrationReconciler(
                new FakeMigrationEngine(given.engine()),
                schemas,
                atRest,
                new FakeDirectories(given.engine()),
                objects,
                given.permissions(),
                new ResyncInterval(Duration.ZERO, () -> 0),
                new ReferenceIndex(),
                slots,
                new Telemetry(new SimpleMeterRegistry()),
                keeper);
    }
}
