package io.atlasoperator.cli;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.PlanRejectedException;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.plan.TxMode;
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

    @Option(names = "--lock-timeout", description = "how long to wait for the database lock (10s)")
    private String lockTimeout = "10s";

    SchemaCleanCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Settings settings = new ProjectReader(terminal, project).read();
        settings.requireNoHooks("schema clean");
        String target = Flags.first(url, settings.url()).orElseThrow(() -> Flags.required("url"));
        SchemaApplyRequest request = new SchemaApplyRequest(
                StateUrls.database("url", target),
                new StateSource.Hcl(List.of(), Map.of()),
                Optional.empty(),
                selection.selection(settings),
                DiffPolicy.DEFAULT,
                TxMode.FILE,
                false,
                GoDuration.parse("lock-timeout", lockTimeout));
        SchemaApplyReport report;
        try {
            report = engines.schema()
                    .apply(request, new PlanPrompt(terminal, engines.interrupts(), autoApprove, false, false));
        } catch (PlanRejectedException e) {
            return 0;
        }
        terminal.print(report.plan().isEmpty() ? "Nothing to drop\n" : ApplyText.of(report));
        if (report.failure().isPresent()) {
            throw new CliException(report.failure().get().message());
        }
        if (!autoApprove && !report.applied().isEmpty()) {
            terminal.err().println("Done: " + ApplyText.counted(report.applied().size()) + " ran");
        }
        return 0;
    }
}
