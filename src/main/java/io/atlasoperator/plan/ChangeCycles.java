package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds which changes wait for each other, however far around (Tarjan's strongly connected components). For one use. */
final class ChangeCycles {
    private final Function<Change, List<Change>> before;
    private final Map<Change, Integer> found = new IdentityHashMap<>();
    private final Map<Change, Integer> lowest = new IdentityHashMap<>();
    private final Map<Change, Integer> cycles = new IdentityHashMap<>();
    private final Deque<Change> pending = new ArrayDeque<>();

    private ChangeCycles(Function<Change, List<Change>> before) {
        this.before = before;
    }

    /** A number for each change, which those have in common that wait for each other. */
    static Map<Change, Integer> of(List<Change> changes, Function<Change, List<Change>> before) {
        ChangeCycles search = new ChangeCycles(before);
        for (Change change : changes) {
            if (!search.found.containsKey(change)) {
                search.from(change);
            }
        }
        return search.cycles;
    }

    private record Step(Change change, Iterator<Change> rest) {}

    /** Without recursion: a chain of changes may be longer than a stack is deep. */
    private void from(Change start) {
        Deque<Step> path = new ArrayDeque<>();
        path.push(enter(start));
        while (!path.isEmpty()) {
            Step step = path.element();
            if (step.rest.hasNext()) {
                Change next = step.rest.next();
                if (!found.containsKey(next)) {
                    path.push(enter(next));
                } else if (!cycles.containsKey(next)) {
                    lowest.merge(step.change, found.getOrDefault(next, 0), Math::min);
                }
            } else {
                path.pop();
                leave(step.change);
                if (!path.isEmpty()) {
                    lowest.merge(path.element().change, lowest.getOrDefault(step.change, 0), Math::min);
                }
            }
        }
    }

    private Step enter(Change change) {
        int number = found.size();
        found.put(change, number);
        lowest.put(change, number);
        pending.push(change);
        return new Step(change, before.apply(change).iterator());
    }

    private void leave(Change change) {
        int number = found.getOrDefault(change, 0);
        if (lowest.getOrDefault(change, 0) != number) {
            return;
        }
        Change member;
        do {
            member = pending.pop();
            cycles.put(member, number);
        } while (member != change);
    }
}
