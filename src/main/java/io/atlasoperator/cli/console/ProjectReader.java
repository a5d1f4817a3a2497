package io.atlasoperator.cli.console;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.project.LintPolicy;
import io.atlasoperator.workspace.ProjectLoader;
import io.atlasoperator.workspace.Settings;
import java.util.List;
import java.util.Map;

/** Reads the environment that the flags choose from the project file. */
public final class ProjectReader {

    private final Terminal terminal;
    private final ProjectFlags flags;

    /** @param flags which file and environment, and with which values */
    public ProjectReader(Terminal terminal, ProjectFlags flags) {
        this.terminal = terminal;
        this.flags = flags;
    }

    /** @throws CliException if there are several, for {@code for_each} makes them */
    public Settings read() {
        List<Settings> all = readAll();
        if (all.size() > 1) {
            throw new CliException("multiple envs found for \"" + flags.env() + "\"");
        }
        return all.getFirst();
    }

    /** All environments of the name, at least one. */
    public List<Settings> readAll() {
        Map<String, List<String>> given = flags.values();
        ProjectLoader.requireFile(flags.config());
        return flags.isProjectWanted()
                ? new ProjectLoader(terminal.workspace()).load(flags.config(), flags.env(), given)
                : List.of(Settings.without(DiffPolicy.DEFAULT, LintPolicy.NONE, given));
    }
}
