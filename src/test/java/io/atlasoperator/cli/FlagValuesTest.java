package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.CsvValues;
import io.atlasoperator.cli.console.Flags;
import io.atlasoperator.template.GoDuration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How flags are read and times are printed. */
class FlagValuesTest {

    @ParameterizedTest
    @CsvSource({"10s, PT10S", "500ms, PT0.5S", "1m30s, PT1M30S", "1.5h, PT1H30M", "0, PT0S", "7us, PT0.000007S"})
    void readsDurations(String text, Duration expected) {
        assertThat(Flags.duration("lock-timeout", text)).isEqualTo(expected);
    }

    @Test
    void refusesOtherDurations() {
        assertThatThrownBy(() -> Flags.duration("lock-timeout", "10"))
                .hasMessage(
                        "invalid argument \"10\" for \"--lock-timeout\" flag: time: missing unit in duration \"10\"");
    }

    @ParameterizedTest
    @CsvSource({
        "4063265, 4.063265ms",
        "85200, 85.2µs",
        "62500000000, 1m2.5s",
        "0, 0s",
        "17, 17ns",
        "3600000000000, 1h0m0s"
    })
    void printsDurations(long nanoseconds, String expected) {
        assertThat(GoDuration.format(Duration.ofNanos(nanoseconds))).isEqualTo(expected);
    }

    @Test
    void splitsListsAtCommasOutsideOfQuotes() {
        assertThat(CsvValues.of(List.of("a,b", "\"c,d\"", "\"e\"\"f\""))).containsExactly("a", "b", "c,d", "e\"f");
        assertThatThrownBy(() -> CsvValues.of(List.of("\"a"))).isInstanceOf(CliException.class);
    }
}
