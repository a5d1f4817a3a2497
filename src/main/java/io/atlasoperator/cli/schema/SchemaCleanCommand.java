package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectFlags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.ReportFunctions;
import io.atlasoperator.cli.console.SelectionFlags;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.PlanRejectedException;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.engine.StatementFailure;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.template.Template;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas schema clean}: drops all that is in a database. */
@Command(name = "clean", description = "Removes all objects from the connected database.")
final class SchemaCleanCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private ProjectFlags project = new ProjectFlags();

    @Mixin
    private SelectionFlags selection = new SelectionFlags();

    @Option(
            names = {"-u", "--url"},
            description = "URL of the database to clean")
    private String url = "";

    @Option(names = "--auto-approve", arity = "0..1", fallbackValue = "true", description = "clean without asking")
    private boolean autoApprove;

    @Option(names = "--dry-run", arity = "0..1", fallbackValue = "true", description = "show what would run and stop")
    private boolean dryRun;

    @Option(names = "--format", description = "Go template to use to format the output")
    private String format = "";

    @Option(names = "--lock-timeout", description = "how long to wait for the database lock (10s)")
    private String lockTimeout = "10s";

    SchemaCleanCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Flags.exclusive("dry-run", dryRun, "auto-approve", autoApprove);
        Settings settings = new ProjectReader(terminal, project).read();
        Flags.requireNoHooks(settings, "schema clean");
        String target = Flags.first(url, settings.url()).orElseThrow(() -> Flags.required("url"));
        Optional<Template> template = Flags.first(format, settings.format("schema.clean"))
                .map(text -> Report.parse("format", text, ReportFunctions.all()));
        if (template.isPresent() && !dryRun && !autoApprove) {
            throw new CliException("--format can only be used with --dry-run or --auto-approve");
        }
        template.ifPresent(given -> engines.turnProgressOff());
        SchemaApplyRequest request = new SchemaApplyRequest(
                StateUrls.database("--url", target),
                new StateSource.Hcl(List.of(), Map.of()),
                Optional.empty(),
                selection.selection(settings),
                DiffPolicy.DEFAULT,
                TxMode.FILE,
                dryRun,
                Flags.duration("lock-timeout", lockTimeout));
        SchemaApplyReport report;
        try {
            report = engines.schema()
                    .apply(
                            request,
                            new PlanPrompt(terminal, engines.interrupts(), autoApprove, false, template.isPresent()));
        } catch (PlanRejectedException e) {
            return 0;
        }
        terminal.print(
                template.isPresent()
                        ? Report.text(
                                template.get(),
                                SchemaCleanObject.of(report, dryRun),
                                () -> text(report)
                                        + report.failure()
                                                .map(StatementFailure::message)
                                                .orElse(""))
                        : text(report));
        if (report.failure().isPresent()) {
            throw new CliException(report.failure().get().message());
        }
        if (!autoApprove && !report.applied().isEmpty()) {
            terminal.err().println("Done: " + ApplyText.counted(report.applied().size()) + " ran");
        }
        return 0;
    }

    private String text(SchemaApplyReport report) {
        if (report.plan().isEmpty()) {
            return "Nothing to drop\n";
        }
        return dryRun ? PlanText.planned(report.plan()) : ApplyText.of(report);
    }
}
