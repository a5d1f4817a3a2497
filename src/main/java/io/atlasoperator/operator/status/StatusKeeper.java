package io.atlasoperator.operator.status;

import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how resources of one kind stand: status, events, log. Writes only what differs from what is there. Safe for use
 * by several threads, one a resource at a time.
 *
 * @param <R> the kind of resource
 * @param <S> its status
 */
public final class StatusKeeper<R extends CustomResource<?, S>, S extends AtlasStatus> {
    private static final Logger LOG = LoggerFactory.getLogger(StatusKeeper.class);

    private final StatusShape<S> shape;
    private final StatusSink<R, S> statuses;
    private final EventSink events;
    private final RetryPolicy retries;
    private final Conditions conditions;
    private final Telemetry telemetry;
    private final Duration moment;
    private final Map<String, Written<S>> written = new ConcurrentHashMap<>();

    /** What is about to be said of resources. */
    private final Map<String, Beginning> beginnings = new ConcurrentHashMap<>();

    /** The resources that are being worked on, and whether they are still looked after. */
    private final Map<String, Boolean> working = new ConcurrentHashMap<>();

    /** What had been asked of resources when they failed last. */
    private final Map<String, String> requests = new ConcurrentHashMap<>();

    /** @param moment how long work on what is new may take before it is said that it has begun; zero says it at once */
    public StatusKeeper(
            StatusShape<S> shape,
            StatusSink<R, S> statuses,
            EventSink events,
            RetryPolicy retries,
            Telemetry telemetry,
            Duration moment,
            Clock clock) {
        this.shape = shape;
        this.statuses = statuses;
        this.events = events;
        this.retries = retries;
        this.telemetry = telemetry;
        this.moment = moment;
        this.conditions = new Conditions(clock);
    }

    /** A status that was written, and the version of the resource that has it. */
    private record Written<S>(long version, S status) {}

    /** The status as it was written last, even if the cache that the resource comes from does not know it yet. */
    public S current(R resource) {
        S seen = resource.getStatus() == null ? shape.none() : resource.getStatus();
        Written<S> last = written.get(uid(resource));
        if (last == null) {
            return seen;
        }
        if (version(resource.getMetadata().getResourceVersion()) < last.version()) {
            return last.status();
        }
        written.remove(uid(resource));
        return seen;
    }

    /** Work on a resource begins; it ends with {@link #over}. */
    public void under(R resource) {
        working.put(uid(resource), true);
    }

    /** Forgets a resource that is gone, or is not looked after any more; also what is said of it by work that goes on. */
    public void forget(HasMetadata resource) {
        working.computeIfPresent(uid(resource), (uid, lookedAfter) -> false);
        stopSaying(resource);
        written.remove(uid(resource));
        requests.remove(uid(resource));
        telemetry.forget(resource);
    }

    /** Whether the last thing said was that this very generation is as wanted. */
    public boolean isReady(R resource, S status) {
        return saysReady(resource, status);
    }

    /** Whether a status says that a resource is as wanted, as it is now. */
    public static boolean saysReady(HasMetadata resource, AtlasStatus status) {
        return Conditions.find(status.conditions(), Conditions.READY)
                .filter(Conditions::isTrue)
                .filter(ready -> isOf(resource, ready))
                .isPresent();
    }

    /** Releases of the reference before 2026 name no generation: their word counts for the one there is, until it is looked at. */
    private static boolean isOf(HasMetadata resource, Condition condition) {
        return condition.observedGeneration() == null || condition.observedGeneration() == generation(resource);
    }

    /** Whether this generation has been as wanted, and drift was looked for then or later; it may have failed since. */
    public boolean wasSettled(R resource, S status) {
        return isReady(resource, status)
                || Conditions.find(status.conditions(), Conditions.DRIFTED)
                        .filter(drifted -> Long.valueOf(generation(resource)).equals(drifted.observedGeneration()))
                        .isPresent();
    }

