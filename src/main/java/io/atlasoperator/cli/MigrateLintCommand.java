package io.atlasoperator.cli;

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

    @Option(names = "--git-dir", description = "the working directory of git")
    private String gitDir = "";

    @Option(names = "--format", description = "Go template to use to format the output")
    private String format = "";

    @Option(names = "--log", hidden = true, description = "as --format")
    private String log = "";

    MigrateLintCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        Flags.exclusive("log", !log.isEmpty(), "format", !format.isEmpty());
        Settings settings = new ProjectReader(terminal, flags.project).read();
        LintPolicy policy = settings.environment().lint();
        String dev = Flags.first(devUrl, settings.dev()).orElseThrow(() -> Flags.required("dev-url"));
        MigrationFolder folder = flags.folder(terminal, settings);
        Optional<Integer> wanted = wanted(policy);
        MigrationDirectory directory = folder.read();
        int files = wanted.orElseGet(() -> added(policy, folder, directory));
        Optional<Template> template = Flags.first(
                        format, Flags.first(log, settings.format("migrate.lint").or(policy::format)))
                .map(text -> Report.parse("lint", text, ReportFunctions.all()));
        MigrateLintReport report = engines.lint()
                .lint(new MigrateLintRequest(directory, StateUrls.database("--dev-url", dev), files, policy.rules()));
        terminal.print(
                template.isPresent() ? Report.text(template.get(), LintObjects.of(report)) : LintText.of(report));
        return report.failed() ? 1 : 0;
    }

    /** How many of the latest files are analyzed; nothing if git is to tell. */
    private Optional<Integer> wanted(LintPolicy policy) {
        if (latest != null && !gitBase.isEmpty()) {
            throw new CliException("--latest and --git-base are mutually exclusive");
        }
        if (!gitBase.isEmpty() || latest == null && policy.gitBase().isPresent()) {
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

    /** The first file that git does not know in the base, and all after it. */
    private int added(LintPolicy policy, MigrationFolder folder, MigrationDirectory directory) {
        Set<String> added = GitChanges.added(
                terminal,
                Flags.first(gitDir, policy.gitDir()).orElse(""),
                Flags.first(gitBase, policy.gitBase()).orElseThrow(),
                folder.folder());
        List<MigrationFile> files = directory.files();
        for (int i = 0; i < files.size(); i++) {
            String name = files.get(i).name();
            if (added.contains(name.substring(name.lastIndexOf('/') + 1))) {
                return files.size() - i;
            }
        }
        return 0;
    }
}
