package io.atlasoperator.cli;

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
 */
record Terminal(PrintStream out, PrintStream err, InputStream in, Path folder, Map<String, String> environment) {

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The file of that name. */
    Path path(String name) {
        return folder.resolve(name);
    }

    void print(String text) {
        out.print(text);
        out.flush();
    }
}
