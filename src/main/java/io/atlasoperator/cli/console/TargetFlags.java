package io.atlasoperator.cli.console;

import picocli.CommandLine.Option;

/** How a command goes about several targets, which a project file gives where an {@code env} has {@code for_each}. */
public final class TargetFlags {
    private static final int MOST = 64;

    @Option(names = "--parallel", description = "work on so many targets of an env with for_each at once (1)")
    private String parallel = "1";

    @Option(
            names = "--keep-going",
            arity = "0..1",
            fallbackValue = "true",
            description = "go on with the other targets where one fails")
    private boolean keepsGoing;

    /** How many targets at once, at least one. */
    public int parallel() {
        if (!parallel.matches("[0-9]{1,3}") || Integer.parseInt(parallel) < 1 || Integer.parseInt(parallel) > MOST) {
            throw new CliException("--parallel must be a number from 1 to " + MOST + ", got: " + parallel);
        }
        return Integer.parseInt(parallel);
    }

    /** Whether a failure leaves the targets after it to be worked on. */
    public boolean keepsGoing() {
        return keepsGoing;
    }
}
