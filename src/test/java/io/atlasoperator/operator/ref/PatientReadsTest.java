package io.atlasoperator.operator.ref;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatientReadsTest {
    private final PatientReads reads = new PatientReads(Duration.ofMillis(50));

    @Test
    void whatDoesNotAnswerIsLeftAloneUntilItDoes() throws IOException, InterruptedException {
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        assertThatThrownBy(() -> reads.during("the disk", () -> {
                    await(answers);
                    over.countDown();
                    return "late";
                }))
                .isInstanceOfSatisfying(
                        ReferenceException.class,
                        e -> assertThat(e.isTransient()).isTrue())
                .hasMessage("the disk did not answer within 1 s");
        assertThatThrownBy(() -> reads.during("the disk", () -> {
                    throw new AssertionError("another read began");
                }))
                .isInstanceOf(ReferenceException.class);
        assertThat(reads.during("another", () -> "read")).isEqualTo("read");

        answers.countDown();
        over.await();
        assertThat(again()).isEqualTo("read again");
    }

    /** The thread of the read takes a moment to end. */
    private String again() throws IOException {
        while (true) {
            try {
                return reads.during("the disk", () -> "read again");
            } catch (ReferenceException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void failuresAreThoseOfTheRead() {
        assertThatThrownBy(() -> reads.during("the disk", () -> {
                    throw new NoSuchFileException("a");
                }))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> reads.during("the disk", () -> {
                    throw new ReferenceException("refused");
                }))
                .isInstanceOf(ReferenceException.class)
                .hasMessage("refused");
    }
}
