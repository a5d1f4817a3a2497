package io.atlasoperator.operator;

import io.atlasoperator.engine.Engines;
import io.atlasoperator.engine.Interruption;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.target.TrafficMeters;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
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
                KubernetesClient client = ClusterAccess.client(vertx, flags.kubeconfig)) {
            logScope(flags);
            ClusterAccess.check(client, flags.namespaces());
            return work(flags, environment, client);
        } catch (StartFailure | OperatorException e) {
            LOG.error("{}", e.getMessage());
            return 1;
        } catch (IllegalStateException e) {
            LOG.error("unable to start: {}", e.getMessage());
            return 1;
        }
    }

    private int work(OperatorFlags flags, OperatorEnvironment environment, KubernetesClient client) {
        OperatorRuntime.Scope scope = new OperatorRuntime.Scope(
                flags.namespaces(),
                flags.labelSelector,
                leaderElection(flags, client),
                environment.permissions(),
                environment.resyncInterval(),
                environment.minimumReview(),
                environment.directoryVolumes(),
                environment.workLimits());
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
                LastCall lastCall = new LastCall(runtime::finish, interruption, environment.gracePeriod())) {
            Objects.requireNonNull(lastCall);
            LOG.info("detected atlas version {}", version);
            LOG.info("starting manager");
            // A standby that waits for its turn is as ready as the one that works.
            ready = true;
            runtime.start();
            Quarkus.waitForExit();
            ready = false;
        }
        return 0;
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

    private static Optional<LeaderElectionConfiguration> leaderElection(OperatorFlags flags, KubernetesClient client) {
        if (!flags.leaderElect) {
            return Optional.empty();
        }
        String namespace = client.getNamespace();
        if (namespace == null || namespace.isEmpty()) {
            throw new StartFailure(
                    "unable to find leader election namespace: not in a pod, and the kubeconfig names none");
        }
        String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("atlas-operator");
        return Optional.of(LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(flags.leaderElectionId)
                .withLeaseNamespace(namespace)
                .withIdentity(host + "_" + UUID.randomUUID())
                .build());
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
                                    () -> HttpEndpoint.Page.text(200, "ok"),
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
