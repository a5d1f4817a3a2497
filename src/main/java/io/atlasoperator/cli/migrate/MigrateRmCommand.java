package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.migrate.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas migrate rm}: takes a migration out of a directory. */
@Command(name = "rm", description = "Remove a migration file from the migration directory.")
final class MigrateRmCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Parameters(paramLabel = "[name|version]", description = "which one (the last)")
    private List<String> arguments = new ArrayList<>();

    MigrateRmCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (arguments.size() > 1) {
            throw new CliException("accepts at most 1 arg(s), received " + arguments.size());
        }
        MigrationFolder folder = flags.folder(terminal, new ProjectReader(terminal, flags.project).read());
        List<MigrationFile> files = folder.validated().files();
        if (files.isEmpty()) {
            throw new CliException("the migration directory has no files");
        }
        folder.remove(arguments.isEmpty() ? files.getLast() : MigrationFolder.find(files, arguments.getFirst()));
        return 0;
    }
}
