package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.CsvValues;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.ReportFunctions;
import io.atlasoperator.cli.console.TargetFlags;
import io.atlasoperator.cli.console.TargetRuns;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.engine.PlanGate;
import io.atlasoperator.engine.PlanRejectedException;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.StatementFailure;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.project.LintPolicy;
import io.atlasoperator.template.Template;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas schema apply}: makes a database look as desired. */
@Command(name = "apply", description = "Apply an atlas schema to a target database.")
final class SchemaApplyCommand extends SchemaCommand {
    @Option(
            names = {"-u", "--url"},
            description = "URL of the database to change")
    private String url = "";

    @Option(names = "--to", description = "URLs of the desired state")
    private List<String> to = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            hidden = true,
            description = "files of the desired state")
    private List<String> files = new ArrayList<>();

    @Option(names = "--dry-run", arity = "0..1", fallbackValue = "true", description = "print the plan and stop")
    private boolean dryRun;

    @Option(names = "--auto-approve", arity = "0..1", fallbackValue = "true", description = "apply without asking")
    private boolean autoApprove;

    @Option(names = "--tx-mode", description = "transactions: none, file or all (file)")
    private String txMode = "";

    @Option(names = "--lock-timeout", description = "how long to wait for the database lock (10s)")
    private String lockTimeout = "10s";

    @Option(names = "--lock-name", description = "name of the database lock")
    private String lockName = MigrateApplyRequest.DEFAULT_LOCK;

    @Option(names = "--plan", hidden = true, description = "URL of an approved plan")
    private String plan = "";

    @Option(
            names = "--edit",
            arity = "0..1",
            fallbackValue = "true",
            description = "edit the plan with $EDITOR before it runs")
    private boolean edit;

    @Mixin
    private TargetFlags targets = new TargetFlags();

    SchemaApplyCommand(Terminal terminal, Engines engines) {
        super(terminal, engines);
    }

    @Override
    int run(ProjectReader project) {
        List<Settings> all = project.readAll();
        if (targets.parallel() > 1 && !dryRun && !autoApprove) {
            throw new CliException("--parallel can only be used with --dry-run or --auto-approve");
        }
        if (targets.parallel() > 1) {
            // One line can't tell of several.
            engines.turnProgressOff();
        }
        return new TargetRuns(terminal, targets)
                .run(all, flags.format(all.getFirst(), "schema.apply").isPresent(), this::apply);
    }

    @Override
    int run(Settings settings) {
        return apply(terminal, settings);
    }

    private int apply(Terminal out, Settings settings) {
        Flags.requireNoHooks(settings, "schema apply");
        String target = Flags.first(url, settings.url()).orElseThrow(() -> Flags.required("url"));
        List<String> desired = desired(settings);
        TxMode mode = txMode.isEmpty()
                ? settings.environment().txMode().orElse(TxMode.FILE)
                : TxMode.of(txMode).orElseThrow(() -> new CliException("unknown tx-mode \"" + txMode + "\""));
        if (autoApprove
                && settings.environment()
                        .lint()
                        .review()
                        .filter(LintPolicy.Review.ERROR::equals)
                        .isPresent()) {
            throw new CliException("auto-approve is not allowed when a lint policy is set to \"ERROR\"");
        }
        Optional<Template> template = flags.format(settings, "schema.apply")
                .map(format -> Report.parse("format", format, ReportFunctions.all()));
        if (template.isPresent() && !dryRun && !autoApprove) {
            throw new CliException("--log and --format can only be used with --dry-run or --auto-approve");
        }
        template.ifPresent(given -> engines.turnProgressOff());
        DatabaseUrl database = StateUrls.database("--url", target);
        SchemaApplyRequest request = new SchemaApplyRequest(
                database,
                StateUrls.of(terminal.workspace(), settings).source("--to", desired),
                flags.dev(settings),
                flags.selection(settings),
                settings.policy(),
                mode,
                dryRun,
                Flags.duration("lock-timeout", lockTimeout),
                lockName,
                settings.environment().lint().rules());
        return apply(out, request, template);
    }

    @Override
    void check() {
        Flags.exclusive("file", !files.isEmpty(), "to", !to.isEmpty());
        Flags.exclusive("dry-run", dryRun, "auto-approve", autoApprove);
        Flags.exclusive("edit", edit, "plan", !plan.isEmpty());
        Flags.exclusive("dry-run", dryRun, "edit", edit);
        if (!plan.isEmpty()) {
            throw new CliException("--plan is not supported by this version");
        }
    }

    private List<String> desired(Settings settings) {
        List<String> urls = Flags.first(to, List.of());
        if (urls.isEmpty()) {
            urls = CsvValues.of(files).stream()
                    .map(file -> StateUrls.scheme(file).isEmpty() ? "file://" + file : file)
                    .toList();
        }
        if (urls.isEmpty()) {
            urls = settings.source();
        }
        if (urls.isEmpty()) {
            throw new CliException("one of flag(s) \"file\" or \"to\" is required");
        }
        return settings.resolve(urls);
    }

    private int apply(Terminal out, SchemaApplyRequest request, Optional<Template> template) {
        SchemaApplyReport report;
        try {
            report = engines.schema().apply(request, gate(out, template.isPresent()));
        } catch (PlanRejectedException e) {
            return 0;
        }
        if (template.isPresent()) {
            out.print(Report.text(
                    template.get(),
                    SchemaApplyObject.of(report),
                    () -> text(report)
                            + report.failure().map(StatementFailure::message).orElse("")));
        } else {
            out.print(text(report));
        }
        if (report.failure().isPresent()) {
            throw new CliException(report.failure().get().message());
        }
        if (!autoApprove && !report.applied().isEmpty()) {
            out.err().println("Done: " + ApplyText.counted(report.applied().size()) + " ran");
        }
        return 0;
    }

    private String text(SchemaApplyReport report) {
        if (report.plan().isEmpty()) {
            return "Schema is synced, no changes to be made\n";
        }
        return dryRun ? PlanText.planned(report.plan()) : ApplyText.of(report);
    }

    private PlanGate gate(Terminal out, boolean isQuiet) {
        return new PlanPrompt(out, engines.interrupts(), autoApprove, edit, isQuiet);
    }
}
