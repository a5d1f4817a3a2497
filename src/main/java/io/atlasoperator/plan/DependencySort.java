package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.ChangeDependencies.Fact;
import io.atlasoperator.schema.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A topological sort of changes that keeps the given order wherever dependencies allow. */
final class DependencySort {
    private final Map<Fact, List<Change>> providers = new HashMap<>();
    private final Map<ObjectKey, List<Change>> changesOf = new HashMap<>();
    private final Map<Change, State> states = new IdentityHashMap<>();
    private final List<Change> ordered = new ArrayList<>();
    private final Function<ObjectKey, Collection<ObjectKey>> waitsFor;

    private DependencySort(List<Change> changes, Function<ObjectKey, Collection<ObjectKey>> waitsFor) {
        this.waitsFor = waitsFor;
        for (Change change : changes) {
            ChangeDependencies.provides(change)
                    .forEach(fact -> providers
                            .computeIfAbsent(fact, unused -> new ArrayList<>())
                            .add(change));
            ChangeDependencies.subject(change)
                    .ifPresent(key -> changesOf
                            .computeIfAbsent(key, unused -> new ArrayList<>())
                            .add(change));
        }
    }

    /**
     * Each change after those it needs, or nothing if facts of the model need each other in a cycle.
     *
     * @param waitsFor the things whose changes come before the change of a thing; where these are in a cycle, the
     *     given order decides
     */
    static Optional<List<Change>> sort(List<Change> changes, Function<ObjectKey, Collection<ObjectKey>> waitsFor) {
        DependencySort sort = new DependencySort(changes, waitsFor);
        for (Change change : changes) {
            if (!sort.visit(change)) {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(sort.ordered));
    }

    private boolean visit(Change change) {
        State state = states.get(change);
        if (state != null) {
            return state == State.DONE;
        }
        states.put(change, State.OPEN);
        for (Fact fact : ChangeDependencies.needs(change)) {
            for (Change provider : providers.getOrDefault(fact, List.of())) {
                if (provider != change && !visit(provider)) {
                    return false;
                }
            }
        }
        Optional<ObjectKey> subject = ChangeDependencies.subject(change);
        if (subject.isPresent()) {
            for (ObjectKey needed : waitsFor.apply(subject.get())) {
                for (Change provider : changesOf.getOrDefault(needed, List.of())) {
                    if (states.get(provider) == null && !visit(provider)) {
                        return false;
                    }
                }
            }
        }
        states.put(change, State.DONE);
        ordered.add(change);
        return true;
    }

    private enum State {
        OPEN,
        DONE
    }
}
