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

/** {@code tools/control-plane.sh run} as a child: it stops by itself when this JVM dies, whichever way. */
final class ControlPlaneProcess implements AutoCloseable {

    private final Process process;
    private final Path folder;

    private ControlPlaneProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Where etcd, kube-apiserver and kubectl are. */
    static Path binaries() {
        try {
            Process process = script("path").start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (await(process) != 0) {
                throw Prerequisite.CONTROL_PLANE.missing(errors.strip());
            }
            return Path.of(output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ControlPlaneProcess start() {
        try {
            Path folder = Files.createTempDirectory("atlas-control-plane");
            Process process = script("run", folder.toString())
                    .redirectError(folder.resolve("errors.log").toFile())
                    .start();
            var started = new ControlPlaneProcess(process, folder);
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            if (!Optional.ofNullable(output.readLine()).equals(Optional.of("ready"))) {
                await(process);
                String errors = Files.readString(folder.resolve("errors.log")).strip();
                started.close();
                throw Prerequisite.CONTROL_PLANE.missing(errors);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path kubeconfig() {
        return folder.resolve("kubeconfig");
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

    /** The project's folder: the working directory of every build tool unless said otherwise. */
    static Path projectFolder() {
        return Path.of(System.getProperty("atlas.project.folder", "")).toAbsolutePath();
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

    private static ProcessBuilder script(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(projectFolder().resolve("tools/control-plane.sh").toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the control plane", e);
        }
    }
}
