package io.atlasoperator.hcl;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions of timestamps. There is none that reads the clock: a document has the same value every day. */
final class DateFunctions {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private DateFunctions() {}

    static void addTo(Map<String, HclFunction> functions) {
        functions.put("timeadd", DateFunctions::add);
        functions.put("formatdate", DateFunctions::format);
    }

    private static OffsetDateTime timestamp(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new HclFunctionException("\"" + text + "\" is not a timestamp like 2006-01-02T15:04:05Z");
        }
    }

    private static Value add(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        try {
            OffsetDateTime sum = timestamp(arguments.text(0)).plus(duration(arguments.text(1)));
            return StringFunctions.text(
                    sum.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT)));
        } catch (DateTimeException | ArithmeticException e) {
            throw new HclFunctionException("the result is out of range");
        }
    }

    private static Duration duration(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(rest);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (matcher.lookingAt()) {
            Long unit = NANOS.get(matcher.group(2));
            nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit == null ? 0 : unit)));
            end = matcher.end();
            matcher.region(end, rest.length());
        }
        if (end == 0 || end != rest.length()) {
            throw new HclFunctionException("\"" + text + "\" is not a duration like 1h30m");
        }
        long whole = nanos.toBigInteger().longValueExact();
        return Duration.ofNanos(negative ? -whole : whole);
    }

    private static Value format(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        String pattern = arguments.text(0);
        OffsetDateTime time = timestamp(arguments.text(1));
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int end = at + 1;
            if (c == '\'') {
                end = quoted(pattern, at, text);
            } else {
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                String run = pattern.substring(at, end);
                text.append(c < 128 && Character.isLetter(c) ? field(run, time) : run);
            }
            at = end;
        }
        return StringFunctions.text(text.toString());
    }

    /** Text in single quotes, in which two of them stand for one. */
    private static int quoted(String pattern, int from, StringBuilder text) {
        for (int at = from + 1; at < pattern.length(); at++) {
            if (pattern.charAt(at) != '\'') {
                text.append(pattern.charAt(at));
            } else if (pattern.startsWith("'", at + 1)) {
                text.append('\'');
                at++;
            } else {
                return at + 1;
            }
        }
        throw new HclFunctionException("unterminated literal in the format");
    }

    private static String field(String run, OffsetDateTime time) {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (run) {
            case "YYYY" -> String.format(Locale.ROOT, "%04d", time.getYear());
            case "YY" -> two(Math.floorMod(time.getYear(), 100));
            case "MMMM" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "MMM" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "MM" -> two(time.getMonthValue());
            case "M" -> Integer.toString(time.getMonthValue());
            case "DD" -> two(time.getDayOfMonth());
            case "D" -> Integer.toString(time.getDayOfMonth());
            case "EEEE" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "EEE" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "hh" -> two(time.getHour());
            case "h" -> Integer.toString(time.getHour());
            case "HH" -> two(hour12);
            case "H" -> Integer.toString(hour12);
            case "AA" -> time.getHour() < 12 ? "AM" : "PM";
            case "aa" -> time.getHour() < 12 ? "am" : "pm";
            case "mm" -> two(time.getMinute());
            case "m" -> Integer.toString(time.getMinute());
            case "ss" -> two(time.getSecond());
            case "s" -> Integer.toString(time.getSecond());
            case "ZZZZZ" -> offset(time.getOffset(), "+HH:MM");
            case "ZZZZ" -> offset(time.getOffset(), "+HHMM");
            case "ZZZ" -> time.getOffset().equals(ZoneOffset.UTC) ? "UTC" : offset(time.getOffset(), "+HHMM");
            case "Z" -> time.getOffset().getId();
            default -> throw new HclFunctionException("invalid date format verb \"" + run + "\"");
        };
    }

    private static String offset(ZoneOffset offset, String pattern) {
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        String separator = pattern.contains(":") ? ":" : "";
        return (offset.getTotalSeconds() < 0 ? "-" : "+") + two(minutes / 60) + separator + two(minutes % 60);
    }

    private static String two(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }
}
