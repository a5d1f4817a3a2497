package io.atlasoperator.operator;

import io.atlasoperator.engine.Engines;
import io.atlasoperator.engine.Interruption;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.target.TrafficMeters;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator while it runs: the pages for probes and metrics, the client, the engines, the controllers. */
@Singleton
public class OperatorApplication implements QuarkusApplication {
    private static final Logger LOG = LoggerFactory.getLogger("setup");

    /** Resources are created and changed in groups, and a failing one is retried after some seconds. */
    private static final Duration DEV_DATABASES_KEPT = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final PrometheusMeterRegistry metrics;
    private final MeterRegistry registry;
    private final String version;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean begun;
    private volatile boolean ready;
    private volatile @Nullable OperatorRuntime works;
    private volatile boolean lost;

    @Inject
    public OperatorApplication(
            Vertx vertx,
            PrometheusMeterRegistry metrics,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.registry = registry;
        this.version = "v" + version;
    }

    /** Quarkus takes what the operator stands on away as soon as the process is told to stop, so that it has to wait here. */
    void awaitEnd(@Observes ShutdownEvent event) throws InterruptedException {
        if (begun) {
            ended.await();
        }
    }

    @Override
    public int run(String... args) {
        begun = true;
        try {
            return work(args);
        } finally {
            ended.countDown();
        }
    }

    private int work(String... args) {
        OperatorFlags flags = OperatorMain.flags(args);
        OperatorEnvironment environment = OperatorEnvironment.of(System.getenv());
        Logging.apply(flags);
        try (Pages pages = new Pages(flags);
                Turn turn = turn(flags);
                KubernetesClient client = ClusterAccess.client(vertx, flags.kubeconfig, turn)) {
            logScope(flags);
            ClusterAccess.check(client, flags.namespaces());
            return work(flags, environment, client, turn);
        } catch (StartFailure | OperatorException e) {
            LOG.error("{}", e.getMessage());
            return 1;
        } catch (IllegalStateException e) {
            LOG.error("unable to start: {}", e.getMessage());
            return 1;
        }
    }

    private int work(OperatorFlags flags, OperatorEnvironment environment, KubernetesClient client, Turn turn) {
        OperatorRuntime.Scope scope = new OperatorRuntime.Scope(
                flags.namespaces(),
                flags.labelSelector,
                turn,
                environment.permissions(),
                environment.resyncInterval(),
                environment.minimumReview(),
                environment.directoryVolumes(),
                environment.workLimits(),
                environment.watchesSecrets());
        DevPods devPods = new DevPods(client, new ClusterEvents(client, clock), environment.devPods());
        Interruption interruption = new Interruption();
        try (Engines engines = Engines.create(
                        clock,
                        version,
                        DEV_DATABASES_KEPT,
                        environment.devDatabaseMode(),
                        devPods,
                        interruption,
                        new TrafficMeters(registry));
                Tracing tracing = Tracing.of(System.getenv());
                OperatorRuntime runtime = new OperatorRuntime(
                        client,
                        engines.schema(),
                        engines.migration(),
                        devPods,
                        scope,
                        Optional.of(registry),
                        tracing.tracer(),
                        clock);
                LastCall lastCall = new LastCall(
                        runtime::finish,
                        interruption,
                        environment.gracePeriod(),
                        "the operator is told to stop (terminationGracePeriodSeconds)")) {
            Objects.requireNonNull(lastCall);
            LOG.info("detected atlas version {}", version);
            LOG.info("starting manager");
            runtime.start();
            works = runtime;
            // All resources are known now. A standby that waits for its turn is as ready as the one that works.
            ready = true;
            turn.start(reason -> lose(reason, runtime, interruption));
            Quarkus.waitForExit();
            ready = false;
            // What ends now ends because it is told to.
            works = null;
        }
        // A pod that ends with 1 is started again, and stands by.
        return lost ? 1 : 0;
    }

    /** Ends all work before another operator may begin, and then the process. */
    private void lose(String reason, OperatorRuntime runtime, Interruption interruption) {
        LOG.error("this operator ends, for it lost the Lease of the leader election: {}", reason);
        lost = true;
        ready = false;
        try (LastCall call = new LastCall(
                runtime::finish,
                interruption,
                Leadership.Times.USUAL.toEnd(),
                "another operator may begin soon, as the Lease is lost")) {
            Objects.requireNonNull(call);
        }
        Quarkus.asyncExit(1);
    }

    private static void logScope(OperatorFlags flags) {
        if (!flags.labelSelector.isEmpty()) {
            LOG.info("restricting managed resources to label selector {}", flags.labelSelector);
        }
        if (flags.namespaces().isEmpty()) {
            LOG.info("watching all namespaces (cluster scope)");
        } else {
            LOG.info("restricting watch to namespaces {}", String.join(",", flags.namespaces()));
        }
    }

    private Turn turn(OperatorFlags flags) {
        if (!flags.leaderElect) {
            return Turn.ALWAYS;
        }
        KubernetesClient client = ClusterAccess.shortOfTime(vertx, flags.kubeconfig);
        String namespace = client.getNamespace();
        if (namespace == null || namespace.isEmpty()) {
            client.close();
            throw new StartFailure(
                    "unable to find leader election namespace: not in a pod, and the kubeconfig names none");
        }
        String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("atlas-operator");
        return new Leadership(
                client,
                new Leadership.Holder(namespace, flags.leaderElectionId, host + "_" + UUID.randomUUID()),
                Leadership.Times.USUAL,
                clock);
    }

    private HttpEndpoint.Page health() {
        OperatorRuntime runtime = works;
        return (runtime == null ? Optional.<String>empty() : runtime.trouble())
                .map(trouble -> HttpEndpoint.Page.text(503, "not healthy: " + trouble))
                .orElseGet(() -> HttpEndpoint.Page.text(200, "ok"));
    }

    /** The servers of the two addresses. */
    private final class Pages implements AutoCloseable {
        private final Optional<HttpEndpoint> probes;
        private final Optional<HttpEndpoint> measures;

        Pages(OperatorFlags flags) {
            probes = flags.healthAddress()
                    .map(address -> HttpEndpoint.start(
                            vertx,
                            address,
                            Map.of(
                                    "/healthz",
                                    OperatorApplication.this::health,
                                    "/readyz",
                                    () -> ready
                                            ? HttpEndpoint.Page.text(200, "ok")
                                            : HttpEndpoint.Page.text(
                                                    503, "not ready: the operator is starting or stopping")),
                            Optional.empty(),
                            false));
            measures = flags.metricsAddress()
                    .map(address -> HttpEndpoint.start(
                            vertx,
                            address,
                            Map.of("/metrics", this::scrape),
                            flags.metricsSecure ? Optional.of(SelfSignedCertificate.create(clock)) : Optional.empty(),
                            flags.enableHttp2));
        }

        private HttpEndpoint.Page scrape() {
            return new HttpEndpoint.Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
        }

        @Override
        public void close() {
            probes.ifPresent(HttpEndpoint::close);
            measures.ifPresent(HttpEndpoint::close);
        }
    }
}
