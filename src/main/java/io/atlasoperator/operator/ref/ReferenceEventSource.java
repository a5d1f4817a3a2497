package io.atlasoperator.operator.ref;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has a resource reconciled when something it refers to changed, and forgets it when it is deleted.
 *
 * @param <R> the kind of resource
 */
public final class ReferenceEventSource<R extends HasMetadata> extends SimpleInboundEventSource<R>
        implements ResourceEventAware<R> {
    private final String controller;
    private final ReferenceIndex index;
    private final Consumer<HasMetadata> deleted;

    /** @param deleted told of each resource that is deleted */
    public ReferenceEventSource(String controller, ReferenceIndex index, Consumer<HasMetadata> deleted) {
        super("references-of-" + controller);
        this.controller = controller;
        this.index = index;
        this.deleted = deleted;
        index.listen(controller, dependent -> propagate(dependent));
    }

    private void propagate(ReferenceIndex.Dependent dependent) {
        if (isRunning()) {
            propagateEvent(new ResourceID(dependent.name(), dependent.namespace()));
        }
    }

    @Override
    public void onResourceDeleted(R resource) {
        index.set(
                new ReferenceIndex.Dependent(
                        controller,
                        resource.getMetadata().getNamespace(),
                        resource.getMetadata().getName()),
                Set.of());
        deleted.accept(resource);
    }
}
