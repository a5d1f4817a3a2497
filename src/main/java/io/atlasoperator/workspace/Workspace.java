package io.atlasoperator.workspace;

import io.atlasoperator.engine.Interruption;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is around a project.
 *
 * @param files the files that it may name
 * @param folder where programs run
 * @param environment environment variables
 * @param reach what it may reach beside its files
 * @param interruption is raised by whoever wants the work to end early
 * @param printed is given what the project prints, line by line
 */
public record Workspace(
        FileTree files,
        Path folder,
        Map<String, String> environment,
        Reach reach,
        Interruption interruption,
        Consumer<String> printed) {

    public Workspace {
        environment = Map.copyOf(environment);
    }

    /** That of somebody at a machine: everything there can be reached. */
    public Workspace(
            Path folder, Map<String, String> environment, Interruption interruption, Consumer<String> printed) {
        this(new DiskFiles(folder), folder, environment, Reach.EVERYTHING, interruption, printed);
    }

    /** Where it is: variables of the environment may hold secrets. */
    @Override
    public String toString() {
        return "Workspace[" + folder + "]";
    }
}
