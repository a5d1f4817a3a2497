package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Functions of strings, apart from regular expressions and formats. */
final class StringFunctions {
    static final int MAX_INDENT = 1000;

    private StringFunctions() {}

    static void addTo(Map<String, HclFunction> functions) {
        functions.put("upper", unary(text -> text.toUpperCase(Locale.ROOT)));
        functions.put("lower", unary(text -> text.toLowerCase(Locale.ROOT)));
        functions.put("title", unary(StringFunctions::title));
        functions.put("chomp", unary(text -> text.replaceFirst("[\\r\\n]+\\z", "")));
        functions.put("trimspace", unary(String::strip));
        functions.put("strrev", unary(text -> new StringBuilder(text).reverse().toString()));
        functions.put("startswith", test(String::startsWith));
        functions.put("endswith", test(String::endsWith));
        functions.put("trim", values -> text(trim(values)));
        functions.put("trimprefix", values -> text(trimPrefix(values)));
        functions.put("trimsuffix", values -> text(trimSuffix(values)));
        functions.put("replace", StringFunctions::replace);
        functions.put("substr", StringFunctions::substr);
        functions.put("indent", StringFunctions::indent);
        functions.put("split", StringFunctions::split);
        functions.put("join", StringFunctions::join);
    }

    static Value text(String text) {
        return new Value.Text(text);
    }

    private static HclFunction unary(UnaryOperator<String> operation) {
        return values -> text(operation.apply(new Arguments(values).count(1, 1).text(0)));
    }

    private static HclFunction test(BiPredicate<String, String> predicate) {
        return values -> {
            Arguments arguments = new Arguments(values).count(2, 2);
            return new Value.Bool(predicate.test(arguments.text(0), arguments.text(1)));
        };
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder(text.length());
        boolean wordStart = true;
        for (int point : text.codePoints().toArray()) {
            title.appendCodePoint(wordStart ? Character.toTitleCase(point) : point);
            wordStart = !Character.isLetterOrDigit(point) && point != '_' && point != '\'';
        }
        return title.toString();
    }

    private static String trim(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        String cut = arguments.text(1);
        int[] points = arguments.text(0).codePoints().toArray();
        int start = 0;
        int end = points.length;
        while (start < end && cut.indexOf(points[start]) >= 0) {
            start++;
        }
        while (end > start && cut.indexOf(points[end - 1]) >= 0) {
            end--;
        }
        return new String(points, start, end - start);
    }

    private static String trimPrefix(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        String text = arguments.text(0);
        String prefix = arguments.text(1);
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String trimSuffix(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        String text = arguments.text(0);
        String suffix = arguments.text(1);
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    private static Value replace(List<Value> values) {
        Arguments arguments = new Arguments(values).count(3, 3);
        return text(arguments.text(0).replace(arguments.text(1), arguments.text(2)));
    }

    /** A negative offset counts from the end; a length of -1 means the rest. */
    private static Value substr(List<Value> values) {
        Arguments arguments = new Arguments(values).count(3, 3);
        int[] points = arguments.text(0).codePoints().toArray();
        int offset = arguments.integer(1);
        int length = arguments.integer(2);
        int start = Math.clamp(offset < 0 ? (long) offset + points.length : offset, 0, points.length);
        int end = length < 0 ? points.length : (int) Math.min((long) start + length, points.length);
        return text(new String(points, start, end - start));
    }

    private static Value indent(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        int spaces = arguments.integer(0);
        if (spaces < 0 || spaces > MAX_INDENT) {
            throw new HclFunctionException("argument 1 must be between 0 and " + MAX_INDENT);
        }
        return text(arguments.text(1).replace("\n", "\n" + " ".repeat(spaces)));
    }

    private static Value split(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        String separator = arguments.text(0);
        String text = arguments.text(1);
        List<Value> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(point -> parts.add(text(Character.toString(point))));
            return new Value.ListValue(parts);
        }
        int start = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
            parts.add(text(text.substring(start, at)));
            start = at + separator.length();
        }
        parts.add(text(text.substring(start)));
        return new Value.ListValue(parts);
    }

    private static Value join(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, -1);
        List<String> parts = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            for (Value value : arguments.list(i)) {
                parts.add(Arguments.text(value, "every element"));
            }
        }
        return text(String.join(arguments.text(0), parts));
    }
}
