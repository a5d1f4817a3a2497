package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What {@code var}, {@code local} and {@code data} mean. Locals and data sources are evaluated when first used, so
 * that they may stand in any order. Not thread-safe.
 */
final class Definitions {
    /** How a definition is computed once, and what came out. */
    private static final class Cell {
        private final Supplier<Value> computation;
        private Object outcome = NOTHING;

        Cell(Supplier<Value> computation) {
            this.computation = computation;
        }
    }

    private static final Object NOTHING = new Object();

    private final Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
    private final Set<String> running = new LinkedHashSet<>();

    Definitions() {
        for (String root : List.of("var", "local", "data")) {
            cells.put(root, new LinkedHashMap<>());
        }
    }

    /** @return whether it is new; a second definition of a name is refused */
    boolean define(String root, String name, Supplier<Value> computation) {
        return of(root).putIfAbsent(name, new Cell(computation)) == null;
    }

    private Map<String, Cell> of(String root) {
        return cells.computeIfAbsent(root, unused -> new LinkedHashMap<>());
    }

    boolean owns(String root) {
        return cells.containsKey(root);
    }

    Collection<String> names(String root) {
        return of(root).keySet();
    }

    /** @throws EvaluationFailure if it is unknown, its own failure otherwise */
    Value member(String root, String name, SourceRange range) {
        Cell cell = of(root).get(name);
        if (cell == null) {
            String kind = root.equals("var") ? "variable" : root;
            throw new EvaluationFailure(
                    range,
                    "Unknown " + kind,
                    "There is no " + kind + " named \"" + name + "\"." + Suggestions.didYouMean(name, names(root)));
        }
        return value(cell, root + "." + name, range);
    }

    Value data(String type, String name, SourceRange range) {
        String key = type + "." + name;
        Cell cell = of("data").get(key);
        if (cell == null) {
            throw new EvaluationFailure(
                    range,
                    "Unknown data source",
                    "data." + key + " does not exist." + Suggestions.didYouMean(key, names("data")));
        }
        return value(cell, "data." + key, range);
    }

    /** All values of a root as one object. */
    Value all(String root, SourceRange range) {
        if (root.equals("data")) {
            throw new EvaluationFailure(range, "Invalid reference", "A data source is written data.<type>.<name>.");
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (String name : List.copyOf(names(root))) {
            values.put(name, member(root, name, range));
        }
        return new Value.ObjectValue(values);
    }

    private Value value(Cell cell, String path, SourceRange range) {
        if (cell.outcome instanceof Value value) {
            return value;
        }
        if (cell.outcome instanceof EvaluationFailure failure) {
            throw failure;
        }
        if (!running.add(path)) {
            String chain = running.stream().collect(Collectors.joining(" -> ")) + " -> " + path;
            throw new EvaluationFailure(
                    range, "cyclic reference to \"" + path + "\"", "It is defined by itself: " + chain + ".");
        }
        try {
            Value value = cell.computation.get();
            cell.outcome = value;
            return value;
        } catch (EvaluationFailure failure) {
            cell.outcome = failure;
            throw failure;
        } finally {
            running.remove(path);
        }
    }
}
