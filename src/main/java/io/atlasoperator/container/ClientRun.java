package io.atlasoperator.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of a program to its end, without input.
 *
 * @param code its exit status
 * @param out the end of what it wrote on standard output
 * @param error the end of what it wrote on standard error
 */
record ClientRun(int code, String out, String error) {
    /** In bytes: an answer is short, and of a failure only the end is told. */
    private static final int KEPT = 16_384;

    private static final int POLITE_SECONDS = 2;

    /** How somebody else may end a run early. */
    interface Watch {
        AutoCloseable begin(Runnable end);
    }

    /** A run that took too long, and was ended. */
    static final class TimedOut extends IOException {
        private static final long serialVersionUID = 1L;

        TimedOut(Duration limit) {
            super("no answer after " + limit.toSeconds() + " seconds");
        }
    }

    /**
     * Runs a program.
     *
     * @param environment all variables that it gets
     * @param limit how long it may take; then it is killed
     * @throws TimedOut if it took longer
     * @throws IOException if it can't be run
     */
    static ClientRun of(List<String> command, Path folder, Map<String, String> environment, Duration limit, Watch watch)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (AutoCloseable _ = watch.begin(() -> end(process))) {
            process.getOutputStream().close();
            CompletableFuture<String> out = reading(process.getInputStream());
            CompletableFuture<String> error = reading(process.getErrorStream());
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimedOut(limit);
            }
            return new ClientRun(process.exitValue(), out.join(), error.join());
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("ending a program", e);
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(POLITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().name("read-client").start(() -> text.complete(end(stream)));
        return text;
    }

    /** The end of a stream; what comes before it is read too, as the program would wait otherwise. */
    private static String end(InputStream stream) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try (stream) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                if (kept.size() + read > 2 * KEPT) {
                    byte[] all = kept.toByteArray();
                    int from = Math.max(0, all.length - KEPT);
                    kept.reset();
                    kept.write(all, from, all.length - from);
                }
                kept.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The program was ended: what came until then is all there is.
            System.getLogger(ClientRun.class.getName()).log(System.Logger.Level.DEBUG, "reading its output", e);
        }
        return kept.toString(StandardCharsets.UTF_8).strip();
    }
}
