package io.atlasoperator.engine;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work that another thread does in the meantime. What it uses, such as a session, is its own until it is done, so
 * closing waits for it.
 */
final class Meanwhile<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    private Meanwhile(Supplier<T> work) {
        this.task = new FutureTask<>(work::get);
        this.thread = Thread.startVirtualThread(task);
    }

    static <T> Meanwhile<T> begin(Supplier<T> work) {
        return new Meanwhile<>(work);
    }

    /**
     * What came of it.
     *
     * @throws RuntimeException as the work threw it
     */
    T get() {
        close();
        return switch (task.state()) {
            case SUCCESS -> task.resultNow();
            case FAILED -> throw thrown(task.exceptionNow());
            case CANCELLED, RUNNING -> throw new IllegalStateException("nobody cancels it, and it is over");
        };
    }

    private static RuntimeException thrown(Throwable failure) {
        return switch (failure) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(failure);
        };
    }

    /** Waits until it is over, however it ends. An interruption is kept for whoever comes next. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
