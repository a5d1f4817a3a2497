package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running server on the loopback interface, with data of its own in the temp folder. A shell between us and the
 * server waits for our end of a pipe to close, so that the server ends with us however we end; what a killed process
 * leaves is swept when the next one starts.
 */
final class PostgresServerProcess {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final int PID_LINE = 0;
    private static final int STATUS_LINE = 7;
    private static final Path SHELL = Path.of("/bin/sh");
    private static final String WATCH =
            "exec 3<&0; \"$@\" </dev/null 3<&- & server=$!; (read -r end <&3; kill -QUIT $server) & wait $server";
    private static final String RUN_PREFIX = "run-";
    private static final String OWNER = "owner";
    /**
     * The folders of this process. Their locks must not even be looked at: closing any channel to a file releases all locks
     * that the process has on it (POSIX), and the next program to sweep would end a server in use.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final Path folder;
    private final FileChannel owner;
    private final DatabaseUrl url;

    private PostgresServerProcess(Process process, Path folder, FileChannel owner, DatabaseUrl url) {
        this.process = process;
        this.folder = folder;
        this.owner = owner;
        this.url = url;
    }

    /** Starts a server on a copy of an installation's empty cluster. */
    static PostgresServerProcess start(PostgresInstallation installation) throws IOException {
        Path home = PostgresInstallation.home();
        sweep(home);
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(installation, home);
            } catch (PortTakenException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static PostgresServerProcess startOnce(PostgresInstallation installation, Path home) throws IOException {
        Path folder = Files.createTempDirectory(home, RUN_PREFIX);
        OWN.add(folder);
        // Under its own name it is there only when it is locked, so that nobody takes the folder for an abandoned one.
        Path unlocked = folder.resolve(OWNER + ".new");
        FileChannel owner = FileChannel.open(unlocked, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable Process process = null;
        try {
            owner.lock();
            Files.move(unlocked, folder.resolve(OWNER));
            Path data = folder.resolve("data");
            Folders.copy(installation.template(), data);
            int port = freePort();
            process = launch(installation, folder, data, port);
            awaitReady(process, folder, data);
            DatabaseUrl url = new DatabaseUrl(
                    "postgres",
                    PostgresInstallation.USER,
                    installation.password(),
                    "127.0.0.1",
                    port,
                    "/postgres",
                    Map.of("sslmode", "disable"),
                    "sslmode=disable");
            PostgresServerProcess server = new PostgresServerProcess(process, folder, owner, url);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-postgres"));
            return server;
        } catch (IOException | RuntimeException e) {
            if (process != null) {
                end(process);
            }
            owner.close();
            Folders.delete(folder);
            OWN.remove(folder);
            throw e;
        }
    }

    private static Process launch(PostgresInstallation installation, Path folder, Path data, int port)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            command.addAll(List.of(SHELL.toString(), "-c", WATCH, "postgres"));
        }
        command.addAll(PostgresInstallation.command(installation.binary("postgres")));
        command.addAll(List.of(
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "max_locks_per_transaction=2048",
                // Errors go to who made them; a file would keep the passwords of statements that failed.
                "-c",
                "log_min_messages=log",
                "-c",
                "log_min_error_statement=panic",
                "-p",
                String.valueOf(port)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        PostgresInstallation.clean(builder);
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitReady(Process process, Path folder, Path data) throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!statusLine(data, STATUS_LINE).strip().equals("ready")) {
            boolean ended = !process.isAlive();
            if (ended || System.nanoTime() > deadline) {
                String log = Files.readString(folder.resolve("log"), StandardCharsets.UTF_8)
                        .strip();
                if (log.contains("could not create any TCP/IP sockets")) {
                    throw new PortTakenException(log);
                }
                throw new IOException((ended ? "the server ended: " : "the server does not get ready: ") + log);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the server started", e);
            }
        }
    }

    /** A line of the file in which the server says how it is; empty as long as there is none. */
    private static String statusLine(Path data, int line) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (Files.notExists(file)) {
            return "";
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return lines.size() > line ? lines.get(line) : "";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Where to connect, as a user who may create databases and no more. */
    DatabaseUrl url() {
        return url;
    }

    /** Ends the server and deletes its data. */
    void stop() {
        try {
            end(process);
            owner.close();
            Folders.delete(folder);
            OWN.remove(folder);
        } catch (IOException e) {
            // The next start sweeps what is left here.
            System.getLogger(PostgresServerProcess.class.getName())
                    .log(System.Logger.Level.DEBUG, "deleting " + folder, e);
        }
    }

    private static void end(Process process) throws IOException {
        // The shell hears of this; without a shell there is only the signal.
        process.getOutputStream().close();
        if (!Files.isExecutable(SHELL)) {
            process.destroy();
        }
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends servers and deletes data whose process is gone: it no longer holds the lock on its folder. */
    private static void sweep(Path home) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home, RUN_PREFIX + "*")) {
            for (Path folder : folders) {
                if (!OWN.contains(folder)) {
                    sweepIfAbandoned(folder);
                }
            }
        }
    }

    /** What can't be swept now is swept at another time: it is no reason not to start. */
    private static void sweepIfAbandoned(Path folder) {
        Path file = folder.resolve(OWNER);
        if (Files.notExists(file)) {
            return;
        }
        // The lock is kept until the folder is gone, so that two programs don't sweep it at once.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                endOrphan(folder.resolve("data"));
                Folders.delete(folder);
            }
        } catch (IOException | OverlappingFileLockException e) {
            System.getLogger(PostgresServerProcess.class.getName())
                    .log(System.Logger.Level.DEBUG, "sweeping " + folder, e);
        }
    }

    private static void endOrphan(Path data) throws IOException {
        String pid = statusLine(data, PID_LINE).strip();
        if (pid.matches("\\d+")) {
            // The number may belong to another program by now, so what it runs has to be our folder's server.
            ProcessHandle.of(Long.parseLong(pid))
                    .filter(handle -> handle.info().commandLine().orElse("").contains(data.toString()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Somebody took the port between our look and the server's start. */
    private static final class PortTakenException extends IOException {
        private static final long serialVersionUID = 1L;

        private PortTakenException(String log) {
            super("no port to be had: " + log);
        }
    }
}
