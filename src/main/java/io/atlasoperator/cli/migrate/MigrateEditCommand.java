package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Editor;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.migrate.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas migrate edit}: opens a migration in the user's editor, and writes the checksums anew. */
@Command(name = "edit", description = "Edit a migration file by its name or version and update the atlas.sum file.")
final class MigrateEditCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Parameters(paramLabel = "{name|version}", description = "which one")
    private List<String> arguments = new ArrayList<>();

    MigrateEditCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (arguments.size() != 1) {
            throw new CliException("accepts 1 arg(s), received " + arguments.size());
        }
        MigrationFolder folder = flags.folder(terminal, new ProjectReader(terminal, flags.project).read());
        folder.requireEditable();
        MigrationFile file = MigrationFolder.find(folder.validated().files(), arguments.getFirst());
        folder.rewrite(file, engines.interrupts().editing(() -> new Editor(terminal).edit(file.content())));
        return 0;
    }
}
