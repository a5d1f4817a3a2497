package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.SchemaDiffRequest;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.migrate.DirectoryFiles;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.source.SourceFile;
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

/** {@code atlas migrate diff}: writes the migration file that leads to the desired state. */
@Command(
        name = "diff",
        description =
                "Compute the diff between the migration directory and a desired state and create a new migration file.")
final class MigrateDiffCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private NewFileFlags flags = new NewFileFlags();

    @Parameters(paramLabel = "[name]", description = "name of the migration")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--to", description = "URLs of the desired state")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--dry-run",
            arity = "0..1",
            fallbackValue = "true",
            description = "print the files as JSON and write nothing")
    private boolean dryRun;

    MigrateDiffCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (arguments.size() > 1) {
            throw new CliException("accepts at most 1 arg(s), received " + arguments.size());
        }
        Settings settings = new ProjectReader(terminal, flags.directory.project).read();
        Duration patience = flags.patience(settings);
        Optional<String> dev = flags.dev(settings);
        List<String> desired = Flags.first(to, settings.source());
        if (dev.isEmpty()) {
            throw desired.isEmpty() ? Flags.required("dev-url", "to") : Flags.required("dev-url");
        }
        if (desired.isEmpty()) {
            throw Flags.required("to");
        }
        StateSource wanted = StateUrls.of(terminal.workspace(), settings).source("--to", settings.resolve(desired));
        DatabaseUrl devDatabase = StateUrls.database("--dev-url", dev.get());
        FileTemplate template = flags.template("migrate.diff", settings);
        MigrationFolder folder = flags.directory.folder(terminal, settings);
        if (flags.edits() && folder.format() != DirectoryFormat.ATLAS) {
            throw new CliException("--edit flag supports only atlas directories, but got: "
                    + folder.format().text());
        }
        try (MigrationEngine.Held held = engines.migration().hold(devDatabase, patience)) {
            return diff(settings, folder, wanted, devDatabase, template);
        }
    }

    private int diff(
            Settings settings,
            MigrationFolder folder,
            StateSource wanted,
            DatabaseUrl devDatabase,
            FileTemplate template) {
        MigrationDirectory directory =
                dryRun ? folder.planned() : folder.create().validated();
        Plan plan = engines.schema()
                .diff(new SchemaDiffRequest(
                        new StateSource.Migrations(directory, Optional.empty()),
                        wanted,
                        Optional.of(devDatabase),
                        flags.selection(settings),
                        settings.policy(),
                        template.indent(),
                        flags.qualifier()));
        if (plan.isEmpty()) {
            terminal.print("The migration directory is synced with the desired state, no changes to be made\n");
            return 0;
        }
        String name = arguments.isEmpty() ? "" : arguments.getFirst();
        String version = DirectoryFiles.version(engines.clock());
        List<SourceFile> files = template.applied(folder.create(version, name, plan.statements()), version, name, plan);
        List<SourceFile> edited = files.stream()
                .map(file -> new SourceFile(file.name(), flags.edited(terminal, engines, file.content())))
                .toList();
        if (dryRun) {
            terminal.print(
                    MigrateObjects.json(flags.directory.formattedLocation(settings), folder.format(), edited) + "\n");
        } else {
            folder.write(directory, edited);
        }
        return 0;
    }
}
