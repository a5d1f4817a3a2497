package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.Editor;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.cli.console.SelectionFlags;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.Selection;
import io.atlasoperator.workspace.Settings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of commands that write a migration file by what a dev database tells, joined with the project file. */
final class NewFileFlags {
    @Mixin
    MigrateFlags directory = new MigrateFlags();

    @Mixin
    private SelectionFlags selection = new SelectionFlags();

    @Option(names = "--dev-url", description = "URL of the dev database")
    private String devUrl = "";

    @Option(names = "--format", description = "Go template to use to format the output: {{ sql . \"  \" }}")
    private String format = "";

    @Option(names = "--qualifier", description = "qualify names with this one")
    private @Nullable String qualifier;

    @Option(names = "--edit", arity = "0..1", fallbackValue = "true", description = "edit the file in $EDITOR first")
    private boolean edit;

    @Option(names = "--lock-timeout", description = "how long to wait for the database lock (10s)")
    private String lockTimeout = "";

    /** The dev database's URL, if one is named. */
    Optional<String> dev(Settings settings) {
        return Flags.first(devUrl, settings.dev());
    }

    /** How long to wait for who works with the dev database. */
    Duration patience(Settings settings) {
        return directory.lockTimeout(lockTimeout, settings);
    }

    /** Which objects the file is about. */
    Selection selection(Settings settings) {
        return selection.selection(settings);
    }

    /** What names are qualified with, if not as usual; empty for none. */
    Optional<String> qualifier() {
        return Optional.ofNullable(qualifier);
    }

    /**
     * What the file looks like.
     *
     * @param command what the project file calls the command: {@code migrate.diff}
     */
    FileTemplate template(String command, Settings settings) {
        return FileTemplate.of(Flags.first(format, settings.format(command)).orElse(""));
    }

    /** Whether the user edits the file before it is written. */
    boolean edits() {
        return edit;
    }

    /** A text as the user leaves it, who is asked if that is wanted. */
    String edited(Terminal terminal, Engines engines, String text) {
        return edit ? engines.interrupts().editing(() -> new Editor(terminal).edit(text)) : text;
    }
}
