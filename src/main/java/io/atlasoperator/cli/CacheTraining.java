package io.atlasoperator.cli;

import io.atlasoperator.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs several commands in one process. A build records which classes they load, so that each of them starts fast: a
 * process can only be recorded once, and an ordinary one runs one command.
 */
final class CacheTraining {

    private CacheTraining() {}

    /**
     * Ends with 1 at the first command that fails, after its output.
     *
     * @param arguments a file with one command a line, arguments separated by tabs
     */
    public static void main(String[] arguments) throws IOException {
        Terminal terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                System.err,
                InputStream.nullInputStream(),
                Path.of(""),
                System.getenv());
        List<String> commands = Files.readAllLines(Path.of(arguments[0]));
        for (String command : commands) {
            if (Main.run(terminal, command.split("\t", -1)) != 0) {
                System.err.println("failed: " + command.replace('\t', ' '));
                System.exit(1);
            }
        }
        // As every command ends.
        System.exit(0);
    }
}
