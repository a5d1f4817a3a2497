package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Report;
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

/** {@code atlas migrate status}: tells where a database stands. */
@Command(name = "status", description = "Get information about the current migration status.")
final class MigrateStatusCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private MigrateFlags flags = new MigrateFlags();

    @Mixin
    private RevisionFlags revisions = new RevisionFlags();

    MigrateStatusCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        revisions.check();
        Settings settings = new ProjectReader(terminal, flags.project).read();
        String target = revisions.url(settings).orElseThrow(() -> Flags.required("url"));
        Optional<Template> template = revisions.template("migrate.status", settings);
        MigrateStatusReport report = engines.migration()
                .status(new MigrateStatusRequest(
                        StateUrls.database("--url", target),
                        flags.folder(terminal, settings).validated(),
                        revisions.revisionsSchema(settings)));
        terminal.print(
                template.isPresent()
                        ? Report.text(template.get(), MigrateObjects.of(report, flags.formattedLocation(settings)))
                        : MigrateText.of(report));
        return 0;
    }
}
