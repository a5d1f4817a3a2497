package io.atlasoperator.cli.console;

import io.atlasoperator.engine.Interruption;
import io.atlasoperator.workspace.Workspace;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param out standard output
 * @param err standard error
 * @param in standard input
 * @param folder the folder that relative paths start from
 * @param environment environment variables
 * @param interruption is raised by whoever wants the command to end early
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Path folder,
        Map<String, String> environment,
        Interruption interruption) {

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /** With nobody who interrupts. */
    public Terminal(PrintStream out, PrintStream err, InputStream in, Path folder, Map<String, String> environment) {
        this(out, err, in, folder, environment, new Interruption());
    }

    /** The same with another standard output. */
    public Terminal printingTo(PrintStream other) {
        return new Terminal(other, err, in, folder, environment, interruption);
    }

    /** What of it project files and URLs have to do with. */
    public Workspace workspace() {
        return new Workspace(folder, environment, interruption, line -> print(line + "\n"));
    }

    /** The file of that name. */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /** Writes to standard output at once. */
    public void print(String text) {
        out.print(text);
        out.flush();
    }
}
