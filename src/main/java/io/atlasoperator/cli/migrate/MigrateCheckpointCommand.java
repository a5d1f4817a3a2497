package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.SchemaInspectRequest;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.engine.StateSource;
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
import picocli.CommandLine.Parameters;

/** {@code atlas migrate checkpoint}: writes a file with all that the files so far make, from which an empty database starts. */
@Command(
        name = "checkpoint",
        description = "Generate a checkpoint file representing the state of the migration directory.")
final class MigrateCheckpointCommand implements Callable<Integer> {
    private static final String NAME = "checkpoint";

    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private NewFileFlags flags = new NewFileFlags();

    @Parameters(paramLabel = "[tag]", description = "what the checkpoint is called")
    private List<String> arguments = new ArrayList<>();

    MigrateCheckpointCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (arguments.size() > 1) {
            throw new CliException("accepts at most 1 arg(s), received " + arguments.size());
        }
        String tag = arguments.isEmpty() ? "" : arguments.getFirst();
        if (tag.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new CliException("a tag is written into a comment, so it can't hold spaces or line breaks: " + tag);
        }
        Settings settings = new ProjectReader(terminal, flags.directory.project).read();
        Duration patience = flags.patience(settings);
        DatabaseUrl dev =
                StateUrls.database("--dev-url", flags.dev(settings).orElseThrow(() -> Flags.required("dev-url")));
        MigrationFolder folder = flags.directory.folder(terminal, settings);
        if (folder.format() != DirectoryFormat.ATLAS) {
            throw new CliException("checkpoint supports only atlas directories, but got: "
                    + folder.format().text());
        }
        FileTemplate template = flags.template("migrate.checkpoint", settings);
        try (MigrationEngine.Held held = engines.migration().hold(dev, patience)) {
            return write(settings, folder, dev, template, tag);
        }
    }

    private int write(Settings settings, MigrationFolder folder, DatabaseUrl dev, FileTemplate template, String tag) {
        MigrationDirectory directory = folder.validated();
        SchemaState state = engines.schema()
                .inspect(new SchemaInspectRequest(
                        new StateSource.Migrations(directory, Optional.empty()),
                        Optional.of(dev),
                        flags.selection(settings)));
        Plan plan = engines.schema().creation(state, template.indent(), flags.qualifier());
        if (plan.isEmpty()) {
            throw new CliException("the migration directory makes nothing, so there is nothing to begin with");
        }
        folder.write(directory, List.of(file(folder, directory, template, plan, tag)));
        return 0;
    }

    private SourceFile file(
            MigrationFolder folder, MigrationDirectory directory, FileTemplate template, Plan plan, String tag) {
        // A checkpoint that does not come last would leave out what comes after it.
        String version = folder.versionAfter(directory.files(), engines.clock());
        SourceFile made = template.applied(folder.create(version, NAME, plan.statements()), version, NAME, plan)
                .getFirst();
        String directive = tag.isEmpty() ? "-- atlas:checkpoint\n\n" : "-- atlas:checkpoint " + tag + "\n\n";
        return new SourceFile(made.name(), flags.edited(terminal, engines, directive + made.content()));
    }
}
