package io.atlasoperator.operator;

import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.atlasmigration.AtlasMigrationReconciler;
import io.atlasoperator.operator.atlasschema.Approvals;
import io.atlasoperator.operator.atlasschema.AtlasSchemaReconciler;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.ClusterObjects;
import io.atlasoperator.operator.ref.DirectoryVolume;
import io.atlasoperator.operator.ref.MountedDirectories;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.Reference;
import io.atlasoperator.operator.ref.ReferenceIndex;
import io.atlasoperator.operator.ref.ReferenceWatch;
import io.atlasoperator.operator.ref.VolumeWatch;
import io.atlasoperator.operator.status.EventSink;
import io.atlasoperator.operator.status.Requests;
import io.atlasoperator.operator.status.RetryPolicy;
import io.atlasoperator.operator.status.StatusKeeper;
import io.atlasoperator.operator.status.StatusShape;
import io.atlasoperator.operator.status.Telemetry;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.TargetSlots;
import io.atlasoperator.operator.target.WorkLimits;
import io.atlasoperator.project.LintPolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controllers and watches of one operator, wired. Started once and stopped once. */
final class OperatorRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorRuntime.class);

    /** For what is still under way when the controllers stop, such as writing a status. */
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(20);

    /** Most work on what is new is over by then. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LONGEST_RETRY_MILLIS = 60_000;

    private final Scope scope;
    private final Operator operator;
    private final TargetSlots slots;
    private final ReferenceIndex references = new ReferenceIndex();
    private final List<ReferenceWatch> watches = new ArrayList<>();
    private final VolumeWatch volumeWatch;

    /**
     * Which resources are looked after, and when.
     *
     * @param namespaces the only namespaces; empty means all
     * @param labelSelector labels that resources must have; maybe empty
     * @param turn when there is work to be done here, if only one of several operators may
     * @param permissions what the project files of resources may do
     * @param resyncInterval how often targets are looked at again where a resource does not say; zero means never
     * @param minimumReview which plans of AtlasSchemas need an approval whatever these say; empty means none
     * @param directoryVolumes the volumes with migration directories
     * @param workLimits how many databases are worked on at a time
     * @param watchesSecrets whether Secrets are watched; else the operator needs no more than to read them by name, and sees
     *     a change when it looks at the resource for another reason
     */
    record Scope(
            Set<String> namespaces,
            String labelSelector,
            Turn turn,
            ConfigPermissions permissions,
            Duration resyncInterval,
            Optional<LintPolicy.Review> minimumReview,
            List<DirectoryVolume> directoryVolumes,
            WorkLimits workLimits,
            boolean watchesSecrets) {
        Scope {
            namespaces = Set.copyOf(namespaces);
            directoryVolumes = List.copyOf(directoryVolumes);
        }

        private List<Reference.Kind> watchedKinds() {
            return Reference.Kind.OBJECTS.stream()
                    .filter(kind -> watchesSecrets || kind != Reference.Kind.SECRET)
                    .toList();
        }

        /** One namespace, and else what is usual. */
        static Scope of(String namespace) {
            return new Scope(
                    Set.of(namespace),
                    "",
                    Turn.ALWAYS,
                    ConfigPermissions.NONE,
                    Duration.ZERO,
                    Optional.empty(),
                    List.of(),
                    WorkLimits.USUAL,
                    true);
        }
    }

    /** Without traces. */
    OperatorRuntime(
            KubernetesClient client,
            SchemaEngine schemas,
            MigrationEngine migrations,
            DevPods devPods,
            Scope scope,
            Optional<MeterRegistry> metrics,
            Clock clock) {
        this(
                client,
                schemas,
                migrations,
                devPods,
                scope,
                metrics,
                OpenTelemetry.noop().getTracer(""),
                clock);
    }

    OperatorRuntime(
            KubernetesClient client,
            SchemaEngine schemas,
            MigrationEngine migrations,
            DevPods devPods,
            Scope scope,
            Optional<MeterRegistry> metrics,
            Tracer tracer,
            Clock clock) {
        this.scope = scope;
        this.slots =
                new TargetSlots(scope.workLimits().inAll(), scope.workLimits().perServer());
        this.operator = new Operator(overrider -> configure(overrider, client, metrics));
        // A composite of nothing measures nothing.
        MeterRegistry registry = metrics.orElseGet(CompositeMeterRegistry::new);
        slots.measure(registry);
        Telemetry telemetry = new Telemetry(registry, tracer);
        MountedDirectories mounted = new MountedDirectories(scope.directoryVolumes());
        this.volumeWatch = new VolumeWatch(mounted, references, VolumeWatch.INTERVAL);
        RequestTurns turns = new RequestTurns();
        ObjectReader objects = mounted.or(turns.reading(new ClusterObjects(client)));
        ResyncInterval resync = new ResyncInterval(scope.resyncInterval(), RandomGenerator.getDefault());
        RetryPolicy retries = new RetryPolicy(RandomGenerator.getDefault());
        EventSink events = turns.telling(new ClusterEvents(client, clock));
        operator.register(
                new AtlasSchemaReconciler(
                        schemas,
                        devPods::rest,
                        objects,
                        scope.permissions(),
                        resync,
                        new Approvals(scope.minimumReview(), new ClusterPlans(client)),
                        references,
                        slots,
                        telemetry,
                        new StatusKeeper<>(
                                StatusShape.SCHEMA,
                                turns.writing(new ClusterStatus<>(client, AtlasSchema.class)),
                                events,
                                retries,
                                telemetry,
                                MOMENT,
                                clock),
                        clock),
                controller -> configure(controller, AtlasSchemaReconciler.NAME));
        operator.register(
                new AtlasMigrationReconciler(
                        migrations,
                        schemas,
                        devPods::rest,
                        new ClusterDirectories(client),
                        objects,
                        scope.permissions(),
                        resync,
                        references,
                        slots,
                        telemetry,
                        new StatusKeeper<>(
                                StatusShape.MIGRATION,
                                turns.writing(new ClusterStatus<>(client, AtlasMigration.class)),
                                events,
                                retries,
                                telemetry,
                                MOMENT,
                                clock)),
                controller -> configure(controller, AtlasMigrationReconciler.NAME));
        for (Reference.Kind kind : scope.watchedKinds()) {
            for (String namespace : scope.namespaces().isEmpty() ? Set.of("") : scope.namespaces()) {
                watches.add(new ReferenceWatch(client, references, kind, namespace));
            }
        }
    }

    private void configure(
            ConfigurationServiceOverrider overrider, KubernetesClient client, Optional<MeterRegistry> metrics) {
        // What is to be done is known before the turn comes, and looked up in the caches when it is done.
        ExecutorService threads = Executors.newThreadPerTaskExecutor(scope.turn()
                .holdingBack(Thread.ofVirtual().name("reconcile-", 0).factory()));
        overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withExecutorService(threads)
                .withReconciliationTerminationTimeout(TIME_TO_FINISH)
                // Nobody changes a resource that was handed to a reconciler.
                .withResourceCloner(new Cloner() {
                    @Override
                    public <R extends HasMetadata> R clone(R resource) {
                        return resource;
                    }
                })
                .withUseSSAToPatchPrimaryResource(false);
        metrics.map(registry -> MicrometerMetricsV2.newBuilder(registry).build())
                .ifPresent(overrider::withMetrics);
    }

    private <R extends HasMetadata> void configure(ControllerConfigurationOverrider<R> controller, String name) {
        controller
                .withName(name)
                .withGenerationAware(false)
                .withOnUpdateFilter(OperatorRuntime::isWork)
                .withRetry(new GenericRetry()
                        .setInitialInterval(FIRST_RETRY_MILLIS)
                        .setMaxInterval(LONGEST_RETRY_MILLIS)
                        .withoutMaxAttempts());
        if (scope.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(scope.namespaces());
        }
        if (!scope.labelSelector().isEmpty()) {
            controller.withLabelSelector(scope.labelSelector());
        }
    }

    /**
     * Whether an update has to be looked at: what the operator says itself in the status does not. Where a watch was cut off,
     * another resource of the same name comes as an update of the one before.
     */
    static boolean isWork(HasMetadata updated, HasMetadata before) {
        return !Objects.equals(
                        updated.getMetadata().getUid(), before.getMetadata().getUid())
                || !Objects.equals(
                        updated.getMetadata().getGeneration(),
                        before.getMetadata().getGeneration())
                || updated.isMarkedForDeletion()
                || Requests.areMade(updated, before);
    }

    /** Starts to watch, and to work when the turn comes. */
    void start() {
        watches.forEach(ReferenceWatch::start);
        volumeWatch.start();
        operator.start();
    }

    /**
     * Why changes are not noticed here any more, so that a new process would do better. An API server or a database that is away is no
     * reason, and much work is none: the threads of reconciles take no turns. (Informers that end take the process with them.)
     *
     * @return empty if all is well
     */
    Optional<String> trouble() {
        for (ReferenceWatch watch : watches) {
            if (!watch.isRunning()) {
                return Optional.of(watch + " has ended");
            }
        }
        return volumeWatch.isRunning() ? Optional.empty() : Optional.of("the looks at volumes have ended");
    }

    /**
     * Begins no more work, and waits for what is under way on databases.
     *
     * @param patience how long
     * @return whether all of it ended
     */
    boolean finish(Duration patience) throws InterruptedException {
        if (!slots.isClosed()) {
            LOG.info("stopping: no more work is begun, what is under way is finished");
            slots.close();
        }
        return slots.awaitIdle(patience);
    }

    /** Begins no more work, and waits for what is under way. */
    @Override
    public void close() {
        slots.close();
        scope.turn().refuse();
        watches.forEach(ReferenceWatch::close);
        volumeWatch.close();
        operator.stop();
        LOG.info("stopped");
    }
}
