package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.workspace.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas migrate ls}: lists the files of a migration directory in the order they run. */
@Command(name = "ls", description = "List the files of the migration directory.")
final class MigrateLsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Option(names = "--short", arity = "0..1", fallbackValue = "true", description = "versions only")
    private boolean isShort;

    @Option(names = "--latest", arity = "0..1", fallbackValue = "true", description = "the last file only")
    private boolean latest;

    MigrateLsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Settings settings = new ProjectReader(terminal, flags.project).read();
        List<MigrationFile> files = flags.folder(terminal, settings).read().files();
        List<MigrationFile> shown = latest && !files.isEmpty() ? List.of(files.getLast()) : files;
        StringBuilder out = new StringBuilder();
        shown.forEach(file -> out.append(isShort ? file.version() : file.name()).append('\n'));
        terminal.print(out.toString());
        return 0;
    }
}