    /** Whether somebody asks for something with this generation that was never done, nor found to fail. */
    public boolean isNew(R resource, S status) {
        return status.failed() == 0 && !wasSettled(resource, status);
    }

    /** Whether the message of the Ready condition is this one. */
    public boolean says(S status, String message) {
        return Conditions.find(status.conditions(), Conditions.READY)
                .filter(ready -> Conditions.cut(message).equals(ready.message()))
                .isPresent();
    }

    /** Whether this generation was looked at before. */
    public boolean isKnown(R resource, S status) {
        return Conditions.find(status.conditions(), Conditions.READY)
                .filter(ready -> isOf(resource, ready))
                .isPresent();
    }

    /**
     * Says that work begins on a generation that was not looked at before. What has no status yet can't be taken for ready: of
     * that it is said only if the work is not over within a moment.
     *
     * @param message message of the conditions
     * @return the status from which the work goes on
     */
    public S begun(R resource, S before, String message) {
        if (moment.isZero()
                || Conditions.find(before.conditions(), Conditions.READY).isPresent()) {
            return progressing(resource, before, message, message);
        }
        stopSaying(resource);
        beginnings.put(
                uid(resource),
                Beginning.in(moment, () -> put(resource, before, progress(message, message), before, 0)));
        return before;
    }

    /** Work on a resource is over, whatever was said of it: nobody is to hear later that it has begun. */
    public void over(R resource) {
        if (Boolean.FALSE.equals(working.remove(uid(resource)))) {
            forget(resource);
        }
        stopSaying(resource);
    }

    private static Observation progress(String ready, String detail) {
        return new Observation.Progressing(Reason.RECONCILING, ready, Reason.RECONCILING, detail);
    }

    private void stopSaying(HasMetadata resource) {
        Beginning beginning = beginnings.remove(uid(resource));
        if (beginning != null) {
            beginning.end();
        }
    }

    /**
     * Says that work is under way; failures are counted from 0 again.
     *
     * @param ready message of the Ready condition
     * @param detail what the work is about
     */
    public S progressing(R resource, S before, String ready, String detail) {
        return write(resource, before, progress(ready, detail), before, 0);
    }

    /**
     * Says that the resource is as wanted.
     *
     * @param reached the status with what is known now; its conditions do not matter
     * @param message message of the Ready condition
     * @param event message of the event
     * @param drift what others changed
     */
    public void ready(R resource, S before, S reached, String message, String event, Drift drift) {
        write(resource, before, new Observation.Reached(message, drift), reached, 0);
        LOG.atInfo().log("applied: {}", event);
        telemetry.applied(resource);
        events.record(resource, EventReason.APPLIED, event);
        tell(resource, before, drift);
    }

    /**
     * Says what was found by a look at a target that had been as wanted; nothing ran.
     *
     * @param seen the status with what is known now; its conditions do not matter
     * @param otherwise message of the Ready condition, unless the resource is ready and has one
     */
    public void looked(R resource, S before, S seen, String otherwise, Drift drift) {
        String message = isReady(resource, before)
                ? Conditions.find(before.conditions(), Conditions.READY)
                        .map(Condition::message)
                        .orElse(otherwise)
                : otherwise;
        write(resource, before, new Observation.Reached(message, drift), seen, 0);
        tell(resource, before, drift);
    }

    private void tell(R resource, S before, Drift drift) {
        if (drift instanceof Drift.Found(String summary) && !isTold(before, summary)) {
            LOG.atWarn().log("drift: {}", summary);
            telemetry.drift(resource, false);
            events.record(resource, EventReason.DRIFT_DETECTED, summary);
        }
    }

    private static <S extends AtlasStatus> boolean isTold(S status, String summary) {
        return Conditions.find(status.conditions(), Conditions.DRIFTED)
                .filter(Conditions::isTrue)
                .filter(drifted -> drifted.message().equals(summary))
                .isPresent();
    }

