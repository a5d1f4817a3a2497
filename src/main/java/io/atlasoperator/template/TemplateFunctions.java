package io.atlasoperator.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions that every template has. {@code and} and {@code or} are the executor's, which must not call too much. */
final class TemplateFunctions {
    static final Map<String, TemplateFunction> ALL = Map.ofEntries(
            Map.entry("not", arguments -> !GoValues.isTrue(only(arguments))),
            Map.entry("len", arguments -> length(only(arguments))),
            Map.entry("index", TemplateFunctions::index),
            Map.entry("slice", TemplateFunctions::slice),
            Map.entry("print", TemplateFunctions::print),
            Map.entry(
                    "println",
                    arguments ->
                            arguments.values().stream().map(GoValues::text).collect(Collectors.joining(" ", "", "\n"))),
            Map.entry("printf", TemplateArguments::formatted),
            Map.entry(
                    "eq",
                    arguments -> arguments.rest().values().stream().anyMatch(other -> equal(arguments.get(0), other))),
            Map.entry("ne", arguments -> !equal(arguments.get(0), arguments.last())),
            Map.entry("lt", arguments -> compare(arguments) < 0),
            Map.entry("le", arguments -> compare(arguments) <= 0),
            Map.entry("gt", arguments -> compare(arguments) > 0),
            Map.entry("ge", arguments -> compare(arguments) >= 0),
            Map.entry("html", arguments -> html(print(arguments))),
            Map.entry("js", arguments -> {
                String quoted = GoJson.compact(print(arguments));
                return quoted.substring(1, quoted.length() - 1);
            }),
            Map.entry("urlquery", arguments -> URLEncoder.encode(print(arguments), StandardCharsets.UTF_8)));

    private TemplateFunctions() {}

    private static @Nullable Object only(TemplateArguments arguments) {
        if (arguments.size() != 1) {
            throw new TemplateException("wrong number of args: want 1 got " + arguments.size());
        }
        return arguments.get(0);
    }

    private static long length(@Nullable Object value) {
        return switch (value) {
            case CharSequence text -> text.toString().getBytes(StandardCharsets.UTF_8).length;
            case Collection<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case null, default -> throw new TemplateException("len of type " + GoValues.type(value));
        };
    }

    private static @Nullable Object index(TemplateArguments arguments) {
        Object value = arguments.get(0);
        for (Object key : arguments.rest().values()) {
            Long position = GoValues.whole(key);
            if (value instanceof List<?> list && position != null) {
                if (position < 0 || position >= list.size()) {
                    throw new TemplateException("index out of range: " + position);
                }
                value = list.get(position.intValue());
            } else if (value instanceof Map<?, ?> map) {
                value = map.get(key);
            } else {
                throw new TemplateException("can't index item of type " + GoValues.type(value));
            }
        }
        return value;
    }

    private static Object slice(TemplateArguments arguments) {
        Object value = arguments.get(0);
        int size = Math.toIntExact(length(value));
        int from = arguments.size() > 1 ? bound(arguments.get(1), size) : 0;
        int to = arguments.size() > 2 ? bound(arguments.get(2), size) : size;
        if (from > to) {
            throw new TemplateException("invalid slice index: " + from + " > " + to);
        }
        return switch (value) {
            case CharSequence text -> text.toString().substring(from, to);
            case List<?> list -> list.subList(from, to);
            case null, default -> throw new TemplateException("can't slice item of type " + GoValues.type(value));
        };
    }

    private static int bound(@Nullable Object value, int size) {
        Long position = GoValues.whole(value);
        if (position == null || position < 0 || position > size) {
            throw new TemplateException("index out of range: " + GoValues.text(value));
        }
        return position.intValue();
    }

    /** Values next to each other, with a space between two that are no strings. */
    private static String print(TemplateArguments arguments) {
        List<@Nullable Object> values = arguments.values();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean space =
                    i > 0 && !(values.get(i) instanceof CharSequence) && !(values.get(i - 1) instanceof CharSequence);
            out.append(space ? " " : "").append(GoValues.text(values.get(i)));
        }
        return out.toString();
    }

    private static boolean equal(@Nullable Object one, @Nullable Object other) {
        Long left = GoValues.whole(one);
        Long right = GoValues.whole(other);
        return left != null && right != null ? left.equals(right) : Objects.equals(one, other);
    }

    private static int compare(TemplateArguments arguments) {
        Object one = arguments.get(0);
        Object other = arguments.last();
        Long left = GoValues.whole(one);
        Long right = GoValues.whole(other);
        if (arguments.size() == 2 && left != null && right != null) {
            return left.compareTo(right);
        }
        if (arguments.size() == 2 && one instanceof String first && other instanceof String second) {
            return first.compareTo(second);
        }
        throw new TemplateException("incompatible types for comparison");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
