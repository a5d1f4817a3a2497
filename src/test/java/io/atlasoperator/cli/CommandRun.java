package io.atlasoperator.cli;

import io.atlasoperator.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Runs commands of the command line in a folder, inside this process, and keeps what they print. */
final class CommandRun {
    private final Path folder;
    private String out = "";
    private String err = "";

    CommandRun(Path folder) {
        this.folder = folder;
    }

    int run(String... arguments) {
        return run(InputStream.nullInputStream(), Map.of(), arguments);
    }

    int answering(String input, String... arguments) {
        return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), Map.of(), arguments);
    }

    int run(InputStream in, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(outBytes, false, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                in,
                folder,
                environment);
        int code = Main.run(terminal, arguments);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    /** What the last command printed. */
    String out() {
        return out;
    }

    /** What the last command printed to standard error. */
    String err() {
        return err;
    }

    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Runs a statement on the SQLite file without the command line. */
    void execute(String statement) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
                Statement session = connection.createStatement()) {
            session.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A SQLite file in the folder. */
    String url() {
        return "sqlite://" + folder.resolve("a.db");
    }
}
