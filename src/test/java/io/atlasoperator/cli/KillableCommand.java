package io.atlasoperator.cli;

import static io.atlasoperator.testing.ShippedProgram.SIGKILLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.ShippedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A command of the command line as it ships, to be run to its end or killed on the way.
 *
 * @param folder for its output and its temporary files
 * @param arguments the command and its flags
 * @param progress tells whether it has begun to change something
 */
record KillableCommand(Path folder, List<String> arguments, Progress progress) {

    interface Progress {
        boolean hasBegun() throws SQLException;
    }

    /** How long it takes, in nanoseconds, until it begins to change something and until it ends. */
    record Course(long begin, long end) {}

    /**
     * How a kill went.
     *
     * @param killed whether it was still running
     * @param begun whether it was seen to have begun to change something
     */
    record Kill(boolean killed, boolean begun) {}

    /** Runs it to its end, which has to be a good one. */
    Course run() throws Exception {
        long start = System.nanoTime();
        Process process = start();
        try {
            awaitBegin(process);
            long begin = System.nanoTime() - start;
            assertThat(process.waitFor()).as(this::output).isZero();
            return new Course(begin, System.nanoTime() - start);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts it and kills it: now and then before it has begun, else any time between its begin and its end. */
    Kill kill(Course usual, Random random) throws Exception {
        Process process = start();
        try {
            boolean begun = false;
            if (random.nextInt(6) == 0) {
                TimeUnit.NANOSECONDS.sleep((long) (usual.begin() * random.nextDouble()));
            } else {
                begun = awaitBegin(process);
                TimeUnit.NANOSECONDS.sleep((long) ((usual.end() - usual.begin()) * random.nextDouble()));
            }
            int exit = process.destroyForcibly().waitFor();
            assertThat(exit).as(this::output).isIn(0, SIGKILLED);
            return new Kill(exit == SIGKILLED, begun);
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean awaitBegin(Process process) throws Exception {
        while (process.isAlive()) {
            if (progress.hasBegun()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return false;
    }

    private Process start() throws IOException {
        return ShippedProgram.of(folder, "atlas", arguments)
                .redirectOutput(log().toFile())
                .start();
    }

    private Path log() {
        return folder.resolve("output.log");
    }

    private String output() {
        try {
            return "it said:\n" + Files.readString(log());
        } catch (IOException e) {
            return "what it said can't be read: " + e.getMessage();
        }
    }
}
