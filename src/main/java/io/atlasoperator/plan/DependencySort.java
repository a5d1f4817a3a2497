package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.ChangeDependencies.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A topological sort of changes that keeps the given order wherever dependencies allow. */
final class DependencySort {
    private final Map<Fact, List<Change>> providers = new HashMap<>();
    private final Map<Change, State> states = new IdentityHashMap<>();
    private final List<Change> ordered = new ArrayList<>();

    private DependencySort(List<Change> changes) {
        for (Change change : changes) {
            ChangeDependencies.provides(change)
                    .forEach(fact -> providers
                            .computeIfAbsent(fact, unused -> new ArrayList<>())
                            .add(change));
        }
    }

    /** Each change after those it needs, or nothing if they need each other in a cycle. */
    static Optional<List<Change>> sort(List<Change> changes) {
        DependencySort sort = new DependencySort(changes);
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
        states.put(change, State.DONE);
        ordered.add(change);
        return true;
    }

    private enum State {
        OPEN,
        DONE
    }
}
