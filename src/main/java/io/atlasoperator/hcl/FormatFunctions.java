package io.atlasoperator.hcl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code format} and {@code formatlist}: verbs after a percent sign. */
final class FormatFunctions {
    private static final Pattern VERB = Pattern.compile(
            "%(?<flags>[-+ 0#]*)(?<width>\\d{0,9})(?:\\.(?<precision>\\d{0,9}))?(?:\\[(?<index>\\d{1,4})])?(?<verb>.)?",
            Pattern.DOTALL);
    private static final int MAX_WIDTH = 1024;

    private FormatFunctions() {}

    static void addTo(Map<String, HclFunction> functions) {
        functions.put("format", values -> {
            Arguments arguments = new Arguments(values).count(1, -1);
            return StringFunctions.text(format(arguments.text(0), arguments.from(1)));
        });
        functions.put("formatlist", FormatFunctions::formatList);
    }

    private static Value formatList(List<Value> values) {
        Arguments arguments = new Arguments(values).count(1, -1);
        int length = -1;
        for (Value value : arguments.from(1)) {
            if (value instanceof Value.ListValue list) {
                if (length >= 0 && length != list.values().size()) {
                    throw new HclFunctionException("all lists must have the same length");
                }
                length = list.values().size();
            }
        }
        List<Value> texts = new ArrayList<>();
        for (int row = 0; row < Math.max(length, length < 0 ? 1 : 0); row++) {
            List<Value> items = new ArrayList<>();
            for (Value value : arguments.from(1)) {
                items.add(value instanceof Value.ListValue list ? list.values().get(row) : value);
            }
            texts.add(StringFunctions.text(format(arguments.text(0), items)));
        }
        return CollectionFunctions.list(texts);
    }

    private static String format(String pattern, List<Value> values) {
        StringBuilder text = new StringBuilder();
        Matcher matcher = VERB.matcher(pattern);
        int next = 0;
        int highest = 0;
        while (matcher.find()) {
            matcher.appendReplacement(text, "");
            String verb = matcher.group("verb");
            if (verb == null) {
                throw new HclFunctionException("the format string ends within \"" + matcher.group() + "\"");
            }
            if (verb.equals("%")) {
                text.append('%');
                continue;
            }
            String index = matcher.group("index");
            next = index == null ? next : Integer.parseInt(index) - 1;
            if (next < 0 || next >= values.size()) {
                throw new HclFunctionException("not enough arguments for \"" + matcher.group() + "\"");
            }
            text.append(padded(verb(matcher, verb.charAt(0), values.get(next)), matcher));
            next++;
            highest = Math.max(highest, next);
        }
        matcher.appendTail(text);
        if (highest < values.size()) {
            throw new HclFunctionException("too many arguments; only " + highest + " used by format string");
        }
        return text.toString();
    }

    private static String verb(Matcher matcher, char verb, Value value) {
        String precision = matcher.group("precision");
        return switch (verb) {
            case 'v' -> anything(value, matcher.group("flags").contains("#"));
            case 's' -> cut(Arguments.text(value, "the value of %s"), precision);
            case 'q' -> quote(cut(Arguments.text(value, "the value of %q"), precision));
            case 't' -> {
                Boolean bool = Conversions.toBool(value);
                if (bool == null) {
                    throw new HclFunctionException("the value of %t must be a bool");
                }
                yield bool.toString();
            }
            case 'd' -> signed(integer(value).toString(), matcher);
            case 'b' -> signed(integer(value).toString(2), matcher);
            case 'o' -> signed(integer(value).toString(8), matcher);
            case 'x' ->
                value instanceof Value.Text text
                        ? hex(text.value())
                        : signed(integer(value).toString(16), matcher);
            case 'X' ->
                (value instanceof Value.Text text
                                ? hex(text.value())
                                : signed(integer(value).toString(16), matcher))
                        .toUpperCase(Locale.ROOT);
            case 'f', 'F' -> {
                BigDecimal number = Arguments.number(value, "the value of %f");
                yield signed(
                        number.setScale(digits(precision, 6), RoundingMode.HALF_EVEN)
                                .toPlainString(),
                        matcher);
            }
            case 'e', 'E' -> {
                BigDecimal number = Arguments.number(value, "the value of %e");
                yield signed(String.format(Locale.ROOT, "%." + digits(precision, 6) + verb, number), matcher);
            }
            case 'g', 'G' -> signed(Arguments.number(value, "the value of %g").toPlainString(), matcher);
            default -> throw new HclFunctionException("unsupported format verb '" + verb + "'");
        };
    }

    private static String anything(Value value, boolean json) {
        if (json
                || value instanceof Value.ListValue
                || value instanceof Value.ObjectValue
                || value instanceof Value.Null) {
            return JsonText.encode(value);
        }
        return Arguments.text(value, "the value of %v");
    }

    private static BigInteger integer(Value value) {
        return Arguments.number(value, "the value of an integer verb")
                .setScale(0, RoundingMode.DOWN)
                .toBigInteger();
    }

    private static int digits(@Nullable String precision, int otherwise) {
        if (precision == null) {
            return otherwise;
        }
        int digits = precision.isEmpty() ? 0 : Integer.parseInt(precision);
        if (digits > MAX_WIDTH) {
            throw new HclFunctionException("a precision of more than " + MAX_WIDTH + " is not supported");
        }
        return digits;
    }

    private static String cut(String text, @Nullable String precision) {
        int length = text.codePointCount(0, text.length());
        int kept = Math.min(length, digits(precision, MAX_WIDTH));
        return precision == null ? text : text.substring(0, text.offsetByCodePoints(0, kept));
    }

    private static String quote(String text) {
        return JsonText.encode(new Value.Text(text));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String number, Matcher matcher) {
        String flags = matcher.group("flags");
        if (number.startsWith("-")) {
            return number;
        }
        return (flags.contains("+") ? "+" : flags.contains(" ") ? " " : "") + number;
    }

    private static String padded(String text, Matcher matcher) {
        String digits = matcher.group("width");
        int width = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        if (width > MAX_WIDTH) {
            throw new HclFunctionException("a width of more than " + MAX_WIDTH + " is not supported");
        }
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        String flags = matcher.group("flags");
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (!flags.contains("0")) {
            return " ".repeat(missing) + text;
        }
        int sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
        return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }
}
