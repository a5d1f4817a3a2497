package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.reconcile.ReconcileCase;
import io.atlasoperator.operator.ref.ReferenceIndex;
import io.atlasoperator.operator.status.StatusShape;
import io.atlasoperator.operator.target.LaterFields;
import io.atlasoperator.operator.target.TargetSlots;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AtlasMigrationReconcilerTest {

    @TestFactory
    Stream<DynamicTest> saysWhatTheCaseExpects() {
        return ReconcileCase.of("atlasmigration")
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    FakeMigrationEngine engine = new FakeMigrationEngine(given.engine());
                    AtlasMigrationReconciler reconciler = new AtlasMigrationReconciler(
                            engine,
                            given.objects(),
                            new LaterFields(false),
                            new ReferenceIndex(),
                            new TargetSlots(2, 2),
                            given.keeper(StatusShape.MIGRATION));

                    var next = reconciler.reconcile(given.resource(AtlasMigration.class));

                    given.verify(next, engine.asked());
                }));
    }
}
