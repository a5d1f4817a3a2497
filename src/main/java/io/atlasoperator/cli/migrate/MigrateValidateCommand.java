package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.SchemaInspectRequest;
import io.atlasoperator.engine.Selection;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas migrate validate}: checks the checksums and, on a dev database, the statements. */
@Command(name = "validate", description = "Validates the migration directories checksum and SQL statements.")
final class MigrateValidateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Option(names = "--dev-url", description = "URL of the dev database")
    private String devUrl = "";

    MigrateValidateCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Settings settings = new ProjectReader(terminal, flags.project).read();
        MigrationDirectory directory = flags.folder(terminal, settings).validated();
        Optional<String> dev = Flags.first(devUrl, settings.dev());
        if (dev.isPresent()) {
            try {
                engines.schema()
                        .inspect(new SchemaInspectRequest(
                                new StateSource.Migrations(directory, Optional.empty()),
                                Optional.of(StateUrls.database("--dev-url", dev.get())),
                                Selection.ALL));
            } catch (EngineException e) {
                throw new CliException("replaying the migration directory: " + e.getMessage());
            }
        }
        return 0;
    }
}
