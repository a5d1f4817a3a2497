package io.atlasoperator.operator.ref;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads of file systems that may never answer: a disk of another machine that is gone, or a pipe in place of a file. Nothing
 * ends such a read, so that a thread stays at it; where one does, no other begins. Safe for use by several threads.
 */
final class PatientReads {
    private final Duration patience;
    private final Map<Object, Thread> overdue = new ConcurrentHashMap<>();

    /** @param patience how long a read may take */
    PatientReads(Duration patience) {
        this.patience = patience;
    }

    /** A read. */
    @FunctionalInterface
    interface Work<T> {
        T read() throws IOException;
    }

    /**
     * Reads.
     *
     * @param what what is read, to tell it from others
     * @throws ReferenceException if it takes too long, or an earlier read is still at it
     */
    <T> T during(Object what, Work<T> work) throws IOException {
        if (overdue.computeIfPresent(what, (any, thread) -> thread.isAlive() ? thread : null) != null) {
            throw unanswered(what);
        }
        FutureTask<T> task = new FutureTask<>(work::read);
        Thread thread = Thread.ofPlatform().daemon().name("read-volume").start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            overdue.put(what, thread);
            throw unanswered(what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException e) {
            return failed(e);
        }
    }

    private static <T> T failed(ExecutionException e) throws IOException {
        switch (e.getCause()) {
            case IOException failure -> throw failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> throw new IllegalStateException(e);
        }
    }

    private ReferenceException unanswered(Object what) {
        return ReferenceException.unavailable(
                "%s did not answer within %d s".formatted(what, Math.max(1, patience.toSeconds())));
    }
}
