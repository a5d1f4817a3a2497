package io.atlasoperator.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go reads and prints them: {@code 1m30s}, {@code 85.2µs}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    private GoDuration() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException in Go's words, if the text is none
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = PART.matcher(text);
        int at = 0;
        long nanoseconds = 0;
        while (matcher.find() && matcher.start() == at) {
            nanoseconds += new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(NANOSECONDS.getOrDefault(matcher.group(2), 0L)))
                    .longValue();
            at = matcher.end();
        }
        if (at == 0 || at != text.length()) {
            throw new IllegalArgumentException(
                    (NUMBER.matcher(text).matches() ? "time: missing unit in duration \"" : "time: invalid duration \"")
                            + text + "\"");
        }
        return Duration.ofNanos(nanoseconds);
    }

    /** As Go prints it. */
    public static String format(Duration duration) {
        long nanoseconds = duration.toNanos();
        if (nanoseconds == 0) {
            return "0s";
        }
        if (nanoseconds < 1_000) {
            return nanoseconds + "ns";
        }
        if (nanoseconds < 1_000_000) {
            return decimal(nanoseconds, 3) + "µs";
        }
        if (nanoseconds < 1_000_000_000) {
            return decimal(nanoseconds, 6) + "ms";
        }
        long minutes = nanoseconds / 60_000_000_000L;
        String seconds = decimal(nanoseconds % 60_000_000_000L, 9) + "s";
        if (minutes == 0) {
            return seconds;
        }
        return minutes < 60 ? minutes + "m" + seconds : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
    }

    private static String decimal(long nanoseconds, int scale) {
        return BigDecimal.valueOf(nanoseconds, scale).stripTrailingZeros().toPlainString();
    }
}
