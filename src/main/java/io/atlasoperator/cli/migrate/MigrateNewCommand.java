package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.migrate.DirectoryFiles;
import io.atlasoperator.workspace.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas migrate new}: adds an empty file to a migration directory. */
@Command(name = "new", description = "Creates a new empty migration file in the migration directory.")
final class MigrateNewCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Parameters(paramLabel = "[name]", description = "name of the migration")
    private List<String> arguments = new ArrayList<>();

    MigrateNewCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (arguments.size() > 1) {
            throw new CliException("accepts at most 1 arg(s), received " + arguments.size());
        }
        Settings settings = new ProjectReader(terminal, flags.project).read();
        MigrationFolder folder = flags.folder(terminal, settings).create();
        folder.validated();
        folder.write(folder.create(
                DirectoryFiles.version(engines.clock()), arguments.isEmpty() ? "" : arguments.getFirst(), List.of()));
        return 0;
    }
}
