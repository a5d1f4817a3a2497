package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.workspace.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas migrate hash}: writes the checksums of a migration directory anew. */
@Command(name = "hash", description = "Hash (re-)creates an integrity hash file for the migration directory.")
final class MigrateHashCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Option(names = "--force", hidden = true, arity = "0..1", fallbackValue = "true", description = "has no meaning")
    private boolean force;

    MigrateHashCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (force) {
            terminal.err().println("Flag --force has been deprecated, you can safely omit it.");
        }
        Settings settings = new ProjectReader(terminal, flags.project).read();
        flags.folder(terminal, settings).hash();
        return 0;
    }
}
