package io.atlasoperator.operator.target;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.project.SpecConfig;
import io.atlasoperator.operator.ref.Reference;
import io.atlasoperator.operator.ref.ReferenceEventSource;
import io.atlasoperator.operator.ref.ReferenceIndex;
import io.atlasoperator.operator.ref.SpecReferences;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.status.StatusKeeper;
import io.atlasoperator.operator.status.Telemetry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What is the same in reconciling both kinds: a resource whose references are known and whose generation was announced is worked
 * on, its targets in their turns. Safe for use by several threads, one a resource at a time.
 *
 * @param <R> the kind of resource
 * @param <S> its status
 */
public abstract class TargetReconciler<R extends CustomResource<? extends TargetSpec, S>, S extends AtlasStatus>
        implements Reconciler<R> {
    /** The Ready message that Argo CD reads as progress. */
    protected static final String IN_PROGRESS = "Reconciling";

    private final String name;
    private final Consumer<HasMetadata> atRest;
    private final ReferenceIndex references;
    private final TargetSlots slots;
    private final Telemetry telemetry;
    private final StatusKeeper<R, S> keeper;

    /**
     * @param name the controller's name
     * @param atRest is told of each resource that is as wanted, or gone
     */
    protected TargetReconciler(
            String name,
            Consumer<HasMetadata> atRest,
            ReferenceIndex references,
            TargetSlots slots,
            Telemetry telemetry,
            StatusKeeper<R, S> keeper) {
        this.name = name;
        this.atRest = atRest;
        this.references = references;
        this.slots = slots;
        this.telemetry = telemetry;
        this.keeper = keeper;
    }

    /**
     * Does what a resource asks for, and says in its status how that went.
     *
     * @param status the status as it is known
     * @param scrubber takes secrets out of what is told
     * @return when to do it again; empty means when something changes
     */
    protected abstract Optional<Duration> work(R resource, S status, Scrubber scrubber);

    /** What a resource is to be reconciled for when it changes. */
    protected Set<Reference> references(R resource) {
        return SpecReferences.of(resource.getMetadata().getNamespace(), resource.getSpec());
    }

    /** What counts of a status that is there when the resource is looked at. */
    protected S inherited(R resource, S status) {
        return status;
    }

    /** A resource is gone. */
    protected void forget(HasMetadata resource) {
        keeper.forget(resource);
        // Whoever tells of it has others to tell of, and the cluster may be slow.
        Thread.startVirtualThread(() -> atRest.accept(resource));
    }

    @Override
    public final List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
        return List.of(new ReferenceEventSource<>(name, references, this::forget));
    }

    @Override
    public final UpdateControl<R> reconcile(R resource, Context<R> context) {
        UpdateControl<R> control = UpdateControl.noUpdate();
        keeper.under(resource);
        try {
            telemetry.reconciling(resource, () -> reconcile(resource)).ifPresent(control::rescheduleAfter);
        } catch (LinkageError | StackOverflowError e) {
            // The framework takes only exceptions for failures and would never come back to the resource.
            throw new IllegalStateException("reconciling failed: " + e, e);
        } finally {
            keeper.over(resource);
        }
        return control;
    }

    /**
     * Reconciles one resource.
     *
     * @return when to do it again; empty means when something changes
     */
    public final Optional<Duration> reconcile(R resource) {
        if (resource.isMarkedForDeletion()) {
            return Optional.empty();
        }
        String namespace = resource.getMetadata().getNamespace();
        references.set(
                new ReferenceIndex.Dependent(
                        name, namespace, resource.getMetadata().getName()),
                references(resource));
        return work(resource, announceGeneration(resource), new Scrubber());
    }

    /** A resource is as wanted. */
    protected final void rest(R resource) {
        atRest.accept(resource);
    }

    /** Says at once that a generation is being worked on which was not looked at before. */
    private S announceGeneration(R resource) {
        S status = inherited(resource, keeper.current(resource));
        if (keeper.isKnown(resource, status)) {
            return status;
        }
        SpecConfig.withoutEffect(resource.getSpec())
                .forEach(sentence -> keeper.warn(resource, EventReason.NO_EFFECT, sentence));
        return keeper.begun(resource, status, IN_PROGRESS);
    }

    /**
     * Waits for the turn of a target and works on it.
     *
     * @param isFailure whether the work failed
     * @return empty if the operator stops
     */
    protected final <T> Optional<T> turn(
            DatabaseUrl target, Announcement announcement, Supplier<T> work, Predicate<T> isFailure) {
        T result;
        try (TargetSlots.Slot slot = slots.enter(target, announcement.urgency())) {
            Objects.requireNonNull(slot);
            result = telemetry.during(announcement.resource, Telemetry.Phase.WORK, work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        // The stop of the operator may be what failed it: whoever starts next looks again.
        return isStopping() && isFailure.test(result) ? Optional.empty() : Optional.of(result);
    }

    /** Whether no more work is begun, and what is under way may be cut off. */
    protected final boolean isStopping() {
        return slots.isClosed();
    }

    /** Does the work for each of several targets, whatever becomes of the others; empty if the operator stops. */
    protected static <T, V> Optional<List<V>> each(
            List<T> targets, Function<T, DatabaseUrl> url, Function<T, Optional<V>> work) {
        return new SideBySide<>(targets, url).each(Telemetry::elsewhere, work);
    }

    /** Says that a step failed, and when to try again. */
    protected final Optional<Duration> failed(R resource, S before, S values, Failure failure) {
        int limit = resource.getSpec() == null
                ? TargetSpec.DEFAULT_BACKOFF_LIMIT
                : TargetSpec.backoffLimit(resource.getSpec());
        return keeper.failed(resource, before, values, failure, limit);
    }

    /** The same of a status of which nothing more is known. */
    protected final Optional<Duration> failed(R resource, S status, Failure failure) {
        return failed(resource, status, status, failure);
    }

    /**
     * Says that a resource that was ready is not so any more, when there turns out to be something to do. Whoever finds that may be
     * one of several threads; the status is for whoever waits for them.
     */
    protected final class Announcement implements Runnable {
        private final R resource;
        private final String message;
        private final String detail;
        private S status;

        /**
         * @param message message of the Ready condition
         * @param detail what the work is about
         */
        public Announcement(R resource, S status, String message, String detail) {
            this.resource = resource;
            this.status = status;
            this.message = message;
            this.detail = detail;
        }

        /** The resource. */
        public R resource() {
            return resource;
        }

        /** Its status as it was written last. */
        public synchronized S status() {
            return status;
        }

        /** Says it, unless it is said already. */
        @Override
        public synchronized void run() {
            if (keeper.isReady(resource, status)) {
                status = keeper.progressing(resource, status, message, detail);
            }
        }

        /** Says what the owner of the resource should know and nothing fails for. */
        public void warn(EventReason reason, String text) {
            keeper.warn(resource, reason, text);
        }

        private synchronized Urgency urgency() {
            return keeper.isNew(resource, status) ? Urgency.NEW : Urgency.ROUTINE;
        }
    }
}
