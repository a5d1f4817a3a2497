package io.atlasoperator.cli;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.ProjectFlags;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas whoami}: there is no account to be logged in to, so nobody ever is. */
@Command(
        name = "whoami",
        description = "Prints the account that is logged in: never one, plans are approved in the cluster.")
final class WhoAmICommand implements Callable<Integer> {
    @Mixin
    private ProjectFlags project = new ProjectFlags();

    @Option(names = "--format", description = "Go template to use to format the output")
    private String format = "";

    @Override
    public Integer call() {
        throw new CliException("command requires 'atlas login'");
    }
}
