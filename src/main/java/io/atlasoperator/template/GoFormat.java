package io.atlasoperator.template;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Go's {@code printf}: the verbs v, s, q, d, x, X, f, g, t, T and %, with flags, width and precision. */
final class GoFormat {
    private static final Pattern VERB = Pattern.compile("%([-+# 0]*)([0-9]+)?(?:\\.([0-9]+))?([a-zA-Z%])");

    private GoFormat() {}

    static String format(String format, TemplateArguments arguments) {
        StringBuilder out = new StringBuilder();
        Matcher matcher = VERB.matcher(format);
        int from = 0;
        int next = 0;
        while (matcher.find()) {
            out.append(format, from, matcher.start());
            from = matcher.end();
            String verb = matcher.group(4);
            if (verb.equals("%")) {
                out.append('%');
            } else if (next >= arguments.size()) {
                out.append("%!").append(verb).append("(MISSING)");
            } else {
                out.append(verb(matcher, verb, arguments.get(next++)));
            }
        }
        out.append(format.substring(from));
        for (int i = next; i < arguments.size(); i++) {
            Object extra = arguments.get(i);
            out.append(i == next ? "%!(EXTRA " : ", ")
                    .append(GoValues.type(extra))
                    .append('=')
                    .append(GoValues.text(extra));
        }
        return next < arguments.size() ? out.append(')').toString() : out.toString();
    }

    private static String verb(Matcher matcher, String verb, @Nullable Object value) {
        @Nullable Integer precision = matcher.group(3) == null ? null : Integer.valueOf(matcher.group(3));
        @Nullable Long whole = GoValues.whole(value);
        String text = switch (verb) {
            case "v", "s" -> cut(GoValues.text(value), verb.equals("s") ? precision : null);
            case "q" ->
                GoJson.compact(GoValues.text(value))
                        .replace("\\u003c", "<")
                        .replace("\\u003e", ">")
                        .replace("\\u0026", "&");
            case "d" -> whole == null ? bad(verb, value) : Long.toString(whole);
            case "x" -> whole == null ? bad(verb, value) : Long.toHexString(whole);
            case "X" ->
                whole == null ? bad(verb, value) : Long.toHexString(whole).toUpperCase(Locale.ROOT);
            case "t" -> value instanceof Boolean ? value.toString() : bad(verb, value);
            case "T" -> GoValues.type(value);
            case "f", "g" ->
                value instanceof Double number
                        ? String.format(Locale.ROOT, "%." + (precision == null ? 6 : precision) + "f", number)
                        : bad(verb, value);
            default -> bad(verb, value);
        };
        return pad(text, matcher.group(1), matcher.group(2), whole != null);
    }

    private static String bad(String verb, @Nullable Object value) {
        return "%!" + verb + "(" + GoValues.type(value) + "=" + GoValues.text(value) + ")";
    }

    private static String cut(String text, @Nullable Integer most) {
        return most == null || text.length() <= most ? text : text.substring(0, most);
    }

    private static String pad(String text, String flags, @Nullable String width, boolean number) {
        int missing = width == null ? 0 : Integer.parseInt(width) - text.length();
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        return (flags.contains("0") && number ? "0" : " ").repeat(missing) + text;
    }
}
