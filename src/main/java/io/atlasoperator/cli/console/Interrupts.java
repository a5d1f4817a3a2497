package io.atlasoperator.cli.console;

import io.atlasoperator.engine.Interruption;
import java.util.function.Supplier;
import sun.misc.Signal;

/**
 * What a signal does to a command. The first one lets it stop in good order: the running statement is cancelled, its
 * transaction rolled back, and the command tells what ran. The second one ends the process. At a question the first one
 * does, for nothing runs. The signal handlers of the JDK's module {@code jdk.unsupported} are the only ones there are.
 */
public final class Interrupts {
    private final Interruption work;
    private volatile Doing doing = Doing.WORK;
    private boolean handlesSignals;
    private Runnable beforeQuestions = () -> {};

    private enum Doing {
        WORK,
        QUESTION,
        EDITOR
    }

    /** @param work what the first signal raises */
    public Interrupts(Interruption work) {
        this.work = work;
    }

    /** Ends the work of the engines. */
    public Interruption work() {
        return work;
    }

    /** Asks something that an interrupt answers with no. */
    public <T> T asking(Supplier<T> question) {
        return during(Doing.QUESTION, question);
    }

    /** Runs a program that has the terminal, and its interrupts, to itself. */
    public <T> T editing(Supplier<T> editor) {
        return during(Doing.EDITOR, editor);
    }

    /** What is to be done before anything is asked, as the process may end with the question. */
    public void beforeQuestions(Runnable work) {
        beforeQuestions = work;
    }

    private <T> T during(Doing what, Supplier<T> supplier) {
        beforeQuestions.run();
        doing = what;
        try {
            return supplier.get();
        } finally {
            doing = Doing.WORK;
        }
    }

    /** Whether the command is the whole process. */
    public boolean handlesSignals() {
        return handlesSignals;
    }

    /** Takes the signals of this process from now on. */
    public void handleSignals(Terminal terminal) {
        handlesSignals = true;
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            try {
                Signal.handle(new Signal(name), signal -> received(name.equals("INT"), terminal));
            } catch (IllegalArgumentException e) {
                // Not every system has every signal.
                System.getLogger(Interrupts.class.getName()).log(System.Logger.Level.DEBUG, "no signal " + name, e);
            }
        }
    }

    private void received(boolean fromKeyboard, Terminal terminal) {
        switch (doing) {
            case QUESTION -> {
                terminal.print("\n");
                System.exit(fromKeyboard ? 0 : 1);
            }
            case EDITOR -> {
                if (!fromKeyboard) {
                    System.exit(1);
                }
            }
            case WORK -> {
                if (work.isRaised()) {
                    System.exit(1);
                }
                work.raise();
                terminal.err().println("\ninterrupt received, wait for exit or ^C to terminate");
            }
        }
    }
}
