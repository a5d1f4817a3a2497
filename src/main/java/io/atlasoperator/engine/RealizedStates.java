package io.atlasoperator.engine;

import io.atlasoperator.schema.Realm;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what desired states came to, so that an unchanged one needs no dev database again, and one that many ask for
 * at the same time is realized once. Bounded; the least recently used goes first. Safe for use by several threads.
 */
final class RealizedStates {
    private final Map<String, Realm> states;
    private final Map<String, FutureTask<Realm>> underWay = new HashMap<>();

    /** @param capacity how many states are kept at most */
    RealizedStates(int capacity) {
        this.states = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Realm> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * The state of that key.
     *
     * @param work realizes it, if nobody has done so or is about to
     * @throws EngineException if the work fails, for all who wait for it; the next to ask tries again
     */
    Realm get(String key, Supplier<Realm> work) {
        FutureTask<Realm> task = new FutureTask<>(work::get);
        FutureTask<Realm> first;
        synchronized (this) {
            @Nullable Realm known = states.get(key);
            if (known != null) {
                return known;
            }
            first = underWay.computeIfAbsent(key, any -> task);
        }
        if (first != task) {
            return await(first);
        }
        try {
            task.run();
            return await(task);
        } finally {
            done(key, task);
        }
    }

    /** Whether the state of that key is remembered. */
    synchronized boolean contains(String key) {
        return states.containsKey(key);
    }

    private synchronized void done(String key, FutureTask<Realm> task) {
        underWay.remove(key);
        if (task.state() == FutureTask.State.SUCCESS) {
            states.put(key, task.resultNow());
        }
    }

    private static Realm await(FutureTask<Realm> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(
                    EngineException.Reason.DEV_DATABASE, true, "interrupted while waiting for the desired state", e);
        } catch (CancellationException e) {
            throw new IllegalStateException("nobody cancels the realizing of a state", e);
        }
    }

    /** Each of those who wait throws an exception of its own. */
    private static RuntimeException failure(ExecutionException wrapped) {
        return switch (wrapped.getCause()) {
            case EngineException e ->
                new EngineException(e.reason(), e.isTransient(), String.valueOf(e.getMessage()), e);
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case null, default -> new IllegalStateException("realizing a state failed: " + wrapped.getCause(), wrapped);
        };
    }
}
