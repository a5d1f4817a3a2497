package io.atlasoperator.operator;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The operator's door: reads the flags and the environment, then boots Quarkus. */
@QuarkusMain
public final class OperatorMain {
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private OperatorMain() {}

    /** Runs until the process is told to stop. */
    public static void main(String... args) {
        OptionalInt exit = check(args, System.getenv(), System.out, System.err);
        if (exit.isPresent()) {
            System.exit(exit.getAsInt());
        }
        // Virtual threads give way only where they wait. With a thread of the system for each piece of work, one that
        // computes
        // for long takes its share of the processors, and keeps nobody from the rest.
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, "64");
        }
        Quarkus.run(OperatorApplication.class, args);
    }

    /** The exit code if there is nothing to run: help was asked for, or a flag or variable is wrong. */
    static OptionalInt check(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            OperatorFlags flags = flags(args);
            if (flags.help) {
                new CommandLine(flags).usage(out);
                return OptionalInt.of(0);
            }
            OperatorEnvironment.of(environment);
            return OptionalInt.empty();
        } catch (ParameterException | IllegalArgumentException e) {
            err.println("atlas-operator: " + String.valueOf(e.getMessage()).replace('\n', ' '));
            return OptionalInt.of(1);
        }
    }

    /**
     * Reads the flags.
     *
     * @throws ParameterException if one is unknown or its value can't be used
     */
    static OperatorFlags flags(String... args) {
        OperatorFlags flags = new OperatorFlags();
        new CommandLine(flags).setOverwrittenOptionsAllowed(true).parseArgs(args);
        return flags;
    }
}
