package io.atlasoperator.operator.status;

import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** What the operator counts and measures, beside what the framework and the Java runtime do. Safe for use by several threads. */
public final class Telemetry {
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("atlas.kind");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("k8s.namespace.name");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("atlas.name");
    private static final AttributeKey<Long> GENERATION = AttributeKey.longKey("atlas.generation");
    private static final AttributeKey<Long> STATEMENTS = AttributeKey.longKey("atlas.statements");
    private static final AttributeKey<String> RETRY = AttributeKey.stringKey("atlas.retry");

    private final MeterRegistry registry;
    private final Tracer tracer;
    private final Map<String, Known> resources = new ConcurrentHashMap<>();

    /** Measures, and traces nothing. */
    public Telemetry(MeterRegistry registry) {
        this(registry, OpenTelemetry.noop().getTracer(""));
    }

    /** Measures, and makes a span of each reconcile and its parts. No span holds a message, a statement or an address. */
    public Telemetry(MeterRegistry registry, Tracer tracer) {
        this.registry = registry;
        this.tracer = tracer;
    }

    /** Reconciles a resource. */
    public <T> T reconciling(HasMetadata resource, Supplier<T> work) {
        return spanned(
                tracer.spanBuilder("reconcile " + resource.getKind())
                        .setAttribute(KIND, resource.getKind())
                        .setAttribute(NAMESPACE, resource.getMetadata().getNamespace())
                        .setAttribute(NAME, resource.getMetadata().getName())
                        .setAttribute(
                                GENERATION,
                                Objects.requireNonNullElse(
                                        resource.getMetadata().getGeneration(), 0L))
                        .startSpan(),
                work);
    }

    /** The same work for another thread: its spans are parts of what this one is at, and its log lines are about the same. */
    public static Runnable elsewhere(Runnable work) {
        Map<String, String> about = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
        return Context.current().wrap(() -> {
            MDC.setContextMap(about);
            try {
                work.run();
            } finally {
                MDC.clear();
            }
        });
    }

    private static <T> T spanned(Span span, Supplier<T> work) {
        try (Scope scope = span.makeCurrent()) {
            Objects.requireNonNull(scope);
            return work.get();
        } catch (RuntimeException | Error e) {
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
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
        private volatile double pending;
        private List<Meter> meters = List.of();
    }

    /** Does a part of a reconcile, and measures how long it takes. */
    public <T> T during(HasMetadata resource, Phase phase, Supplier<T> work) {
        String name = phase.name().toLowerCase(Locale.ROOT);
        Timer timer = Timer.builder("atlas.reconcile.phase")
                .description("How long the parts of a reconcile take")
                .tags("kind", resource.getKind(), "phase", name)
                .register(registry);
        return spanned(tracer.spanBuilder(name).startSpan(), () -> timer.record(work));
    }

    /** Counts statements that were executed on a target. */
    public void ran(HasMetadata resource, int statements) {
        registry.counter("atlas.statements", "kind", resource.getKind()).increment(statements);
        Span.current().setAttribute(STATEMENTS, (long) statements);
    }

    void applied(HasMetadata resource) {
        registry.counter("atlas.applies", "kind", resource.getKind()).increment();
    }

    void failed(HasMetadata resource, Failure failure) {
        Span.current()
                .setStatus(StatusCode.ERROR, failure.reason().text())
                .setAttribute(RETRY, failure.retry().name().toLowerCase(Locale.ROOT));
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

    void stands(HasMetadata resource, List<Condition> conditions) {
        Known known = resources.computeIfAbsent(name(resource), name -> register(resource));
        known.ready = Conditions.isTrue(conditions, Conditions.READY) ? 1 : 0;
        known.drifted = Conditions.isTrue(conditions, Conditions.DRIFTED) ? 1 : 0;
        known.pending = Conditions.isAwaitingApproval(conditions) ? 1 : 0;
    }

    void forget(HasMetadata resource) {
        Known known = resources.remove(name(resource));
        if (known != null) {
            known.meters.forEach(registry::remove);
        }
    }

    /** What its meters have as tags: those of another resource of that name would be the same. */
    private static String name(HasMetadata resource) {
        return resource.getKind()
                + '/'
                + resource.getMetadata().getNamespace()
                + '/'
                + resource.getMetadata().getName();
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
                        .register(registry),
                Gauge.builder("atlas.resource.approval.pending", known, one -> one.pending)
                        .description("1 if a plan waits for an approval, else 0")
                        .tags(tags)
                        .register(registry));
        return known;
    }
}
