package io.atlasoperator.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Takes events about resources. A failure to record one is logged and never fails a reconcile. */
@FunctionalInterface
public interface EventSink {

    /** Records an event. */
    void record(HasMetadata about, EventReason reason, String message);
}
