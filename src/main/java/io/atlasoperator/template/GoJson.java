package io.atlasoperator.template;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Go's {@code encoding/json} writes it: no spaces unless indented, and characters special to HTML escaped. */
public final class GoJson {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter();

    private final StringBuilder out = new StringBuilder();
    private final String prefix;
    private final String indent;
    private final boolean pretty;

    private GoJson(String prefix, String indent, boolean pretty) {
        this.prefix = prefix;
        this.indent = indent;
        this.pretty = pretty;
    }

    /** The value on one line. */
    public static String compact(@Nullable Object value) {
        return new GoJson("", "", false).write(value);
    }

    /**
     * The value on several lines.
     *
     * @param prefix what each line but the first starts with
     * @param indent what each level adds
     */
    public static String indented(@Nullable Object value, String prefix, String indent) {
        return new GoJson(prefix, indent, true).write(value);
    }

    /** A moment in the local time zone, as JSON and templates show it. */
    public static String time(Instant instant) {
        return TIME.format(ZonedDateTime.ofInstant(instant, ZoneId.systemDefault()));
    }

    private String write(@Nullable Object value) {
        value(value, 0);
        return out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case null -> out.append("null");
            case CharSequence text -> string(text);
            case Instant instant -> string(time(instant));
            case TemplateObject object -> object(object.json(), depth);
            case Map<?, ?> map -> object(map, depth);
            case Collection<?> list -> array(list, depth);
            default -> out.append(value);
        }
    }

    private void object(Map<?, ?> map, int depth) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            newLine(depth + 1);
            string(String.valueOf(entry.getKey()));
            out.append(pretty ? ": " : ":");
            value(entry.getValue(), depth + 1);
            if (entries.hasNext()) {
                out.append(',');
            }
        }
        if (!map.isEmpty()) {
            newLine(depth);
        }
        out.append('}');
    }

    private void array(Collection<?> list, int depth) {
        out.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            newLine(depth + 1);
            value(items.next(), depth + 1);
            if (items.hasNext()) {
                out.append(',');
            }
        }
        if (!list.isEmpty()) {
            newLine(depth);
        }
        out.append(']');
    }

    private void newLine(int depth) {
        if (pretty) {
            out.append('\n').append(prefix).append(indent.repeat(depth));
        }
    }

    private void string(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
