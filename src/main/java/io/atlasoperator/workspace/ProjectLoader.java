package io.atlasoperator.workspace;

import io.atlasoperator.hcl.HclException;
import io.atlasoperator.project.ProjectException;
import io.atlasoperator.project.ProjectFile;
import io.atlasoperator.project.ProjectOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads project files. Not safe for use by several threads. */
public final class ProjectLoader {
    private final Workspace workspace;

    public ProjectLoader(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * All environments of a name; without a name what the file says outside of them.
     *
     * @param url the project file: {@code file://atlas.hcl}
     * @param env the name, or empty
     * @param variables values of the project's variables
     * @return at least one
     * @throws WorkspaceException if there is no such file or environment, or something in it is wrong
     */
    public List<Settings> load(String url, String env, Map<String, List<String>> variables) {
        requireFile(url);
        String name = url.substring("file://".length());
        Path path = workspace.path(name);
        if (!Files.exists(path)) {
            throw new WorkspaceException(
                    "config file \"" + name + "\" was not found: stat " + name + ": no such file or directory");
        }
        ProjectMeans means = new ProjectMeans(workspace);
        ProjectFile project = load(name, path, env, variables, means);
        if (env.isEmpty()) {
            return List.of(Settings.without(project.diff(), project.lint(), variables));
        }
        if (project.environments().isEmpty()) {
            throw new WorkspaceException("env \"" + env + "\" not defined in config file");
        }
        return project.environments().stream()
                .map(environment -> Settings.of(environment, variables, means.states(), means.templates()))
                .toList();
    }

    /**
     * Refuses what is no URL of a file.
     *
     * @throws WorkspaceException with what to write instead
     */
    public static void requireFile(String url) {
        String scheme = StateUrls.scheme(url);
        if (!scheme.equals("file")) {
            throw new WorkspaceException(
                    scheme.isEmpty()
                            ? "missing scheme for config file. Did you mean file://" + url + "?"
                            : "unsupported config file driver \"" + scheme + "\"");
        }
    }

    private ProjectFile load(
            String name, Path path, String env, Map<String, List<String>> variables, ProjectMeans means) {
        try {
            return ProjectFile.load(
                    List.of(StateUrls.readText(name, path)),
                    env,
                    variables,
                    new ProjectOptions(new ProjectFunctions(workspace, path.resolveSibling("")).all(), means));
        } catch (HclException | ProjectException e) {
            throw new WorkspaceException(String.valueOf(e.getMessage()));
        }
    }
}
