package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.engine.MigrateDownReport;
import io.atlasoperator.engine.MigrateDownRequest;
import io.atlasoperator.migrate.DownGoal;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.template.Template;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas migrate down}: undoes migrations. */
@Command(name = "down", description = "Reverts applied migration files on the connected database.")
final class MigrateDownCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Mixin
    private RevisionFlags revisions = new RevisionFlags();

    @Parameters(paramLabel = "[amount]", description = "revert so many files (1)")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--dev-url", description = "URL of the dev database")
    private String devUrl = "";

    @Option(
            names = "--dry-run",
            arity = "0..1",
            fallbackValue = "true",
            description = "ask the checks, print what would run and stop")
    private boolean dryRun;

    @Option(names = "--lock-timeout", description = "how long to wait for the database lock (10s)")
    private String lockTimeout = "";

    @Option(names = "--lock-name", description = "name of the database lock")
    private String lockName = MigrateApplyRequest.DEFAULT_LOCK;

    @Option(names = "--to-version", description = "the version to go back to, which stays")
    private @Nullable String toVersion;

    @Option(names = "--to-tag", description = "the tag of the checkpoint to go back to, which stays")
    private @Nullable String toTag;

    @Option(names = "--context", hidden = true, description = "who asked for it, in JSON")
    private String context = "";

    MigrateDownCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        revisions.check();
        DownGoal goal = goal();
        Settings settings = new ProjectReader(terminal, flags.project).read();
        Flags.requireNoHooks(settings, "migrate down");
        MigrationDirectory directory = flags.folder(terminal, settings).validated();
        String target = revisions.url(settings).orElseThrow(() -> Flags.required("url"));
        Optional<DatabaseUrl> dev =
                Flags.first(devUrl, settings.dev()).map(text -> StateUrls.database("--dev-url", text));
        Optional<Template> template = revisions.template("migrate.down", settings);
        MigrateDownReport report = engines.migration()
                .down(new MigrateDownRequest(
                        StateUrls.database("--url", target),
                        directory,
                        dev,
                        revisions.revisionsSchema(settings),
                        goal,
                        dryRun,
                        lockName,
                        flags.lockTimeout(lockTimeout, settings)));
        if (template.isPresent()) {
            terminal.print(Report.text(
                    template.get(),
                    MigrateDownObject.of(report),
                    () -> MigrateDownText.of(report) + report.error().orElse("")));
            return report.error().isPresent() ? 1 : 0;
        }
        terminal.print(MigrateDownText.of(report));
        if (report.error().isPresent()) {
            throw new CliException(report.error().get());
        }
        return 0;
    }

    private DownGoal goal() {
        if (arguments.size() > 1) {
            throw new CliException("accepts at most 1 arg(s), received " + arguments.size());
        }
        Optional<String> version = named("to-version", toVersion);
        Optional<String> tag = named("to-tag", toTag);
        if (version.isPresent() && tag.isPresent()) {
            throw new CliException("--to-version and --to-tag are mutually exclusive");
        }
        if ((version.isPresent() || tag.isPresent()) && !arguments.isEmpty()) {
            throw new CliException(
                    "an amount and " + (tag.isEmpty() ? "--to-version" : "--to-tag") + " are mutually exclusive");
        }
        return version.<DownGoal>map(DownGoal.ToVersion::new)
                .or(() -> tag.map(DownGoal.ToTag::new))
                .orElseGet(() -> new DownGoal.Amount(amount()));
    }

    /** An empty variable of a script must not stand for one migration. */
    private static Optional<String> named(String flag, @Nullable String value) {
        if (value != null && value.isEmpty()) {
            throw new CliException("--" + flag + " is empty: say where to go back to, or leave the flag out");
        }
        return Optional.ofNullable(value);
    }

    private int amount() {
        if (arguments.isEmpty()) {
            return 1;
        }
        String text = arguments.getFirst();
        if (!text.matches("[0-9]{1,9}")) {
            throw new CliException("invalid amount argument \"" + text
                    + (text.matches("[0-9]+") ? "\" (value out of range)" : "\" (invalid syntax)")
                    + ". Omit the argument or pass a valid integer instead");
        }
        int amount = Integer.parseInt(text);
        if (amount == 0) {
            throw new CliException("cannot revert '0' migration files");
        }
        return amount;
    }
}
