package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.migrate.MigrationFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas migrate rebase}: puts migrations behind all others, as after a merge with those of somebody else. */
@Command(name = "rebase", description = "Rebase one or multiple migration files on top of all others.")
final class MigrateRebaseCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Parameters(paramLabel = "{name|version}...", description = "which ones")
    private List<String> arguments = new ArrayList<>();

    MigrateRebaseCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (arguments.isEmpty()) {
            throw new CliException("requires at least 1 arg(s), only received 0");
        }
        MigrationFolder folder = flags.folder(terminal, new ProjectReader(terminal, flags.project).read());
        // Its checksums need not fit: two branches that added files have both written them.
        List<MigrationFile> files = folder.read().files();
        List<MigrationFile> moved = arguments.stream()
                .map(argument -> MigrationFolder.find(files, argument))
                .distinct()
                .sorted(Comparator.comparingInt(files::indexOf))
                .toList();
        folder.putLast(moved, engines.clock());
        return 0;
    }
}
