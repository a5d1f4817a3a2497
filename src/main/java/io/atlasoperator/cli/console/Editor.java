package io.atlasoperator.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets the user edit a text with the program that {@code EDITOR} names, {@code vi} if it names none. */
public final class Editor {
    private final Terminal terminal;

    /** @param terminal where the editor appears, and whose environment names it */
    public Editor(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The text as the user left it.
     *
     * @throws CliException if the program can't be run, or ends with an error
     */
    public String edit(String text) {
        String program = terminal.environment().getOrDefault("EDITOR", "");
        String editor = program.isBlank() ? "vi" : program;
        try {
            Path file = Files.createTempFile("atlas", ".sql");
            // A signal ends the process without coming back here.
            file.toFile().deleteOnExit();
            try {
                Files.writeString(file, text);
                run(editor, file);
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CliException("editing with \"" + editor + "\": " + e.getMessage());
        }
    }

    private static void run(String editor, Path file) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString())
                .inheritIO()
                .start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new CliException("editor \"" + editor + "\" ended with " + code + ", nothing was changed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted while editing, nothing was changed");
        }
    }
}
