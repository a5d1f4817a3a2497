package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.reconcile.ReconcileCase;
import io.atlasoperator.operator.ref.ReferenceIndex;
import io.atlasoperator.operator.status.StatusShape;
import io.atlasoperator.operator.target.LaterFields;
import io.atlasoperator.operator.target.TargetSlots;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AtlasSchemaReconcilerTest {

    @TestFactory
    Stream<DynamicTest> saysWhatTheCaseExpects() {
        return ReconcileCase.of("atlasschema")
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    FakeSchemaEngine engine = new FakeSchemaEngine(given.engine());
                    AtlasSchemaReconciler reconciler = new AtlasSchemaReconciler(
                            engine,
                            given.objects(),
                            new LaterFields(given.name().contains("config-allowed")),
                            new ReferenceIndex(),
                            new TargetSlots(2, 2),
                            given.keeper(StatusShape.SCHEMA),
                            ReconcileCase.CLOCK);

                    var next = reconciler.reconcile(given.resource(AtlasSchema.class));

                    given.verify(next, engine.asked());
                }));
    }
}
