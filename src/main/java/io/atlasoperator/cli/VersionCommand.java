package io.atlasoperator.cli;

import io.atlasoperator.cli.console.ProductVersion;
import io.atlasoperator.cli.console.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code atlas version}. */
@Command(name = "version", description = "Prints this Atlas CLI version information.")
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(ProductVersion.line() + "\n");
        return 0;
    }
}
