package io.atlasoperator.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server that one of the scripts in {@code tools} runs in a folder of its own, as a child that stops by itself when this
 * JVM dies, whichever way.
 */
final class ServerScript implements AutoCloseable {

    private final Process process;
    private final Path folder;

    private ServerScript(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Runs {@code SCRIPT run FOLDER ARGUMENTS…} until it says that it is ready.
     *
     * @throws RuntimeException as {@link Prerequisite#missing} makes it, if it does not start
     */
    static ServerScript start(Prerequisite needed, String script, String... arguments) {
        try {
            return startIn(Files.createTempDirectory("atlas-" + needed.label()), needed, script, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same in a given folder: where such a server was before, it is there again with all that it had.
     *
     * @throws RuntimeException as {@link Prerequisite#missing} makes it, if it does not start
     */
    static ServerScript startIn(Path folder, Prerequisite needed, String script, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("run", folder.toString()));
            command.addAll(List.of(arguments));
            Process process = command(script, command)
                    .redirectError(folder.resolve("errors.log").toFile())
                    .start();
            ServerScript started = new ServerScript(process, folder);
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            if (!Optional.ofNullable(output.readLine()).equals(Optional.of("ready"))) {
                await(process);
                String errors = Files.readString(folder.resolve("errors.log")).strip();
                started.close();
                throw needed.missing(errors);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a script prints, which must succeed. */
    static String output(Prerequisite needed, String script, String... arguments) {
        try {
            Process process = command(script, List.of(arguments)).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (await(process) != 0) {
                throw needed.missing(errors.strip());
            }
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it keeps its files. */
    Path folder() {
        return folder;
    }

    /** Waits until it has ended because the server did, and leaves the folder. */
    void awaitEnd() {
        await(process);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroy();
            }
            deleteFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private void deleteFolder() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The project's folder: the working directory of every build tool unless said otherwise. */
    static Path projectFolder() {
        return Path.of(System.getProperty("atlas.project.folder", "")).toAbsolutePath();
    }

    private static ProcessBuilder command(String script, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(projectFolder().resolve("tools").resolve(script).toString());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a script", e);
        }
    }

    /** Sends a signal to the script alone. */
    void signal(String name) {
        try {
            await(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
