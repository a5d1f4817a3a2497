package io.atlasoperator.operator.target;

import io.atlasoperator.dialect.DatabaseUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Works on the targets of one resource: on those of a server one after the other, for some databases have one lock for all of a
 * server; on a few servers at once, so that one that does not answer keeps nobody from the others. Immutable.
 *
 * @param <T> a target
 */
public final class SideBySide<T> {
    /** How many servers are worked on at once for one resource: others want their turn, too. */
    private static final int SERVERS = 8;

    private final List<T> targets;
    private final Collection<List<Integer>> groups;

    /** @param url where a target is */
    public SideBySide(List<T> targets, Function<T, DatabaseUrl> url) {
        this.targets = List.copyOf(targets);
        Map<String, List<Integer>> byServer = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            String server = TargetSlots.server(url.apply(targets.get(i)));
            byServer.computeIfAbsent(server, ignored -> new ArrayList<>()).add(i);
        }
        this.groups = List.copyOf(byServer.values());
    }

    /**
     * Does the work, whatever becomes of other targets.
     *
     * @param context gives another thread what the thread that calls has, such as what log lines are about
     * @param work empty means that no more is to be begun
     * @return what became of each, in the order of the targets; empty if one of them is empty, or if the thread was interrupted
     * @throws RuntimeException as the work threw it, when all that was begun has ended
     */
    public <R> Optional<List<R>> each(UnaryOperator<Runnable> context, Function<T, Optional<R>> work) {
        List<Optional<R>> results = new ArrayList<>();
        targets.forEach(target -> results.add(Optional.empty()));
        AtomicBoolean stopped = new AtomicBoolean();
        Runnable[] parts = groups.stream()
                .<Runnable>map(group -> () -> {
                    for (int i : group) {
                        if (!stopped.get()) {
                            Optional<R> result = work.apply(targets.get(i));
                            synchronized (results) {
                                results.set(i, result);
                            }
                            stopped.compareAndSet(false, result.isEmpty());
                        }
                    }
                })
                .toArray(Runnable[]::new);
        if (parts.length == 1) {
            parts[0].run();
        } else {
            run(List.of(parts), context, stopped);
        }
        synchronized (results) {
            return results.stream().allMatch(Optional::isPresent)
                    ? Optional.of(results.stream().map(Optional::get).toList())
                    : Optional.empty();
        }
    }

    private static void run(List<Runnable> parts, UnaryOperator<Runnable> context, AtomicBoolean stopped) {
        ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>(parts);
        List<FutureTask<Boolean>> workers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(SERVERS, parts.size()); i++) {
            FutureTask<Boolean> worker = new FutureTask<>(context.apply(() -> workOff(waiting)), true);
            workers.add(worker);
            threads.add(Thread.startVirtualThread(worker));
        }
        join(threads, stopped);
        for (FutureTask<Boolean> worker : workers) {
            if (worker.state() == FutureTask.State.FAILED) {
                throwAgain(worker.exceptionNow());
            }
        }
    }

    private static void workOff(ConcurrentLinkedQueue<Runnable> waiting) {
        for (Runnable part = waiting.poll(); part != null; part = waiting.poll()) {
            part.run();
        }
    }

    /** Who stops this thread means those that it waits for; it goes on only when they have ended. */
    private static void join(List<Thread> threads, AtomicBoolean stopped) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                    stopped.set(true);
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void throwAgain(Throwable failure) {
        Objects.requireNonNull(failure);
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
