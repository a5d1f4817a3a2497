package io.atlasoperator.cli.console;

import io.atlasoperator.engine.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Shows on a terminal what a command is at, in one line that is written over and goes away: only if that takes a while,
 * and only if standard error is a terminal. Safe for use by several threads.
 */
public final class ProgressLine implements Progress {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int WIDTH = 78;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final BooleanSupplier isTerminal;
    private final Duration patience;
    private String what = "";
    private long since;
    private boolean shown;
    private boolean watched;
    private boolean off;

    public ProgressLine(PrintStream err) {
        this(err, ProgressLine::standardErrorIsTerminal, PATIENCE);
    }

    /**
     * @param isTerminal whether somebody can see it; asked once, when there is something to show
     * @param patience how long something lasts before it is shown, and how often it is shown again
     */
    ProgressLine(PrintStream err, BooleanSupplier isTerminal, Duration patience) {
        this.err = err;
        this.isTerminal = isTerminal;
        this.patience = patience;
    }

    @Override
    public synchronized void doing(String now) {
        what = now;
        if (now.isEmpty() || shown) {
            erase();
        }
        if (off || now.isEmpty()) {
            since = 0;
            return;
        }
        if (since == 0) {
            since = System.nanoTime();
        }
        if (!watched) {
            watched = true;
            Thread.ofVirtual().name("progress").start(this::watch);
        }
    }

    /** Shows nothing from now on. */
    public synchronized void turnOff() {
        off = true;
        doing("");
    }

    private void watch() {
        Boolean visible = null;
        while (pause()) {
            if (visible == null) {
                visible = isTerminal.getAsBoolean();
            }
            if (!visible) {
                return;
            }
            show();
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(patience);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void show() {
        Duration time = Duration.ofNanos(since == 0 ? 0 : System.nanoTime() - since);
        if (what.isEmpty() || time.compareTo(patience) < 0) {
            return;
        }
        String line = what.replaceAll("\\s+", " ");
        String shortened = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
        err.print(CLEAR + shortened + " (" + time.toSeconds() + " s)");
        err.flush();
        shown = true;
    }

    private void erase() {
        if (shown) {
            shown = false;
            err.print(CLEAR);
            err.flush();
        }
    }

    /** The JDK tells this of standard input and output together only. */
    private static boolean standardErrorIsTerminal() {
        try {
            return new ProcessBuilder("sh", "-c", "test -t 2")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
