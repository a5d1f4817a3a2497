package io.atlasoperator.cli.console;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.workspace.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the same for each of several targets, a few of them at once. What a target has to tell is printed whole, and in the
 * order of the targets; to people, standard error says before it which one it is.
 */
public final class TargetRuns {
    private final Terminal terminal;
    private final int parallel;
    private final boolean keepsGoing;

    /** @param flags how many at once, and what becomes of the others where one fails */
    public TargetRuns(Terminal terminal, TargetFlags flags) {
        this.terminal = terminal;
        this.parallel = flags.parallel();
        this.keepsGoing = flags.keepsGoing();
    }

    /** What is done for one target. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it; says the exit code.
         *
         * @param terminal where it tells what it did
         * @throws RuntimeException if it fails
         */
        int run(Terminal terminal, Settings settings);
    }

    /** How it went with one target; {@code code} is null if it was not run. */
    private record Outcome(
            String text, @Nullable Integer code, @Nullable RuntimeException failure) {
        static final Outcome NOT_RUN = new Outcome("", null, null);

        boolean isFailure() {
            return failure != null || code != null && code != 0;
        }
    }

    /**
     * Does the work for all targets; says the exit code.
     *
     * @param isFormatted whether a template makes the output, of which each report begins a line
     * @throws RuntimeException as the first work threw it that failed, unless all the others are to be done
     */
    public int run(List<Settings> targets, boolean isFormatted, Work work) {
        if (targets.size() == 1) {
            return work.run(terminal, targets.getFirst());
        }
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        targets.forEach(target -> outcomes.add(new CompletableFuture<>()));
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stopped = new AtomicBoolean();
        boolean toldAtOnce = parallel == 1 && !isFormatted;
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < targets.size(); i = next.getAndIncrement()) {
                boolean begins = !stopped.get() && !terminal.interruption().isRaised();
                if (begins && toldAtOnce) {
                    terminal.err().println("-- " + name(targets.get(i), i));
                }
                Outcome outcome = begins ? one(targets.get(i), !toldAtOnce, work) : Outcome.NOT_RUN;
                if (outcome.isFailure() && !keepsGoing) {
                    stopped.set(true);
                }
                outcomes.get(i).complete(outcome);
            }
        };
        Runnable guarded = () -> {
            try {
                worker.run();
            } catch (Error e) {
                // Whoever waits for an outcome would wait for ever.
                outcomes.forEach(outcome -> outcome.completeExceptionally(e));
            }
        };
        if (parallel == 1) {
            worker.run();
        } else {
            for (int i = 0; i < Math.min(parallel, targets.size()); i++) {
                Thread.startVirtualThread(guarded);
            }
        }
        return tell(targets, outcomes, isFormatted);
    }

    private Outcome one(Settings target, boolean isBuffered, Work work) {
        if (!isBuffered) {
            return outcome(() -> work.run(terminal, target), () -> "");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        return outcome(() -> work.run(terminal.printingTo(out), target), () -> {
            out.flush();
            return bytes.toString(StandardCharsets.UTF_8);
        });
    }

    private static Outcome outcome(IntSupplier work, Supplier<String> printed) {
        try {
            int code = work.getAsInt();
            return new Outcome(printed.get(), code, null);
        } catch (RuntimeException e) {
            return new Outcome(printed.get(), 1, e);
        }
    }

    private int tell(List<Settings> targets, List<CompletableFuture<Outcome>> outcomes, boolean isFormatted) {
        List<Outcome> failures = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        int thrown = 0;
        int left = 0;
        String before = "\n";
        for (int i = 0; i < targets.size(); i++) {
            Outcome outcome = outcomes.get(i).join();
            if (isFormatted && !outcome.text().isEmpty() && !before.endsWith("\n")) {
                terminal.print("\n");
            }
            if (!isFormatted && parallel > 1 && outcome.code() != null) {
                terminal.err().println("-- " + name(targets.get(i), i));
            }
            terminal.print(outcome.text());
            before = outcome.text().isEmpty() ? before : outcome.text();
            if (outcome.isFailure()) {
                failures.add(outcome);
                failed.add(name(targets.get(i), i));
                thrown += outcome.failure() == null ? 0 : 1;
                tellFailure(outcome, failed.getLast(), thrown == 1);
            }
            left += outcome.equals(Outcome.NOT_RUN) ? 1 : 0;
        }
        if (left > 0) {
            terminal.err().println(left + " of " + targets.size() + " targets were not run");
        }
        for (Outcome outcome : failures) {
            RuntimeException failure = outcome.failure();
            if (failure != null && (!keepsGoing || !CliException.isExpected(failure))) {
                throw failure;
            }
        }
        if (keepsGoing && !failures.isEmpty()) {
            throw new CliException(
                    failures.size() + " of " + targets.size() + " targets failed: " + String.join(", ", failed));
        }
        return failures.isEmpty() ? 0 : 1;
    }

    /** What ends the command is told at its end: here, which target it was. */
    private void tellFailure(Outcome outcome, String name, boolean isFirst) {
        RuntimeException failure = outcome.failure();
        if (failure != null) {
            terminal.err().println(name + ": " + (keepsGoing || !isFirst ? failure.getMessage() : "failed"));
        }
    }

    /** The target's URL without its password, or which one of the targets it is. */
    private static String name(Settings target, int index) {
        try {
            return target.url().map(url -> DatabaseUrl.parse(url).redacted()).orElse("target " + (index + 1));
        } catch (InvalidUrlException e) {
            return "target " + (index + 1);
        }
    }
}
