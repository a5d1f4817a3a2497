package io.atlasoperator.cli;

import io.atlasoperator.dialect.DatabaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that the {@code schema} commands share, joined with the project file. */
final class SchemaFlags {
    @Mixin
    ProjectFlags project = new ProjectFlags();

    @Option(names = "--dev-url", description = "URL of the dev database")
    String devUrl = "";

    @Option(
            names = {"-s", "--schema"},
            description = "names of the only schemas looked at")
    List<String> schemas = new ArrayList<>();

    @Option(names = "--exclude", description = "patterns of what to leave out")
    List<String> exclude = new ArrayList<>();

    @Option(names = "--include", description = "patterns of what to take in", hidden = true)
    List<String> include = new ArrayList<>();

    @Option(names = "--format", description = "Go template to use to format the output")
    String format = "";

    @Option(names = "--log", hidden = true, description = "as --format")
    String log = "";

    /** Refuses what can't be honoured. */
    void check() {
        Flags.exclusive("log", !log.isEmpty(), "format", !format.isEmpty());
        if (!include.isEmpty()) {
            throw new CliException("--include is not supported by this version, use --exclude");
        }
    }

    Optional<DatabaseUrl> dev(Settings settings) {
        return Flags.first(devUrl, settings.dev()).map(url -> StateUrls.database("dev-url", url));
    }

    List<String> schemas(Settings settings) {
        return Flags.first(schemas, settings.schemas());
    }

    List<String> exclude(Settings settings) {
        return Flags.first(exclude, settings.exclude());
    }

    Optional<String> format(Settings settings, String command) {
        return Flags.first(format, Flags.first(log, settings.format(command)));
    }
}