    /**
     * Says that a step failed. Failures are counted from 0 again after a request to {@linkplain Requests#RETRY try again}.
     *
     * @param limit how many failures in a row are retried; 0 means all
     * @return when to try again; empty means when something changes
     */
    public Optional<Duration> failed(R resource, S before, Failure failure, int limit) {
        return failed(resource, before, before, failure, limit);
    }

    /**
     * The same.
     *
     * @param values the status with what is known now; its conditions do not matter
     */
    public Optional<Duration> failed(R resource, S before, S values, Failure failure, int limit) {
        boolean pending = !RetryPolicy.isCounted(failure.retry());
        int earlier = isAskedAnew(resource) ? 0 : before.failed();
        int failed = pending ? earlier : earlier + 1;
        Observation observation = pending
                ? new Observation.Progressing(
                        shape.whileWaiting(failure.reason()),
                        failure.reason().progress(),
                        failure.reason(),
                        failure.message())
                : new Observation.Stuck(failure.reason(), failure.message());
        S after = write(resource, before, observation, values, failed);
        telemetry.failed(resource, failure);
        boolean news = !told(before).equals(told(after));
        Optional<Duration> delay = retries.delay(failure.retry(), failed, limit);
        LOG.atWarn()
                .log(
                        "{}: {} (failures in a row: {}, next try: {})",
                        failure.reason().text(),
                        failure.message(),
                        failed,
                        delay.map(wait -> "in " + wait.toSeconds() + " s").orElse("after a change"));
        if (news) {
            events.record(resource, failure.event(), failure.message());
        }
        if (!pending && RetryPolicy.exhausted(failed, limit) && !RetryPolicy.exhausted(failed - 1, limit)) {
            events.record(resource, EventReason.BACKOFF_LIMIT_EXCEEDED, "backoff limit exceeded");
        }
        return delay;
    }

    private boolean isAskedAnew(R resource) {
        String request = Requests.of(resource, Requests.RETRY);
        String last = requests.put(uid(resource), request);
        return last != null && !request.isEmpty() && !last.equals(request);
    }

    /** Says that what others had changed is as declared again. */
    public void corrected(R resource, String summary) {
        LOG.atWarn().log("drift corrected: {}", summary);
        telemetry.drift(resource, true);
        events.record(resource, EventReason.DRIFT_CORRECTED, summary);
    }

    /** Says what the owner of a resource should know and nothing fails for; the status stays as it is. */
    public void warn(R resource, EventReason reason, String message) {
        LOG.atWarn().log("{}: {}", reason.text(), message);
        events.record(resource, reason, message);
    }

    private S write(R resource, S before, Observation observation, S values, int failed) {
        stopSaying(resource);
        return put(resource, before, observation, values, failed);
    }

    private S put(R resource, S before, Observation observation, S values, int failed) {
        long generation = generation(resource);
        S after = shape.with(values, generation, conditions.of(before.conditions(), generation, observation), failed);
        telemetry.stands(resource, after.conditions());
        if (!after.equals(before)) {
            String version = statuses.write(resource, after);
            if (!version.isEmpty()) {
                written.put(uid(resource), new Written<>(version(version), after));
            }
        }
        return after;
    }

    /** What the conditions tell a reader: not when, not of which generation. */
    private static <S extends AtlasStatus> String told(S status) {
        StringBuilder text = new StringBuilder();
        for (String type : new String[] {Conditions.READY, Conditions.RECONCILING}) {
            Conditions.find(status.conditions(), type).ifPresent(condition -> text.append(readable(condition)));
        }
        return text.toString();
    }

    private static String readable(Condition condition) {
        return condition.status() + ' ' + condition.reason() + ' ' + condition.message() + '\n';
    }

    private static long generation(HasMetadata resource) {
        Long generation = resource.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    private static String uid(HasMetadata resource) {
        String uid = resource.getMetadata().getUid();
        return uid == null
                ? resource.getMetadata().getNamespace() + "/"
                        + resource.getMetadata().getName()
                : uid;
    }

    private static long version(String resourceVersion) {
        try {
            return Long.parseLong(resourceVersion);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
