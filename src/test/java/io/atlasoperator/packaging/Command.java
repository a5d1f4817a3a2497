package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that ran to its end.
 *
 * @param line the program and its arguments
 * @param status its exit status
 * @param output what it wrote, errors included
 */
record Command(List<String> line, int status, String output) {

    static Command run(Object... line) {
        return run(new ProcessBuilder(Arrays.stream(line).map(Object::toString).toList()));
    }

    static Command run(ProcessBuilder builder) {
        List<String> line = new ArrayList<>(builder.command());
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Command(line, process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + line, e);
        }
    }

    /** Fails the test, with the output, unless the exit status is 0. */
    Command succeeded() {
        assertThat(status).as("%s%n%s", String.join(" ", line), output).isZero();
        return this;
    }

    /** As {@link #succeeded()}, but "already exists" will do: the server looks at that last. */
    Command succeededUnlessItExists() {
        return output.contains("(AlreadyExists)") ? this : succeeded();
    }

    /** Fails the test, with the output, if the exit status is 0. */
    Command failed() {
        assertThat(status).as("%s%n%s", String.join(" ", line), output).isNotZero();
        return this;
    }
}
