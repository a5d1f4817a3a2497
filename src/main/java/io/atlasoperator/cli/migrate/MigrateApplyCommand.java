package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.TargetFlags;
import io.atlasoperator.cli.console.TargetRuns;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.MigrateApplyReport;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.template.Template;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas migrate apply}: runs the migration files that are pending. */
@Command(name = "apply", description = "Applies pending migration files on the connected database.")
final class MigrateApplyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Mixin
    private RevisionFlags revisions = new RevisionFlags();

    @Mixin
    private TargetFlags targets = new TargetFlags();

    @Parameters(paramLabel = "[amount]", description = "run at most so many files")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--dry-run", arity = "0..1", fallbackValue = "true", description = "print what would run and stop")
    private boolean dryRun;

    @Option(names = "--lock-timeout", description = "how long to wait for the database lock (10s)")
    private String lockTimeout = "";

    @Option(names = "--lock-name", description = "name of the database lock")
    private String lockName = MigrateApplyRequest.DEFAULT_LOCK;

    @Option(names = "--baseline", description = "start after this version")
    private String baseline = "";

    @Option(names = "--tx-mode", description = "transactions: none, file or all (file)")
    private String txMode = "";

    @Option(names = "--exec-order", description = "order of execution: linear, linear-skip or non-linear (linear)")
    private String execOrder = "";

    @Option(
            names = "--allow-dirty",
            arity = "0..1",
            fallbackValue = "true",
            description = "work on a non-clean database")
    private boolean allowDirty;

    @Option(names = "--to-version", description = "last version to run")
    private @Nullable String toVersion;

    @Option(names = "--context", hidden = true, description = "who asked for it, in JSON")
    private String context = "";

    MigrateApplyCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        revisions.check();
        Optional<Integer> amount = amount();
        if (toVersion != null && toVersion.isEmpty()) {
            // An empty variable of a script must not stand for all files.
            throw new CliException(
                    "--to-version is empty: say which version is the last to apply, or leave the flag out");
        }
        List<Settings> all = new ProjectReader(terminal, flags.project).readAll();
        return new TargetRuns(terminal, targets)
                .run(
                        all,
                        revisions.isFormatted("migrate.apply", all.getFirst()),
                        (out, settings) -> apply(out, settings, amount));
    }

    private int apply(Terminal out, Settings settings, Optional<Integer> amount) {
        MigrationDirectory directory = flags.folder(terminal, settings).validated();
        String target = revisions.url(settings).orElseThrow(() -> new CliException("required flag \"url\" not set"));
        Optional<Template> template = revisions.template("migrate.apply", settings);
        MigrateApplyReport report = engines.migration()
                .apply(new MigrateApplyRequest(
                        StateUrls.database("--url", target),
                        directory,
                        revisions.revisionsSchema(settings),
                        txMode(settings),
                        execOrder(settings),
                        Flags.first(baseline, settings.migration().baseline()),
                        allowDirty,
                        amount,
                        Optional.ofNullable(toVersion),
                        dryRun,
                        lockName,
                        flags.lockTimeout(lockTimeout, settings),
                        settings.environment().hooks()));
        if (template.isPresent()) {
            out.print(Report.text(
                    template.get(),
                    MigrateObjects.of(report),
                    () -> MigrateText.of(report) + report.error().orElse("")));
            return report.error().isPresent() ? 1 : 0;
        }
        out.print(MigrateText.of(report));
        if (report.error().isPresent()) {
            throw new CliException(report.error().get());
        }
        return 0;
    }

    private Optional<Integer> amount() {
        if (arguments.size() > 1) {
            throw new CliException("accepts at most 1 arg(s), received " + arguments.size());
        }
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        String text = arguments.getFirst();
        if (!text.matches("[0-9]{1,9}")) {
            throw new CliException("invalid amount argument \"" + text
                    + (text.matches("[0-9]+") ? "\" (value out of range)" : "\" (invalid syntax)")
                    + ". Omit the argument or pass a valid integer instead");
        }
        int amount = Integer.parseInt(text);
        if (amount == 0) {
            throw new CliException("cannot apply '0' migration files");
        }
        return Optional.of(amount);
    }

    private TxMode txMode(Settings settings) {
        if (txMode.isEmpty()) {
            return settings.environment().txMode().orElse(TxMode.FILE);
        }
        return TxMode.of(txMode).orElseThrow(() -> new CliException("unknown tx-mode \"" + txMode + "\""));
    }

    private ExecOrder execOrder(Settings settings) {
        if (execOrder.isEmpty()) {
            return settings.migration().execOrder().orElse(ExecOrder.LINEAR);
        }
        return ExecOrder.of(execOrder.toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElseThrow(() -> new CliException("unknown execution order: \"" + execOrder + "\""));
    }
}
