package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.LintObjects;
import io.atlasoperator.cli.console.LintText;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Report;
import io.atlasoperator.cli.console.ReportFunctions;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.MigrateLintReport;
import io.atlasoperator.engine.MigrateLintRequest;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.project.LintPolicy;
import io.atlasoperator.template.Template;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas migrate lint}: judges the latest files of a migration directory. */
@Command(name = "lint", description = "Run analysis on the migration directory.")
final class MigrateLintCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Option(names = "--dev-url", description = "URL of the dev database")
    private String devUrl = "";

    @Option(names = "--latest", description = "how many of the latest files are analyzed")
    private @Nullable Integer latest;

    @Option(names = "--git-base", description = "the branch that the files are compared to")
    private String gitBase = "";

    @Option(names = "--base", description = "URL of a migration directory: files that it does not have are analyzed")
    private String base = "";

    @Option(names = "--git-dir", description = "the working directory of git")
    private String gitDir = "";

    @Option(names = "--format", description = "Go template to use to format the output")
    private String format = "";

    @Option(
            names = {"-w", "--web"},
            arity = "0..1",
            fallbackValue = "true",
            hidden = true,
            description = "open the report in a browser")
    private boolean web;

    @Option(names = "--context", hidden = true, description = "who asked for it, in JSON")
    private String context = "";

    @Option(names = "--log", hidden = true, description = "as --format")
    private String log = "";

    MigrateLintCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Flags.exclusive("log", !log.isEmpty(), "format", !format.isEmpty());
        if (web) {
            throw new CliException(
                    "--web is not supported by this version: the report is sent to nobody who could show it."
                            + " Leave the flag out to have it printed");
        }
        Settings settings = new ProjectReader(terminal, flags.project).read();
        LintPolicy policy = settings.environment().lint();
        String dev = Flags.first(devUrl, settings.dev()).orElseThrow(() -> Flags.required("dev-url"));
        MigrationFolder folder = flags.folder(terminal, settings);
        Optional<Integer> wanted = wanted(policy);
        MigrationDirectory directory = folder.read();
        int files = wanted.orElseGet(() -> from(directory, added(policy, settings, folder)));
        Optional<Template> template = Flags.first(
                        format, Flags.first(log, settings.format("migrate.lint").or(policy::format)))
                .map(text -> Report.parse("lint", text, ReportFunctions.all()));
        MigrateLintReport report = engines.lint()
                .lint(new MigrateLintRequest(directory, StateUrls.database("--dev-url", dev), files, policy.rules()));
        terminal.print(
                template.isPresent() ? Report.text(template.get(), LintObjects.of(report)) : LintText.of(report));
        return report.failed() ? 1 : 0;
    }

    /** How many of the latest files are analyzed; nothing if git or another directory is to tell. */
    private Optional<Integer> wanted(LintPolicy policy) {
        if (Stream.of(latest != null, !gitBase.isEmpty(), !base.isEmpty())
                        .filter(isSet -> isSet)
                        .count()
                > 1) {
            throw new CliException(
                    base.isEmpty()
                            ? "--latest and --git-base are mutually exclusive"
                            : "--latest, --git-base, and --base are mutually exclusive");
        }
        if (!base.isEmpty()
                || !gitBase.isEmpty()
                || latest == null && policy.gitBase().isPresent()) {
            return Optional.empty();
        }
        OptionalInt count = latest == null ? policy.latest() : OptionalInt.of(latest);
        if (count.isEmpty()) {
            throw new CliException("--latest or --git-base is required");
        }
        if (count.getAsInt() < 1) {
            throw new CliException("--latest must be at least 1, got: " + count.getAsInt());
        }
        return Optional.of(count.getAsInt());
    }

    /** Whether a file of that name was added to what git or the other directory knows. */
    private Predicate<String> added(LintPolicy policy, Settings settings, MigrationFolder folder) {
        if (!base.isEmpty()) {
            Set<String> known = flags.folder(terminal, settings, base).read().files().stream()
                    .map(MigrationFile::name)
                    .collect(Collectors.toSet());
            return name -> !known.contains(name);
        }
        Set<String> added = GitChanges.added(
                terminal,
                Flags.first(gitDir, policy.gitDir()).orElse(""),
                Flags.first(gitBase, policy.gitBase()).orElseThrow(),
                folder.folder());
        return name -> added.contains(name.substring(name.lastIndexOf('/') + 1));
    }

    /** The number of files from the first one on that was added. */
    private static int from(MigrationDirectory directory, Predicate<String> isAdded) {
        List<MigrationFile> files = directory.files();
        for (int i = 0; i < files.size(); i++) {
            if (isAdded.test(files.get(i).name())) {
                return files.size() - i;
            }
        }
        return 0;
    }
}
