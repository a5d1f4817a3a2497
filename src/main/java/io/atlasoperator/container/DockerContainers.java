package io.atlasoperator.container;

import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.engine.Containers;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.engine.Interruption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Containers of one command, by the {@code docker} command. They are removed when this is closed, and when the process ends
 * before that.
 */
public final class DockerContainers implements Containers {
    private static final String CLIENT = "docker";
    private static final String HOST = "DOCKER_HOST";
    private static final String LABEL = "io.atlasoperator.dev-database";
    private static final String PREFIX = "atlas-dev-";
    private static final int NAME_BYTES = 8;
    private static final int LOG_LINES = 10;
    /** For all but what may have to fetch or build an image first. */
    private static final Duration SHORT = Duration.ofSeconds(30);

    private static final Duration LONG = Duration.ofHours(1);

    private final Map<String, String> environment;
    private final Path folder;
    private final Interruption interruption;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean isSwept;

    /**
     * @param environment the variables of the command, which tell where the client and its daemon are
     * @param folder the folder that relative paths start from
     * @param interruption ends what is being fetched, built and started
     */
    public DockerContainers(Map<String, String> environment, Path folder, Interruption interruption) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.interruption = interruption;
    }

    @Override
    public Optional<String> refusal() {
        return client().isPresent()
                ? Optional.empty()
                : Optional.of("there is no command \"" + CLIENT + "\" on the PATH to start a container with"
                        + (environment.containsKey(HOST) ? " (" + HOST + " alone does not do)" : ""));
    }

    private Optional<String> client() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .map(part -> Path.of(part).resolve(CLIENT))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .findFirst();
    }

    @Override
    public synchronized Running start(DevContainer container, Optional<Build> build) {
        sweep();
        String image = build.map(how -> build(how, container.image())).orElse(container.image());
        byte[] random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        String name = PREFIX + HexFormat.of().formatHex(random);
        int port = Objects.requireNonNull(container.url().port());
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--detach",
                "--name",
                name,
                "--label",
                LABEL + "=" + Owner.self().label(),
                "--publish",
                (remoteHost().isEmpty() ? "127.0.0.1::" : "") + port));
        // Only the names: a value in an argument is there for everybody to see.
        container.environment().keySet().stream()
                .sorted()
                .forEach(variable -> arguments.addAll(List.of("--env", variable)));
        arguments.add(image);
        arguments.addAll(container.arguments());
        if (names.isEmpty()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "remove-containers"));
        }
        // From now on it may be there, whatever becomes of the client.
        names.add(name);
        ClientRun run = run(LONG, true, container.environment(), arguments);
        if (run.code() != 0) {
            throw failure("starting a container of " + image, run);
        }
        return new Server(name, remoteHost().orElse("127.0.0.1"), port(name, port));
    }

    private int port(String name, int inside) {
        ClientRun run = run(SHORT, true, Map.of(), List.of("port", name, inside + "/tcp"));
        // One line for each family of addresses.
        String first = run.out().lines().findFirst().orElse("");
        if (run.code() != 0 || !first.matches(".*:\\d+")) {
            String log = log(name);
            throw failure(
                    "asking for the port of the container, which may have ended"
                            + (log.isEmpty() ? "" : " after the lines:\n" + log.indent(2)),
                    run);
        }
        return Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
    }

    private String build(Build how, String tag) {
        List<String> arguments = new ArrayList<>(List.of("build", "--quiet"));
        if (!how.dockerfile().isEmpty()) {
            arguments.addAll(List.of("--file", how.dockerfile()));
        }
        if (!how.target().isEmpty()) {
            arguments.addAll(List.of("--target", how.target()));
        }
        if (!tag.isEmpty()) {
            arguments.addAll(List.of("--tag", tag));
        }
        how.arguments().keySet().stream().sorted().forEach(name -> arguments.addAll(List.of("--build-arg", name)));
        arguments.add(how.context());
        ClientRun run = run(LONG, true, how.arguments(), arguments);
        String built = run.out().lines().reduce("", (before, last) -> last).strip();
        if (run.code() != 0 || built.isEmpty()) {
            throw failure("building the image of " + how.context(), run);
        }
        return tag.isEmpty() ? built : tag;
    }

    /** Removes what commands have left that were killed. */
    private void sweep() {
        if (isSwept) {
            return;
        }
        ClientRun run = run(
                SHORT,
                true,
                Map.of(),
                List.of(
                        "ps",
                        "--all",
                        "--filter",
                        "label=" + LABEL,
                        "--format",
                        "{{.Names}} {{.Label \"" + LABEL + "\"}}"));
        if (run.code() != 0) {
            throw failure(
                    "a container is needed (or name an empty database on a server of your own instead), and docker can't"
                            + " be asked for one",
                    run);
        }
        isSwept = true;
        for (String line : run.out().lines().toList()) {
            int space = line.indexOf(' ');
            boolean isLeft = space > 0
                    && line.startsWith(PREFIX)
                    && Owner.parse(line.substring(space + 1).strip())
                            .filter(owner -> owner.isGone(Instant.now()))
                            .isPresent();
            if (isLeft) {
                remove(line.substring(0, space));
            }
        }
    }

    /** Where ports are published, if not on this machine. */
    private Optional<String> remoteHost() {
        String host = environment.getOrDefault(HOST, "");
        for (String scheme : List.of("tcp://", "ssh://", "http://", "https://")) {
            if (host.startsWith(scheme)) {
                String name = host.substring(scheme.length());
                name = name.substring(name.lastIndexOf('@') + 1).replaceFirst("/.*$", "");
                return Optional.of(name.replaceFirst(":\\d+$", ""));
            }
        }
        return Optional.empty();
    }

    private ClientRun run(Duration limit, boolean endsEarly, Map<String, String> more, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(client().orElse(CLIENT)));
        command.addAll(arguments);
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.putAll(more);
        ClientRun.Watch watch = endsEarly
                ? end -> {
                    Interruption.Running running = interruption.running(end);
                    return running::close;
                }
                : _ -> () -> {};
        try {
            if (endsEarly && interruption.isRaised()) {
                throw interrupted(null);
            }
            ClientRun run = ClientRun.of(command, folder, variables, limit, watch);
            if (endsEarly && interruption.isRaised()) {
                throw interrupted(null);
            }
            return run;
        } catch (IOException e) {
            throw new EngineException(
                    Reason.DEV_DATABASE,
                    true,
                    "dev database: running \"" + CLIENT + " " + arguments.getFirst() + "\": " + e.getMessage()
                            + "; is its daemon running?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    private static EngineException interrupted(@Nullable InterruptedException cause) {
        String text = "interrupted while a container for a dev database was started";
        return new EngineException(Reason.DEV_DATABASE, true, text, cause);
    }

    private static EngineException failure(String doing, ClientRun run) {
        String told = run.error().isEmpty() ? "exit status " + run.code() : run.error();
        List<String> lines = told.lines().toList();
        return new EngineException(
                Reason.DEV_DATABASE,
                true,
                "dev database: " + doing + ": "
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())),
                null);
    }

    private String log(String name) {
        try {
            ClientRun run = run(SHORT, false, Map.of(), List.of("logs", "--tail", String.valueOf(LOG_LINES), name));
            return (run.out() + "\n" + run.error()).strip();
        } catch (EngineException e) {
            return "";
        }
    }

    @Override
    public synchronized void close() {
        names.forEach(this::remove);
        names.clear();
    }

    private void remove(String name) {
        String problem = "";
        // A second ^C reaches the client too, which then may not have done its work.
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                ClientRun run = run(SHORT, false, Map.of(), List.of("rm", "--force", "--volumes", name));
                // What was never made, or has gone by itself, needs no removing.
                if (run.code() == 0 || run.error().contains("No such container")) {
                    return;
                }
                problem = run.error();
            } catch (EngineException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        System.getLogger(DockerContainers.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "the container " + name + " of a dev database is not removed (docker rm --force --volumes "
                                + name + "): " + problem);
    }

    private final class Server implements Running {
        private final String name;
        private final String host;
        private final int port;

        Server(String name, String host, int port) {
            this.name = name;
            this.host = host;
            this.port = port;
        }

        @Override
        public String host() {
            return host;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public Optional<String> ended() {
            ClientRun run = run(SHORT, false, Map.of(), List.of("inspect", "--format", "{{.State.Running}}", name));
            return run.code() == 0 && run.out().equals("true") ? Optional.empty() : Optional.of(log());
        }

        @Override
        public String log() {
            return DockerContainers.this.log(name);
        }
    }
}
