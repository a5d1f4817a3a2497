package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.MigrateSetRequest;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas migrate set}: says by hand which files are done. */
@Command(name = "set", description = "Set the current version of the migration history table.")
final class MigrateSetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Parameters(paramLabel = "[version]", description = "the last version that is done (that of the last file)")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-u", "--url"},
            description = "URL of the database")
    private String url = "";

    @Option(names = "--revisions-schema", description = "name of the schema the revisions table is in")
    private String revisionsSchema = "";

    MigrateSetCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (arguments.size() > 1) {
            throw new CliException("accepts at most 1 arg(s), received " + arguments.size());
        }
        Settings settings = new ProjectReader(terminal, flags.project).read();
        String target = Flags.first(url, settings.url()).orElseThrow(() -> Flags.required("url"));
        terminal.print(MigrateText.of(engines.migration()
                .set(new MigrateSetRequest(
                        StateUrls.database("--url", target),
                        flags.folder(terminal, settings).validated(),
                        flags.revisionsSchema(revisionsSchema, settings),
                        arguments.isEmpty() ? Optional.empty() : Optional.of(arguments.getFirst()),
                        Duration.ZERO))));
        return 0;
    }
}
