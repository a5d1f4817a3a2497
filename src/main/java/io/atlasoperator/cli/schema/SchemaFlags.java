package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectFlags;
import io.atlasoperator.cli.console.SelectionFlags;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Selection;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that the {@code schema} commands share, joined with the project file. */
final class SchemaFlags {
    @Mixin
    ProjectFlags project = new ProjectFlags();

    @Mixin
    private SelectionFlags selection = new SelectionFlags();

    @Option(names = "--dev-url", description = "URL of the dev database")
    String devUrl = "";

    @Option(names = "--format", description = "Go template to use to format the output")
    String format = "";

    @Option(names = "--log", hidden = true, description = "as --format")
    String log = "";

    /** Refuses what can't be honoured. */
    void check() {
        Flags.exclusive("log", !log.isEmpty(), "format", !format.isEmpty());
    }

    Optional<DatabaseUrl> dev(Settings settings) {
        return Flags.first(devUrl, settings.dev()).map(url -> StateUrls.database("--dev-url", url));
    }

    Selection selection(Settings settings) {
        return selection.selection(settings);
    }

    Optional<String> format(Settings settings, String command) {
        return Flags.first(format, Flags.first(log, settings.format(command)));
    }
}
