package io.atlasoperator.cli.console;

import io.atlasoperator.engine.Selection;
import io.atlasoperator.workspace.Settings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags that say what of a database is looked at. Each may be given several times, and holds a list. */
public final class SelectionFlags {
    @Option(
            names = {"-s", "--schema"},
            description = "names of the only schemas looked at")
    private List<String> schemas = new ArrayList<>();

    @Option(names = "--include", description = "patterns of the only objects looked at: users, *[type=view]")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", description = "patterns of what to leave out: tmp_*, *.*[type=trigger]")
    private List<String> exclude = new ArrayList<>();

    /** What the flags say, and else the project file. */
    public Selection selection(Settings settings) {
        return new Selection(
                Flags.first(schemas, settings.environment().schemas()),
                Flags.first(include, settings.environment().include()),
                Flags.first(exclude, settings.environment().exclude()));
    }
}
