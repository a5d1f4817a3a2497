package io.atlasoperator.workspace;

import io.atlasoperator.hcl.HclException;
import io.atlasoperator.project.ProjectException;
import io.atlasoperator.project.ProjectFile;
import io.atlasoperator.project.ProjectOptions;
import io.atlasoperator.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        if (!workspace.files().exists(name)) {
            throw new WorkspaceException(
                    "config file \"" + name + "\" was not found: stat " + name + ": no such file or directory");
        }
        return load(FileText.source(workspace.files(), name, name), Optional.empty(), env, variables);
    }

    /**
     * The same of a text, which may be put over a base: blocks of the same type and labels become one, and what the text
     * says counts more.
     */
    public List<Settings> load(
            SourceFile file, Optional<SourceFile> base, String env, Map<String, List<String>> variables) {
        ProjectMeans means = new ProjectMeans(workspace);
        try {
            ProjectFile project = ProjectFile.load(
                    List.of(file),
                    env,
                    variables,
                    new ProjectOptions(new ProjectFunctions(workspace, folder(file.name())).all(), means, base));
            if (env.isEmpty()) {
                return List.of(Settings.without(project.diff(), project.lint(), variables));
            }
            if (project.environments().isEmpty()) {
                throw new WorkspaceException("env \"" + env + "\" not defined in config file");
            }
            return project.environments().stream()
                    .map(environment -> Settings.of(environment, variables, means.states(), means.templates()))
                    .toList();
        } catch (HclException | ProjectException e) {
            throw new WorkspaceException(String.valueOf(e.getMessage()), means.failedForNow());
        }
    }

    private static String folder(String name) {
        return Path.of(name).resolveSibling("").toString();
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
}
