package io.atlasoperator.hcl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions of lists and objects. */
final class CollectionFunctions {
    private static final int MAX_RANGE = 1024;

    private CollectionFunctions() {}

    static void addTo(Map<String, HclFunction> functions) {
        functions.put("alltrue", CollectionFunctions::allTrue);
        functions.put("chunklist", CollectionFunctions::chunkList);
        functions.put("coalescelist", CollectionFunctions::coalesceList);
        functions.put("compact", CollectionFunctions::compact);
        functions.put("concat", CollectionFunctions::concat);
        functions.put("contains", CollectionFunctions::contains);
        functions.put(
                "distinct",
                values -> list(one(values).list(0).stream().distinct().toList()));
        functions.put("element", CollectionFunctions::element);
        functions.put("empty", values -> new Value.Bool(length(values) == 0));
        functions.put("flatten", CollectionFunctions::flatten);
        functions.put("index", CollectionFunctions::index);
        functions.put(
                "keys",
                values -> list(sorted(values).keySet().stream()
                        .map(StringFunctions::text)
                        .toList()));
        functions.put("values", values -> list(List.copyOf(sorted(values).values())));
        functions.put("length", values -> Numbers.of(length(values)));
        functions.put("merge", CollectionFunctions::merge);
        functions.put("range", CollectionFunctions::range);
        functions.put("reverse", values -> list(one(values).list(0).reversed()));
        functions.put("slice", CollectionFunctions::slice);
        functions.put("sort", CollectionFunctions::sort);
        functions.put("zipmap", CollectionFunctions::zipMap);
        functions.put("print", values -> one(values).value(0));
    }

    static Value list(List<Value> values) {
        return new Value.ListValue(values);
    }

    private static Arguments one(List<Value> values) {
        return new Arguments(values).count(1, 1);
    }

    private static Map<String, Value> sorted(List<Value> values) {
        return new TreeMap<>(one(values).object(0).values());
    }

    private static Value allTrue(List<Value> values) {
        for (Value value : one(values).list(0)) {
            if (!Boolean.TRUE.equals(Conversions.toBool(value))) {
                return new Value.Bool(false);
            }
        }
        return new Value.Bool(true);
    }

