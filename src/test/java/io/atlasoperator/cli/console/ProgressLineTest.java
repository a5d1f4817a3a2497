package io.atlasoperator.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String CLEAR = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void showsWhatTakesAWhileAndErasesIt() {
        ProgressLine progress = new ProgressLine(err, () -> true, Duration.ofMillis(5));

        progress.doing("create\n \"users\" table");
        Awaitility.await().until(() -> text().contains(CLEAR + "create \"users\" table (0 s)"));
        progress.doing("");

        assertThat(text()).endsWith(CLEAR);
        assertThat(text()).doesNotContain("\n");
    }

    @Test
    void writesNothingWhereNobodySeesIt() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        ProgressLine progress = new ProgressLine(
                err,
                () -> {
                    asked.countDown();
                    return false;
                },
                Duration.ofMillis(1));

        progress.doing("long work");
        asked.await();
        progress.doing("other work");
        progress.doing("");

        assertThat(text()).isEmpty();
    }

    @Test
    void writesNothingOnceItIsOff() {
        ProgressLine progress = new ProgressLine(err, () -> true, Duration.ZERO);

        progress.turnOff();
        progress.doing("long work");
        progress.doing("");

        assertThat(text()).isEmpty();
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
