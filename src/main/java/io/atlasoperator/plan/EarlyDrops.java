package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.DropObject;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The objects to drop before all else: those on which nothing depends that stays or is dropped later. A view goes
 * before its table changes; a function that a column's default still uses goes after the table has changed.
 *
 * @param early the early drops, each after what depends on it
 * @param others all other changes, in the given order
 */
record EarlyDrops(List<Change> early, List<Change> others) {

    EarlyDrops {
        early = List.copyOf(early);
        others = List.copyOf(others);
    }

    static EarlyDrops of(List<Change> changes, Dependencies before) {
        Set<ObjectKey> added = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.AddObject(var object)) {
                added.add(object.key());
            }
        }
        Map<ObjectKey, Change> drops = new HashMap<>();
        for (Change change : changes) {
            // A type is in use by columns, which the model itself knows of, unless it or what it is of is made anew.
            if (change instanceof DropObject(var object)
                    && (object.key().namespace() != ObjectKey.Namespace.TYPE
                            || added.contains(object.key())
                            || before.needs(object.key()).stream()
                                    .anyMatch(dependency -> added.contains(dependency.needed())))) {
                drops.put(object.key(), change);
            } else if (change instanceof Change.DropTable(var table) && added.contains(table.key())) {
                // Its name is wanted for something else.
                drops.put(table.key(), change);
            }
        }
        Set<ObjectKey> early = new HashSet<>(drops.keySet());
        while (early.removeIf(key -> before.dependents(key).stream()
                .map(Dependency::dependent)
                .anyMatch(dependent -> !early.contains(dependent)))) {
            // until none is left that something later depends on
        }
        List<Change> first = changes.stream()
                .filter(change -> ChangeDependencies.subject(change)
                        .filter(key -> early.contains(key) && drops.get(key) == change)
                        .isPresent())
                .toList();
        List<Change> others = new ArrayList<>(changes);
        others.removeAll(first);
        return new EarlyDrops(ordered(first, before), others);
    }

    /** Each after what depends on it. Tables whose foreign keys are in a cycle come last, in the given order. */
    private static List<Change> ordered(List<Change> drops, Dependencies before) {
        Function<ObjectKey, Collection<ObjectKey>> dependents = key ->
                before.dependents(key).stream().map(Dependency::dependent).toList();
        return DependencySort.sort(drops, dependents).orElseGet(() -> {
            List<Change> objects =
                    drops.stream().filter(DropObject.class::isInstance).toList();
            List<Change> ordered =
                    new ArrayList<>(DependencySort.sort(objects, dependents).orElse(objects));
            drops.stream().filter(drop -> !(drop instanceof DropObject)).forEach(ordered::add);
            return ordered;
        });
    }
}
