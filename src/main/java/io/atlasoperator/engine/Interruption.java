package io.atlasoperator.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends the work of a process early: statements that run are cancelled on their servers, waiting ends, and no further
 * statement begins. What is done to leave things in order, such as a rollback, is not disturbed. Safe for use by several
 * threads.
 */
public final class Interruption {
    /** What is said of what did not begin any more. */
    static final String TEXT = "interrupted";

    private static final String CANCELLED = "57014";
    /** A server may get to know of a cancellation just before the statement that it is meant for. */
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Set<Section> sections = new LinkedHashSet<>();
    private boolean raised;

    /** Work that can be cancelled. */
    @FunctionalInterface
    interface SqlWork<T> {
        T run() throws SQLException;
    }

    /** How work is cancelled from another thread. */
    @FunctionalInterface
    interface Cancel {
        void cancel() throws SQLException;
    }

    /** Interrupts all that runs now and all that would begin later. Returns at once. */
    public void raise() {
        synchronized (sections) {
            if (raised) {
                return;
            }
            raised = true;
        }
        Thread.ofVirtual().name("interrupt").start(this::cancelAll);
    }

    /** Whether the work is to end. */
    public boolean isRaised() {
        synchronized (sections) {
            return raised;
        }
    }

    /**
     * Does work that is cancelled if it runs when the interruption comes.
     *
     * @throws SQLException if the work fails, as it does when it is cancelled, or if it must not begin any more
     */
    <T> T during(Cancel cancel, SqlWork<T> work) throws SQLException {
        Section section = new Section(cancel);
        synchronized (sections) {
            requireNone();
            sections.add(section);
        }
        try {
            return work.run();
        } finally {
            section.end();
            synchronized (sections) {
                sections.remove(section);
            }
        }
    }

    /** Something other than a statement that runs until it is closed. */
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Says that something begins, such as a program, that ends early if somebody ends it.
     *
     * @param end ends it; called by another thread, and again until it has ended
     */
    public Running running(Runnable end) {
        Section section = new Section(end::run);
        synchronized (sections) {
            sections.add(section);
            if (raised) {
                Thread.ofVirtual().name("interrupt").start(this::cancelAll);
            }
        }
        return () -> {
            section.end();
            synchronized (sections) {
                sections.remove(section);
            }
        };
    }

    /** Waits in a way that ends when the interruption comes. */
    <T> T waiting(SqlWork<T> work) throws SQLException {
        Thread thread = Thread.currentThread();
        try {
            return during(thread::interrupt, work);
        } finally {
            if (isRaised()) {
                // What is still to be put in order must not take the interruption for its own.
                boolean cleared = Thread.interrupted();
                System.getLogger(Interruption.class.getName())
                        .log(System.Logger.Level.DEBUG, "waiting was interrupted: " + cleared);
            }
        }
    }

    /** @throws SQLException if nothing may begin any more */
    void requireNone() throws SQLException {
        if (isRaised()) {
            throw new SQLException(TEXT, CANCELLED);
        }
    }

    private void cancelAll() {
        while (true) {
            List<Section> current;
            synchronized (sections) {
                current = List.copyOf(sections);
            }
            if (current.isEmpty()) {
                return;
            }
            current.forEach(Section::cancel);
            try {
                Thread.sleep(AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Work that runs. It does not end while a cancellation is on its way, which would then hit what comes next. */
    private static final class Section {
        private final Cancel cancel;
        private boolean ended;

        Section(Cancel cancel) {
            this.cancel = cancel;
        }

        synchronized void cancel() {
            if (ended) {
                return;
            }
            try {
                cancel.cancel();
            } catch (SQLException e) {
                // The work goes on to its own end, or is cancelled by the next try.
                System.getLogger(Interruption.class.getName())
                        .log(System.Logger.Level.DEBUG, "cancelling a statement", e);
            }
        }

        synchronized void end() {
            ended = true;
        }
    }
}
