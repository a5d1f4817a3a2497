package io.atlasoperator.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the operator counts and measures, beside what the framework and the Java runtime do. Safe for use by several threads. */
public final class Telemetry {
    private final MeterRegistry registry;
    private final Map<String, Known> resources = new ConcurrentHashMap<>();

    public Telemetry(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The parts of a reconcile. */
    public enum Phase {
        /** The spec and what it refers to is read. */
        READ,
        /** The target is locked, looked at and changed. */
        WORK
    }

    /** What is shown of one resource; the meters read it when they are asked. */
    private static final class Known {
        private volatile double ready;
        private volatile double drifted;
        private List<Meter> meters = List.of();
    }

    /** Does a part of a reconcile, and measures how long it takes. */
    public <T> T during(HasMetadata resource, Phase phase, Supplier<T> work) {
        return Timer.builder("atlas.reconcile.phase")
                .description("How long the parts of a reconcile take")
                .tags("kind", resource.getKind(), "phase", phase.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(work);
    }

    /** Counts statements that were executed on a target. */
    public void ran(HasMetadata resource, int statements) {
        registry.counter("atlas.statements", "kind", resource.getKind()).increment(statements);
    }

    void applied(HasMetadata resource) {
        registry.counter("atlas.applies", "kind", resource.getKind()).increment();
    }

    void failed(HasMetadata resource, Failure failure) {
        registry.counter(
                        "atlas.failures",
                        "kind",
                        resource.getKind(),
                        "reason",
                        failure.reason().text(),
                        "retry",
                        failure.retry().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void drift(HasMetadata resource, boolean corrected) {
        registry.counter("atlas.drift", "kind", resource.getKind(), "corrected", Boolean.toString(corrected))
                .increment();
    }

    void stands(HasMetadata resource, boolean ready, boolean drifted) {
        Known known = resources.computeIfAbsent(resource.getMetadata().getUid(), uid -> register(resource));
        known.ready = ready ? 1 : 0;
        known.drifted = drifted ? 1 : 0;
    }

    void forget(HasMetadata resource) {
        Known known = resources.remove(resource.getMetadata().getUid());
        if (known != null) {
            known.meters.forEach(registry::remove);
        }
    }

    private Known register(HasMetadata resource) {
        Known known = new Known();
        Tags tags = Tags.of(
                "kind",
                resource.getKind(),
                "namespace",
                resource.getMetadata().getNamespace(),
                "name",
                resource.getMetadata().getName());
        // The registry holds on to what it reads only weakly; the map holds it.
        known.meters = List.of(
                Gauge.builder("atlas.resource.ready", known, one -> one.ready)
                        .description("1 if the condition Ready is True, else 0")
                        .tags(tags)
                        .register(registry),
                Gauge.builder("atlas.resource.drifted", known, one -> one.drifted)
                        .description("1 if others changed the database, else 0")
                        .tags(tags)
                        .register(registry));
        return known;
    }
}
