package io.atlasoperator.cli;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.SchemaDiffRequest;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas migrate diff}: writes the migration file that leads to the desired state. */
@Command(
        name = "diff",
        description =
                "Compute the diff between the migration directory and a desired state and create a new migration file.")
final class MigrateDiffCommand implements Callable<Integer> {
    private static final Pattern INDENT = Pattern.compile("\\{\\{-?\\s*sql\\s+[.$]\\s*(?:\"([^\"]*)\")?\\s*-?}}");

    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Parameters(paramLabel = "[name]", description = "name of the migration")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--to", description = "URLs of the desired state")
    private List<String> to = new ArrayList<>();

    @Option(names = "--dev-url", description = "URL of the dev database")
    private String devUrl = "";

    @Mixin
    private SelectionFlags selection = new SelectionFlags();

    @Option(names = "--format", description = "Go template to use to format the output: {{ sql . \"  \" }}")
    private String format = "";

    @Option(names = "--lock-timeout", description = "how long to wait for the database lock (10s)")
    private String lockTimeout = "10s";

    MigrateDiffCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (arguments.size() > 1) {
            throw new CliException("accepts at most 1 arg(s), received " + arguments.size());
        }
        GoDuration.parse("lock-timeout", lockTimeout);
        Settings settings = new ProjectReader(terminal, flags.project).read();
        Optional<String> dev = Flags.first(devUrl, settings.dev());
        List<String> desired = Flags.first(to, settings.source());
        if (dev.isEmpty()) {
            throw desired.isEmpty() ? Flags.required("dev-url", "to") : Flags.required("dev-url");
        }
        if (desired.isEmpty()) {
            throw Flags.required("to");
        }
        StateSource wanted = StateUrls.of(terminal, settings).source("to", settings.resolve(desired));
        DatabaseUrl devDatabase = StateUrls.database("dev-url", dev.get());
        String indent =
                indent(Flags.first(format, settings.format("migrate.diff")).orElse(""));
        MigrationFolder folder = flags.folder(terminal, settings).create();
        MigrationDirectory directory = folder.validated();
        Plan plan = engines.schema()
                .diff(new SchemaDiffRequest(
                        new StateSource.Migrations(directory, Optional.empty()),
                        wanted,
                        Optional.of(devDatabase),
                        selection.selection(settings),
                        settings.policy(),
                        indent));
        if (plan.isEmpty()) {
            terminal.print("The migration directory is synced with the desired state, no changes to be made\n");
        } else {
            folder.write(
                    folder.create(engines.clock(), arguments.isEmpty() ? "" : arguments.getFirst(), plan.statements()));
        }
        return 0;
    }

    private static String indent(String format) {
        if (format.isEmpty()) {
            return "";
        }
        Matcher matcher = INDENT.matcher(format.strip());
        if (!matcher.matches()) {
            throw new CliException("'sql' can only be used to indent statements. got: " + format);
        }
        return matcher.group(1) == null ? "" : matcher.group(1).replace("\\t", "\t");
    }
}
