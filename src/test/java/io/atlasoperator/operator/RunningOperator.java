package io.atlasoperator.operator;

import io.atlasoperator.engine.Engines;
import io.atlasoperator.operator.devpod.DevPodSettings;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An operator in this process, on the control plane that tests share, with a namespace of its own: there while a test runs. */
final class RunningOperator implements BeforeEachCallback, AfterEachCallback {
    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final Engines engines = Engines.create(Clock.systemUTC(), "test", Duration.ZERO);
    private final Supplier<OperatorRuntime> made;
    private OperatorRuntime runtime;

    private RunningOperator(Function<String, OperatorRuntime.Scope> scope, Optional<MeterRegistry> measures) {
        this.made = () -> new OperatorRuntime(
                client,
                engines.schema(),
                engines.migration(),
                new DevPods(client, new ClusterEvents(client, Clock.systemUTC()), DevPodSettings.USUAL),
                scope.apply(namespace),
                measures,
                Clock.systemUTC());
        this.runtime = made.get();
    }

    /** One as it usually is. */
    static RunningOperator usual() {
        return new RunningOperator(OperatorRuntime.Scope::of, Optional.empty());
    }

    /** One that measures what it does. */
    static RunningOperator measuring(MeterRegistry measures) {
        return new RunningOperator(OperatorRuntime.Scope::of, Optional.of(measures));
    }

    /** @param scope what it looks after, by its namespace */
    static RunningOperator within(Function<String, OperatorRuntime.Scope> scope) {
        return new RunningOperator(scope, Optional.empty());
    }

    /** Reaches the API server. */
    KubernetesClient client() {
        return client;
    }

    /** The only namespace that it looks after. */
    String namespace() {
        return namespace;
    }

    /** What runs. */
    OperatorRuntime runtime() {
        return runtime;
    }

    /** Ends it, and has another one go on. */
    void restart() {
        runtime.close();
        runtime = made.get();
        runtime.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        runtime.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        runtime.close();
        engines.close();
        client.close();
    }
}
