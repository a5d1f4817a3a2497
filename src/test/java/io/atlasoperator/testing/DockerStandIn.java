package io.atlasoperator.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program {@code docker} for tests, as there may be no container engine: what it starts are real servers, without a
 * container around them. The image's name says which: one with {@code mysql}, {@code maria} or {@code postgres} in it. {@code
 * silent} never answers, {@code dying} ends at once, {@code missing} is not to be had.
 */
public final class DockerStandIn {
    private final Path folder;

    private DockerStandIn(Path folder) {
        this.folder = folder;
    }

    /**
     * Puts it into a folder.
     *
     * @throws RuntimeException as {@link Prerequisite#missing} makes it, if a server's programs are not there
     */
    public static DockerStandIn in(Path folder, MySqlServers.Kind... kinds) throws IOException {
        for (MySqlServers.Kind kind : kinds) {
            ServerScript.output(kind.needed(), "mysql.sh", "fetch", kind.label());
        }
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("docker");
        try (InputStream script = Objects.requireNonNull(DockerStandIn.class.getResourceAsStream("/standin/docker"))) {
            Files.copy(script, program);
        }
        // A server may run as another user, who has to get to its files.
        if (!program.toFile().setExecutable(true) || !folder.toFile().setExecutable(true, false)) {
            throw new IOException(program + " can't be made executable");
        }
        return new DockerStandIn(folder);
    }

    /** The variables of a command that finds it. */
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH"),
                "STANDIN",
                folder.toString(),
                "STANDIN_PROJECT",
                ControlPlaneProcess.projectFolder().toString(),
                "JAVA_HOME",
                System.getProperty("java.home")));
        for (String name : List.of("HOME", "XDG_CACHE_HOME", "MYSQL_HOME")) {
            @Nullable String value = System.getenv(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        return variables;
    }

    /** What it was asked, a line for each call: the arguments. */
    public List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** The calls of one command. */
    public List<String> calls(String command) throws IOException {
        return calls().stream().filter(call -> call.startsWith(command + " ")).toList();
    }

    /** The names of the containers that are there. */
    public List<String> containers() throws IOException {
        Path containers = folder.resolve("containers");
        if (Files.notExists(containers)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(containers)) {
            return names.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }

    /** From now on there is nobody who does what the command asks for. */
    public void stopDaemon() throws IOException {
        Files.createFile(folder.resolve("no-daemon"));
    }
}
