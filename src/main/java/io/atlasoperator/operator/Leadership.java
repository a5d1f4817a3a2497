package io.atlasoperator.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn of who holds a Lease. It is renewed all the time; a holder that did not get that done for a while takes it for
 * lost, some seconds before others may. Time is what passed here since a change of the Lease was seen: what clocks of other
 * machines say does not matter.
 */
final class Leadership implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final Holder me;
    private final Times times;
    private final Clock clock;
    private final CountDownLatch decided = new CountDownLatch(1);

    // Virtual threads have to wait where all processors are taken by others that compute.
    private final Thread renewing = thread("lease", this::renew);
    private final Thread watching = thread("lease-deadline", this::watch);

    // What follows is the renewing thread's alone, beside the first try.
    private String seen = "";
    private long seenAt;

    private volatile Phase phase = Phase.WAITING;
    private volatile boolean refused;
    private volatile boolean closing;
    private volatile long renewedAt;
    private volatile String trouble = "";
    private Consumer<String> onLoss = reason -> {};

    private enum Phase {
        WAITING,
        HELD,
        LOST
    }

    /**
     * Who wants which Lease.
     *
     * @param namespace of the Lease
     * @param name of the Lease
     * @param identity unlike that of any other process
     */
    record Holder(String namespace, String name, String identity) {}

    /**
     * How long what takes.
     *
     * @param lease after how long without a sign of the holder others take its place
     * @param renewal after how long without success the holder gives up; less than that
     * @param pause between two tries
     */
    record Times(Duration lease, Duration renewal, Duration pause) {
        /** Those of the reference. */
        static final Times USUAL = new Times(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

        /** How long a holder that gave up has to end before another one begins. */
        Duration toEnd() {
            return lease.minus(renewal);
        }
    }

    /** @param client for this alone, with requests that end in time; closed with this */
    Leadership(KubernetesClient client, Holder me, Times times, Clock clock) {
        this.client = client;
        this.me = me;
        this.times = times;
        this.clock = clock;
    }

    @Override
    public boolean isMine() {
        // The watching thread may be late, for example after the machine stood still.
        return phase == Phase.HELD && left() > 0;
    }

    private long left() {
        return renewedAt + times.renewal().toNanos() - System.nanoTime();
    }

    @Override
    public boolean await() throws InterruptedException {
        decided.await();
        return !refused && isMine();
    }

    @Override
    public void refuse() {
        refused = true;
        decided.countDown();
    }

    @Override
    public void start(Consumer<String> onLoss) {
        this.onLoss = onLoss;
        try {
            ask();
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN || e.getCode() == NOT_FOUND) {
                throw new StartFailure(
                        "the API server does not let this account use the Lease " + me.name()
                                + " in namespace " + me.namespace() + " for leader election (it answered " + e.getCode()
                                + "): the namespace has to exist, and a role there has to allow get, create and update of leases");
            }
            note(e);
        }
        renewing.start();
    }

    private void renew() {
        while (!closing && phase != Phase.LOST) {
            try {
                TimeUnit.NANOSECONDS.sleep(times.pause().toNanos());
                ask();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // Whatever it is: who no longer asks would stand by for ever.
                note(e);
            }
        }
    }

    private void note(RuntimeException failure) {
        if (closing || code(failure) == CONFLICT) {
            return;
        }
        trouble = reason(failure);
        LOG.warn("the Lease {} can't be read or written: {}", me.name(), trouble);
    }

    /** What the API server answered; 0 for nothing. */
    private static int code(RuntimeException failure) {
        return failure instanceof KubernetesClientException answered ? answered.getCode() : 0;
    }

    private static String reason(RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return code(failure) > 0 ? "the API server answered " + code(failure) : String.valueOf(cause);
    }

    /** Looks at the Lease, and takes or renews it if it is this one's to have. */
    private void ask() {
        // What counts is when the request began: others count from when it reached the server, which is later.
        long now = System.nanoTime();
        Lease found = find();
        if (found == null) {
            client.resource(lease(now(), 0, null)).create();
            held(now);
            return;
        }
        String version = found.getMetadata().getResourceVersion();
        if (!version.equals(seen)) {
            seen = version;
            seenAt = System.nanoTime();
        }
        LeaseSpec spec = found.getSpec() == null ? new LeaseSpec() : found.getSpec();
        String holder = Objects.requireNonNullElse(spec.getHolderIdentity(), "");
        int transitions = Objects.requireNonNullElse(spec.getLeaseTransitions(), 0);
        if (holder.equals(me.identity())) {
            client.resource(lease(
                            Objects.requireNonNullElseGet(spec.getAcquireTime(), this::now), transitions, version))
                    .update();
            held(now);
        } else if (phase == Phase.HELD) {
            lose(holder.isEmpty() ? "somebody took it away" : holder + " holds it now");
        } else if (holder.isEmpty() || now - seenAt >= term(spec).toNanos()) {
            client.resource(lease(now(), transitions + 1, version)).update();
            held(now);
        }
    }

    private Duration term(LeaseSpec spec) {
        Integer seconds = spec.getLeaseDurationSeconds();
        return seconds == null ? times.lease() : Duration.ofSeconds(seconds);
    }

    private @Nullable Lease find() {
        return client.leases().inNamespace(me.namespace()).withName(me.name()).get();
    }

    private ZonedDateTime now() {
        return ZonedDateTime.now(clock);
    }

    private Lease lease(ZonedDateTime acquired, int transitions, @Nullable String version) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(me.namespace())
                .withName(me.name())
                .withResourceVersion(version)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(me.identity())
                .withLeaseDurationSeconds((int) times.lease().toSeconds())
                .withAcquireTime(acquired)
                .withRenewTime(now())
                .withLeaseTransitions(transitions)
                .endSpec()
                .build();
    }

    private synchronized void held(long since) {
        if (phase == Phase.LOST) {
            // It came too late: the work has been given up. Closing hands it on.
            return;
        }
        renewedAt = since;
        trouble = "";
        if (phase == Phase.WAITING) {
            phase = Phase.HELD;
            LOG.info("this operator works from now on: it holds the Lease {} as {}", me.name(), me.identity());
            watching.start();
            decided.countDown();
        }
    }

    private void watch() {
        try {
            while (!closing && phase == Phase.HELD) {
                long left = left();
                if (left <= 0) {
                    lose("it could not be renewed for " + times.renewal().toSeconds() + " s"
                            + (trouble.isEmpty() ? "" : " (" + trouble + ")"));
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lose(String reason) {
        synchronized (this) {
            if (phase == Phase.LOST || closing) {
                return;
            }
            phase = Phase.LOST;
        }
        thread("lease-lost", () -> onLoss.accept(reason)).start();
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).unstarted(work);
    }

    /** Others need not wait until it runs out. */
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        refuse();
        renewing.interrupt();
        watching.interrupt();
        try {
            renewing.join();
            release();
        } catch (RuntimeException e) {
            LOG.warn("the Lease {} could not be handed on, others wait until it runs out: {}", me.name(), reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }

    private void release() {
        if (phase == Phase.WAITING) {
            return;
        }
        Lease found = find();
        if (found == null
                || found.getSpec() == null
                || !me.identity().equals(found.getSpec().getHolderIdentity())) {
            return;
        }
        client.resource(new LeaseBuilder(found)
                        .editSpec()
                        .withHolderIdentity("")
                        .withLeaseDurationSeconds(1)
                        .withRenewTime(now())
                        .endSpec()
                        .build())
                .update();
        LOG.info("handed the Lease {} on", me.name());
    }
}