    private static Value chunkList(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        List<Value> list = arguments.list(0);
        int size = arguments.integer(1);
        if (size < 0) {
            throw new HclFunctionException("the size of a chunk must not be negative");
        }
        int step = size == 0 ? Math.max(1, list.size()) : size;
        List<Value> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += step) {
            chunks.add(list(list.subList(from, (int) Math.min((long) from + step, list.size()))));
        }
        return list(chunks);
    }

    private static Value coalesceList(List<Value> values) {
        for (Value value : values) {
            if (!(value instanceof Value.Null)
                    && !Arguments.list(value, "every argument").isEmpty()) {
                return value;
            }
        }
        throw new HclFunctionException("no non-empty list given");
    }

    private static Value compact(List<Value> values) {
        List<Value> kept = new ArrayList<>();
        for (Value value : one(values).list(0)) {
            if (!(value instanceof Value.Null)
                    && !Arguments.text(value, "every element").isEmpty()) {
                kept.add(value);
            }
        }
        return list(kept);
    }

    private static Value concat(List<Value> values) {
        List<Value> all = new ArrayList<>();
        for (Value value : new Arguments(values).count(1, -1).values()) {
            all.addAll(Arguments.list(value, "every argument"));
        }
        return list(all);
    }

    private static Value contains(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        return new Value.Bool(arguments.list(0).contains(arguments.value(1)));
    }

    private static Value element(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        List<Value> list = arguments.list(0);
        int index = arguments.integer(1);
        if (list.isEmpty()) {
            throw new HclFunctionException("cannot use element with an empty list");
        }
        if (index < 0) {
            throw new HclFunctionException("cannot use element with a negative index");
        }
        return list.get(index % list.size());
    }

    private static Value index(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        if (arguments.value(0) instanceof Value.ObjectValue object) {
            Value value = object.values().get(arguments.text(1));
            if (value != null) {
                return value;
            }
        } else {
            List<Value> list = arguments.list(0);
            int index = arguments.integer(1);
            if (index >= 0 && index < list.size()) {
                return list.get(index);
            }
        }
        throw new HclFunctionException("no such key or index");
    }

    private static int length(List<Value> values) {
        return switch (one(values).value(0)) {
            case Value.ListValue list -> list.values().size();
            case Value.ObjectValue object -> object.values().size();
            case Value.Text text -> text.value().codePointCount(0, text.value().length());
            case Value.Num v -> throw noLength();
            case Value.Bool v -> throw noLength();
            case Value.Null v -> throw noLength();
            case Value.Reference v -> throw noLength();
            case Value.Call v -> throw noLength();
            case Value.RawSql v -> throw noLength();
        };
    }

    private static HclFunctionException noLength() {
        return new HclFunctionException("a list, an object or a string is required");
    }

    private static Value flatten(List<Value> values) {
        List<Value> flat = new ArrayList<>();
        flatten(one(values).list(0), flat);
        return list(flat);
    }

    private static void flatten(List<Value> values, List<Value> flat) {
        for (Value value : values) {
            if (value instanceof Value.ListValue inner) {
                flatten(inner.values(), flat);
            } else {
                flat.add(value);
            }
        }
    }

    private static Value merge(List<Value> values) {
        Map<String, Value> merged = new LinkedHashMap<>();
        for (Value value : values) {
            if (value instanceof Value.ObjectValue object) {
                merged.putAll(object.values());
            } else if (!(value instanceof Value.Null)) {
                throw new HclFunctionException("every argument must be an object");
            }
        }
        return Conversions.object(merged);
    }

    private static Value range(List<Value> values) {
        Arguments arguments = new Arguments(values).count(1, 3);
        BigDecimal start = arguments.size() == 1 ? BigDecimal.ZERO : arguments.number(0);
        BigDecimal end = arguments.number(arguments.size() == 1 ? 0 : 1);
        boolean down = start.compareTo(end) > 0;
        BigDecimal step = arguments.size() == 3 ? arguments.number(2) : BigDecimal.valueOf(down ? -1 : 1);
        if (step.signum() == 0 || (step.signum() < 0) != down && start.compareTo(end) != 0) {
            throw new HclFunctionException("the step must lead from the start to the end");
        }
        List<Value> numbers = new ArrayList<>();
        for (BigDecimal at = start; down ? at.compareTo(end) > 0 : at.compareTo(end) < 0; at = at.add(step)) {
            if (numbers.size() == MAX_RANGE) {
                throw new HclFunctionException("more than " + MAX_RANGE + " values were generated");
            }
            numbers.add(Numbers.of(at));
        }
        return list(numbers);
    }

    private static Value slice(List<Value> values) {
        Arguments arguments = new Arguments(values).count(3, 3);
        List<Value> list = arguments.list(0);
        int start = arguments.integer(1);
        int end = arguments.integer(2);
        if (start < 0 || end < start || end > list.size()) {
            throw new HclFunctionException(
                    "start and end must satisfy 0 <= start <= end <= " + list.size() + ", the length of the list");
        }
        return list(list.subList(start, end));
    }

    private static Value sort(List<Value> values) {
        return list(one(values).list(0).stream()
                .map(value -> Arguments.text(value, "every element"))
                .sorted(Conversions::compareCodePoints)
                .map(StringFunctions::text)
                .toList());
    }

    private static Value zipMap(List<Value> values) {
        Arguments arguments = new Arguments(values).count(2, 2);
        List<Value> keys = arguments.list(0);
        List<Value> items = arguments.list(1);
        if (keys.size() != items.size()) {
            throw new HclFunctionException(
                    "number of keys (" + keys.size() + ") does not match number of values (" + items.size() + ")");
        }
        Map<String, Value> zipped = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            zipped.put(Arguments.text(keys.get(i), "every key"), items.get(i));
        }
        return Conversions.object(zipped);
    }
}
