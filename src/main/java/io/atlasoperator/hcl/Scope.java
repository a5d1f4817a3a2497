package io.atlasoperator.hcl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Names that have a value at a place.
 *
 * @param values the values
 * @param iterators names of {@code dynamic} blocks: they hide a block type only for {@code key} and {@code value}
 * @param element the element a splat is at
 */
record Scope(
        Map<String, Value> values,
        Set<String> iterators,
        @Nullable Value element) {

    static Scope of(Map<String, Value> values) {
        return new Scope(Map.copyOf(values), Set.of(), null);
    }

    Scope with(String name, Value value) {
        Map<String, Value> extended = new LinkedHashMap<>(values);
        extended.put(name, value);
        Set<String> kept = iterators;
        if (kept.contains(name)) {
            kept = new TreeSet<>(kept);
            kept.remove(name);
        }
        return new Scope(extended, kept, element);
    }

    Scope withIterator(String name, Value key, Value value) {
        Set<String> extended = new TreeSet<>(iterators);
        extended.add(name);
        return new Scope(with(name, each(key, value)).values(), extended, element);
    }

    Scope withElement(Value newElement) {
        return new Scope(values, iterators, newElement);
    }

    static Value each(Value key, Value value) {
        Map<String, Value> pair = new LinkedHashMap<>();
        pair.put("key", key);
        pair.put("value", value);
        return new Value.ObjectValue(pair);
    }
}
