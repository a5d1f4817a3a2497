package io.atlasoperator.cli;

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
    private MigrateFlags flags = new MigrateFlags();

    @Parameters(paramLabel = "[tag]", description = "what the checkpoint is called")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--dev-url", description = "URL of the dev database")
    private String devUrl = "";

    @Mixin
    private SelectionFlags selection = new SelectionFlags();

    @Option(names = "--format", description = "Go template to use to format the output: {{ sql . \"  \" }}")
    private String format = "";

    @Option(names = "--qualifier", description = "qualify names with this one")
    private @Nullable String qualifier;

    @Option(names = "--edit", arity = "0..1", fallbackValue = "true", description = "edit the file in $EDITOR first")
    private boolean edit;

    @Option(names = "--lock-timeout", description = "how long to wait for the database lock (10s)")
    private String lockTimeout = "";

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
        Settings settings = new ProjectReader(terminal, flags.project).read();
        Duration patience = flags.lockTimeout(lockTimeout, settings);
        DatabaseUrl dev = StateUrls.database(
                "--dev-url", Flags.first(devUrl, settings.dev()).orElseThrow(() -> Flags.required("dev-url")));
        MigrationFolder folder = flags.folder(terminal, settings);
        if (folder.format() != DirectoryFormat.ATLAS) {
            throw new CliException("checkpoint supports only atlas directories, but got: "
                    + folder.format().text());
        }
        FileTemplate template = FileTemplate.of(
                Flags.first(format, settings.format("migrate.checkpoint")).orElse(""));
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
                        selection.selection(settings)));
        Plan plan = engines.schema().creation(state, template.indent(), Optional.ofNullable(qualifier));
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
        String text = directive + made.content();
        return new SourceFile(
                made.name(), edit ? engines.interrupts().editing(() -> new Editor(terminal).edit(text)) : text);
    }
}
