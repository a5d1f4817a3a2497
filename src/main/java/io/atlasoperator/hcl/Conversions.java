package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Conversions between values. A result of null means that there is none. */
final class Conversions {
    private Conversions() {}

    static @Nullable String toText(Value value) {
        return switch (value) {
            case Value.Text text -> text.value();
            case Value.Num number -> number.value().toPlainString();
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Null n -> null;
            case Value.ListValue list -> null;
            case Value.ObjectValue object -> null;
            case Value.Reference reference -> null;
            case Value.Call call -> null;
            case Value.RawSql sql -> null;
        };
    }

    static Value.@Nullable Num toNumber(Value value) {
        if (value instanceof Value.Num number) {
            return number;
        }
        return value instanceof Value.Text text ? Numbers.parse(text.value().strip()) : null;
    }

    static @Nullable Boolean toBool(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Value.Text text) {
            return switch (text.value()) {
                case "true", "1" -> Boolean.TRUE;
                case "false", "0" -> Boolean.FALSE;
                default -> null;
            };
        }
        return null;
    }

    /** A pair met while walking over a collection. */
    record Entry(Value key, Value value) {}

    /** The entries of a list (by index) or object (by sorted key), or null if the value is neither. */
    static @Nullable List<Entry> entries(Value value) {
        List<Entry> entries = new ArrayList<>();
        if (value instanceof Value.ListValue list) {
            for (int i = 0; i < list.values().size(); i++) {
                entries.add(new Entry(Numbers.of(i), list.values().get(i)));
            }
            return entries;
        }
        if (value instanceof Value.ObjectValue object) {
            new TreeMap<>(object.values()).forEach((key, item) -> entries.add(new Entry(new Value.Text(key), item)));
            return entries;
        }
        return null;
    }

    /** Distinct values in the order of a set: texts and numbers by value, before anything else in the order met. */
    static Value.ListValue toSet(List<Value> values) {
        List<Value> distinct = new ArrayList<>(values.stream().distinct().toList());
        distinct.sort((left, right) -> {
            if (left instanceof Value.Text a && right instanceof Value.Text b) {
                return compareCodePoints(a.value(), b.value());
            }
            if (left instanceof Value.Num a && right instanceof Value.Num b) {
                return a.value().compareTo(b.value());
            }
            return Integer.compare(rank(left), rank(right));
        });
        return new Value.ListValue(distinct);
    }

    private static int rank(Value value) {
        if (value instanceof Value.Text) {
            return 0;
        }
        return value instanceof Value.Num ? 1 : 2;
    }

    /** Order by code points, which unlike {@link String#compareTo} is the same as that of UTF-8 bytes. */
    static int compareCodePoints(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        return Arrays.compare(a, b);
    }

    /** What a value is, for messages. */
    static String describe(Value value) {
        return switch (value) {
            case Value.Text text -> "string";
            case Value.Num number -> "number";
            case Value.Bool bool -> "bool";
            case Value.Null n -> "null";
            case Value.ListValue list -> "list";
            case Value.ObjectValue object -> "object";
            case Value.Reference reference -> "reference";
            case Value.Call call -> "call";
            case Value.RawSql sql -> "sql";
        };
    }

    static Value.ObjectValue object(Map<String, Value> values) {
        return new Value.ObjectValue(new LinkedHashMap<>(values));
    }
}
