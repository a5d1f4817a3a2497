package io.atlasoperator.template;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How Go prints and judges values. */
final class GoValues {
    private GoValues() {}

    /** Whether {@code if} takes the value for true: not zero and not empty. */
    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case Long number -> number != 0;
            case Integer number -> number != 0;
            case Double number -> number != 0;
            case CharSequence text -> !text.isEmpty();
            case Collection<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** As {@code print} and a bare action write it. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "<no value>";
            case List<?> list -> list.stream().map(GoValues::text).collect(Collectors.joining(" ", "[", "]"));
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((key, inner) -> sorted.put(text(key), text(inner)));
                yield sorted.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(" ", "map[", "]"));
            }
            case TemplateObject object ->
                object.fields().values().stream().map(GoValues::text).collect(Collectors.joining(" ", "{", "}"));
            default -> value.toString();
        };
    }

    /** The value as a whole number, or null if it is none. */
    static @Nullable Long whole(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Integer number -> number.longValue();
            case null, default -> null;
        };
    }

    /** What messages call the value's type. */
    static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "nil";
            case TemplateObject object -> object.type();
            case Boolean bool -> "bool";
            case Long number -> "int";
            case Integer number -> "int";
            case Double number -> "float64";
            case CharSequence text -> "string";
            case Collection<?> list -> "[]interface {}";
            case Map<?, ?> map -> "map[string]interface {}";
            default -> value.getClass().getSimpleName();
        };
    }
}
