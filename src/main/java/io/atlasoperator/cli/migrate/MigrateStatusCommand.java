package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.ReportFunctions;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.MigrateStatusReport;
import io.atlasoperator.engine.MigrateStatusRequest;
import io.atlasoperator.template.Template;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas migrate status}: tells where a database stands. */
@Command(name = "status", description = "Get information about the current migration status.")
final class MigrateStatusCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Option(
            names = {"-u", "--url"},
            description = "URL of the database")
    private String url = "";

    @Option(names = "--format", description = "Go template to use to format the output")
    private String format = "";

    @Option(names = "--log", hidden = true, description = "as --format")
    private String log = "";

    @Option(names = "--revisions-schema", description = "name of the schema the revisions table is in")
    private String revisionsSchema = "";

    MigrateStatusCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Flags.exclusive("log", !log.isEmpty(), "format", !format.isEmpty());
        Settings settings = new ProjectReader(terminal, flags.project).read();
        String target = Flags.first(url, settings.url()).orElseThrow(() -> Flags.required("url"));
        Optional<Template> template = Flags.first(format, Flags.first(log, settings.format("migrate.status")))
                .map(text -> Report.parse("format", text, ReportFunctions.all()));
        MigrateStatusReport report = engines.migration()
                .status(new MigrateStatusRequest(
                        StateUrls.database("--url", target),
                        flags.folder(terminal, settings).validated(),
                        flags.revisionsSchema(revisionsSchema, settings)));
        terminal.print(
                template.isPresent()
                        ? Report.text(template.get(), MigrateObjects.of(report, flags.formattedLocation(settings)))
                        : MigrateText.of(report));
        return 0;
    }
}
