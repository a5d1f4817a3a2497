package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.ProjectFlags;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.workspace.MigrationFiles;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.TemplateFolder;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that the {@code migrate} commands share, joined with the project file. */
final class MigrateFlags {
    @Mixin
    ProjectFlags project = new ProjectFlags();

    @Option(names = "--dir", description = "URL of the migration directory (file://migrations)")
    String dir = "";

    @Option(
            names = "--dir-format",
            description =
                    "format of the migration directory: atlas, golang-migrate, goose, flyway, liquibase or dbmate")
    String dirFormat = "";

    MigrationFolder folder(Terminal terminal, Settings settings) {
        return folder(terminal, settings, location(settings));
    }

    /** A directory in the same format. */
    MigrationFolder folder(Terminal terminal, Settings settings, String location) {
        String format = Flags.first(dirFormat, settings.migration().format()).orElse("");
        TemplateFolder templates = settings.templates().get(location);
        return templates == null
                ? new MigrationFolder(terminal, location, format)
                : new MigrationFolder(terminal, location, format, templates);
    }

    String location(Settings settings) {
        return Flags.first(dir, settings.migration().dir()).orElse("file://migrations");
    }

    /** The directory's URL, in which its format is said. */
    String formattedLocation(Settings settings) {
        String url = location(settings);
        if (MigrationFiles.parameter(url, "format").isPresent()) {
            return url;
        }
        String format = Flags.first(dirFormat, settings.migration().format()).orElse("atlas");
        return url + (url.indexOf('?') < 0 ? "?" : "&") + "format=" + format;
    }

    /** How long to wait for a lock: what the flag says, else the project file, else ten seconds. */
    Duration lockTimeout(String flag, Settings settings) {
        return flag.isEmpty()
                ? settings.migration().lockTimeout().orElse(Duration.ofSeconds(10))
                : Flags.duration("lock-timeout", flag);
    }

    Optional<String> revisionsSchema(String flag, Settings settings) {
        return Flags.first(flag, settings.migration().revisionsSchema());
    }
}
