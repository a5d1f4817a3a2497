package io.atlasoperator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The operator as it ships, as a process of its own. It ends with this JVM. */
public final class OperatorProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final URI readiness;
    private final URI metrics;

    private OperatorProcess(Process process, Path log, URI readiness, URI metrics) {
        this.process = process;
        this.log = log;
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /**
     * Starts it; it is not ready yet.
     *
     * @param folder for its log and its temporary files
     * @param name its host's name, which is also its log's
     */
    public static OperatorProcess start(Path folder, String name, ControlPlane cluster, String... flags) {
        return start(folder, name, cluster, Map.of(), flags);
    }

    /** The same, with variables in its environment. */
    public static OperatorProcess start(
            Path folder, String name, ControlPlane cluster, Map<String, String> variables, String... flags) {
        try {
            String address = "127.0.0.1:" + freePort();
            String measures = "127.0.0.1:" + freePort();
            List<String> arguments = new ArrayList<>(List.of(flags));
            arguments.add("--metrics-bind-address=" + measures);
            arguments.add("--health-probe-bind-address=" + address);
            Path log = folder.resolve(name + ".log");
            ProcessBuilder builder = ShippedProgram.of(folder, "atlas-operator", arguments)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
            builder.environment().put("HOSTNAME", name);
            builder.environment().putAll(variables);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new OperatorProcess(
                    process,
                    log,
                    URI.create("http://" + address + "/readyz"),
                    URI.create("http://" + measures + "/metrics"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its probe says that it is ready. */
    public boolean isReady() {
        try {
            return HTTP.send(HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking whether the operator is ready", e);
        }
    }

    /** What it serves to be scraped. */
    public String metrics() {
        try {
            return HTTP.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the operator's metrics", e);
        }
    }

    /** The process, for what it starts itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until something is so; fails, with the log, if that takes too long or the operator ends before. */
    public void await(BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || condition.getAsBoolean());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("what the operator is to do takes too long; it said:\n" + log(), e);
        }
        assertThat(process.isAlive())
                .as(() -> "the operator runs; it said:\n" + log())
                .isTrue();
    }

    /** Kills it as {@code kill -9} does, and returns the exit status. */
    public int kill() throws InterruptedException {
        return process.destroyForcibly().waitFor();
    }

    /** Tells it to stop as the kubelet does, waits until it has, and returns the exit status. */
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Waits until it ends by itself, and returns the exit status. */
    public int exit() throws InterruptedException {
        return process.waitFor();
    }

    /** What it wrote so far, and those before it with the same name and folder. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
