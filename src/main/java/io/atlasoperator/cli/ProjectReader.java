package io.atlasoperator.cli;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.project.LintPolicy;
import io.atlasoperator.project.ProjectException;
import io.atlasoperator.project.ProjectFile;
import io.atlasoperator.project.ProjectOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the environment that the flags choose from the project file. Not safe for use by several threads. */
final class ProjectReader {

    private final Terminal terminal;
    private final ProjectFlags flags;
    private final ProjectMeans means;

    ProjectReader(Terminal terminal, ProjectFlags flags) {
        this.terminal = terminal;
        this.flags = flags;
        this.means = new ProjectMeans(terminal);
    }

    /** @throws CliException if there are several, for {@code for_each} makes them */
    Settings read() {
        List<Settings> all = readAll();
        if (all.size() > 1) {
            throw new CliException("multiple envs found for \"" + flags.env + "\"");
        }
        return all.getFirst();
    }

    /** All environments of the name, at least one. */
    List<Settings> readAll() {
        Map<String, List<String>> given = flags.values();
        String scheme = StateUrls.scheme(flags.config());
        if (!scheme.equals("file")) {
            throw new CliException(
                    scheme.isEmpty()
                            ? "missing scheme for config file. Did you mean file://" + flags.config() + "?"
                            : "unsupported config file driver \"" + scheme + "\"");
        }
        if (!flags.isProjectWanted()) {
            return List.of(Settings.without(DiffPolicy.DEFAULT, LintPolicy.NONE, given));
        }
        String name = flags.config().substring("file://".length());
        Path path = terminal.path(name);
        if (!Files.exists(path)) {
            throw new CliException(
                    "config file \"" + name + "\" was not found: stat " + name + ": no such file or directory");
        }
        ProjectFile project = load(name, path, given);
        if (flags.env.isEmpty()) {
            return List.of(Settings.without(project.diff(), project.lint(), given));
        }
        if (project.environments().isEmpty()) {
            throw new CliException("env \"" + flags.env + "\" not defined in config file");
        }
        return project.environments().stream()
                .map(environment -> Settings.of(environment, given, means.states(), means.templates()))
                .toList();
    }

    private ProjectFile load(String name, Path path, Map<String, List<String>> given) {
        try {
            return ProjectFile.load(
                    List.of(StateUrls.readText(name, path)),
                    flags.env,
                    given,
                    new ProjectOptions(new ProjectFunctions(terminal, path.resolveSibling("")).all(), means));
        } catch (HclException | ProjectException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }
}
