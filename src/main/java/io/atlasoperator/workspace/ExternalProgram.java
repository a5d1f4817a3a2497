package io.atlasoperator.workspace;

import io.atlasoperator.engine.Interruption;
import io.atlasoperator.hcl.HclFunctionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A program that a project file names, such as one that prints the schema of an ORM's models. */
public final class ExternalProgram {
    private final Workspace workspace;
    private final List<String> command;

    /** @param command the program and its arguments; they are never told, for they may hold secrets */
    public ExternalProgram(Workspace workspace, List<String> command) {
        this.workspace = workspace;
        this.command = command;
    }

    /**
     * Runs it to its end, without input.
     *
     * @param folder where it runs, from the folder of the command
     * @return what it printed on standard output
     * @throws HclFunctionException with what it printed on standard error, if it can't be run or fails
     */
    public String output(String folder) {
        String name = command.getFirst();
        workspace.reach().program(name, folder);
        // A process can't be started in the empty path, which the command's own folder may be.
        Path place = workspace.folder().resolve(folder).toAbsolutePath();
        if (!Files.isDirectory(place)) {
            throw new HclFunctionException(
                    "running \"" + name + "\": there is no folder " + (folder.isEmpty() ? place : folder));
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
        builder.environment().clear();
        builder.environment().putAll(workspace.environment());
        try {
            Process process = builder.start();
            try (Interruption.Running _ = workspace.interruption().running(new Ending(process))) {
                return output(name, process);
            }
        } catch (IOException e) {
            throw new HclFunctionException("running \"" + name + "\": " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HclFunctionException("interrupted while \"" + name + "\" ran");
        }
    }

    private String output(String name, Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        // Both are read at once: the program would wait for whoever reads the other one first.
        CompletableFuture<byte[]> error = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> complete(error, process.getErrorStream()));
        byte[] output = process.getInputStream().readAllBytes();
        int code = process.waitFor();
        if (workspace.interruption().isRaised()) {
            throw new HclFunctionException("interrupted while \"" + name + "\" ran");
        }
        if (code != 0) {
            String told = new String(error.join(), StandardCharsets.UTF_8).strip();
            throw new HclFunctionException(
                    "running \"" + name + "\": " + (told.isEmpty() ? "exit status " + code : told));
        }
        return new String(output, StandardCharsets.UTF_8);
    }

    /** Without the folder, which Java tells beside the reason. */
    private static String reason(IOException e) {
        String text = String.valueOf(e.getMessage());
        int code = Math.max(text.lastIndexOf("error="), text.lastIndexOf("error: "));
        return code < 0
                ? text
                : text.substring(code)
                        .replaceFirst("^error(=|: )\\d+[, (]*", "")
                        .replaceFirst("\\)?\\s*$", "");
    }

    /** Ends a program with all that it has started: with good words first. */
    private static final class Ending implements Runnable {
        private static final int PATIENCE = 10;

        private final Process process;
        private int asked;

        Ending(Process process) {
            this.process = process;
        }

        @Override
        public void run() {
            List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .toList();
            all.forEach(asked < PATIENCE ? ProcessHandle::destroy : ProcessHandle::destroyForcibly);
            asked++;
        }
    }

    private static void complete(CompletableFuture<byte[]> future, InputStream stream) {
        try {
            future.complete(stream.readAllBytes());
        } catch (IOException e) {
            future.completeExceptionally(new UncheckedIOException(e));
        }
    }
}
