package io.atlasoperator.workspace;

import io.atlasoperator.engine.Interruption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is around a project.
 *
 * @param folder the folder that relative paths start from
 * @param environment environment variables
 * @param interruption is raised by whoever wants the work to end early
 */
public record Workspace(Path folder, Map<String, String> environment, Interruption interruption) {

    public Workspace {
        environment = Map.copyOf(environment);
    }

    /** The file of that name. */
    public Path path(String name) {
        return folder.resolve(name);
    }
}
