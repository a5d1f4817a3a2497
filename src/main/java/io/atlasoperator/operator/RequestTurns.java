package io.atlasoperator.operator;

import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.status.EventSink;
import io.atlasoperator.operator.status.StatusSink;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Has short requests to the API server take turns. Each that is under way has a connection of its own, and to open one
 * takes both sides longer than to answer; many reconciles that begin at the same moment would open hundreds. The time that
 * a request may take begins with its turn. Safe for use by several threads; first come, first served.
 */
final class RequestTurns {
    private static final int AT_A_TIME = 8;

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /** The same reader, whose requests take turns. */
    ObjectReader reading(ObjectReader reader) {
        return reference -> during(() -> reader.read(reference));
    }

    /** The same sink, whose requests take turns. */
    EventSink telling(EventSink sink) {
        return (about, reason, message) -> during(() -> {
            sink.record(about, reason, message);
            return true;
        });
    }

    /** The same sink, whose requests take turns. */
    <R, S> StatusSink<R, S> writing(StatusSink<R, S> sink) {
        return (resource, status) -> during(() -> sink.write(resource, status));
    }

    private <T> T during(Supplier<T> request) {
        // A turn comes soon, as each request ends by itself in time: who is interrupted is so by the request.
        turns.acquireUninterruptibly();
        try {
            return request.get();
        } finally {
            turns.release();
        }
    }
}
