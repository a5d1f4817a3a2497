package io.atlasoperator.operator.atlasschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.reconcile.ReconcileCase;
import io.atlasoperator.operator.ref.ReferenceIndex;
import io.atlasoperator.operator.status.StatusShape;
import io.atlasoperator.operator.status.Telemetry;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.TargetSlots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AtlasSchemaReconcilerTest {

    @TestFactory
    Stream<DynamicTest> saysWhatTheCaseExpects() {
        return ReconcileCase.of("atlasschema")
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    FakeSchemaEngine engine = new FakeSchemaEngine(given.engine());
                    AtlasSchemaReconciler reconciler = new AtlasSchemaReconciler(
                            engine,
                            settled -> {},
                            given.objects(),
                            given.permissions(),
                            new ResyncInterval(Duration.ZERO, () -> 0),
                            new Approvals(Optional.empty(), given.plans()),
                            new ReferenceIndex(),
                            new TargetSlots(2, 2),
                            new Telemetry(new SimpleMeterRegistry()),
                            given.keeper(StatusShape.SCHEMA),
                            ReconcileCase.CLOCK);

                    var next = reconciler.reconcile(given.resource(AtlasSchema.class));

                    given.verify(next, engine.asked());
                }));
    }

    /** An exception is what the framework comes back after. */
    @Test
    @NullUnmarked
    void anErrorOutsideOfTheEngineBecomesAnException() {
        ReconcileCase given = ReconcileCase.named("atlasschema", "url-from-counts-more-than-url");
        AtlasSchemaReconciler reconciler = new AtlasSchemaReconciler(
                new FakeSchemaEngine(given.engine()),
                settled -> {
                    throw new NoClassDefFoundError("planted");
                },
                given.objects(),
                given.permissions(),
                new ResyncInterval(Duration.ZERO, () -> 0),
                new Approvals(Optional.empty(), given.plans()),
                new ReferenceIndex(),
                new TargetSlots(2, 2),
                new Telemetry(new SimpleMeterRegistry()),
                given.keeper(StatusShape.SCHEMA),
                ReconcileCase.CLOCK);

        assertThatThrownBy(() -> reconciler.reconcile(given.resource(AtlasSchema.class), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("reconciling failed: java.lang.NoClassDefFoundError: planted");
    }

    @Test
    @NullUnmarked
    void anErrorNobodyForesawWhileReadingIsTold() {
        ReconcileCase given = ReconcileCase.named("atlasschema", "url-from-counts-more-than-url");
        var keeper = given.<AtlasSchema, AtlasSchemaStatus>keeper(StatusShape.SCHEMA);
        AtlasSchemaReconciler reconciler = new AtlasSchemaReconciler(
                new FakeSchemaEngine(given.engine()),
                settled -> {},
                reference -> {
                    throw new StackOverflowError("planted");
                },
                given.permissions(),
                new ResyncInterval(Duration.ZERO, () -> 0),
                new Approvals(Optional.empty(), given.plans()),
                new ReferenceIndex(),
                new TargetSlots(2, 2),
                new Telemetry(new SimpleMeterRegistry()),
                keeper,
                ReconcileCase.CLOCK);
        AtlasSchema resource = given.resource(AtlasSchema.class);

        reconciler.reconcile(resource, null);

        assertThat(keeper.current(resource).conditions())
                .anySatisfy(condition -> assertThat(condition.toString())
                        .contains("Stalled", "True", "ReadSchema", "StackOverflowError: planted"));
    }

    /** To take it for none would undo what others did at each look, whatever the policy says. */
    @Test
    void driftIsSeenWhereTheDefinitionDropsTheTarget() {
        ReconcileCase given = ReconcileCase.named("atlasschema", "drift-is-reported");
        AtlasSchemaReconciler reconciler = new AtlasSchemaReconciler(
                new FakeSchemaEngine(given.engine()),
                settled -> {},
                given.objects(),
                given.permissions(),
                new ResyncInterval(Duration.ZERO, () -> 0),
                new Approvals(Optional.empty(), given.plans()),
                new ReferenceIndex(),
                new TargetSlots(2, 2),
                new Telemetry(new SimpleMeterRegistry()),
                given.keeper(StatusShape.SCHEMA),
                ReconcileCase.CLOCK);
        AtlasSchema resource = ReconcileCase.named("atlasschema", "resync-of-what-was-ready-before")
                .resource(AtlasSchema.class);

        reconciler.reconcile(resource);
        // What the cache has now is what the server left of the status.
        resource.getMetadata().setResourceVersion("9");
        reconciler.reconcile(resource);

        assertThat(given.events()).containsExactly("Applied", "DriftDetected");
    }
}
