package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.plan.ChangeDependencies.Fact;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A topological sort of changes that keeps the given order wherever dependencies allow. */
final class DependencySort {
    private final Map<Fact, List<Change>> providers = new HashMap<>();
    private final Map<ObjectKey, List<Change>> changesOf = new HashMap<>();
    private final Map<Change, State> states = new IdentityHashMap<>();
    private final List<Change> ordered = new ArrayList<>();
    private final Function<ObjectKey, Collection<ObjectKey>> waitsFor;
    private final Function<ObjectKey, Collection<ObjectKey>> mentions;
    /** The cycle that a change is in; empty as long as nothing mentions anything. */
    private final Map<Change, Integer> cycles;

    private DependencySort(
            List<Change> changes,
            Function<ObjectKey, Collection<ObjectKey>> waitsFor,
            Function<ObjectKey, Collection<ObjectKey>> mentions) {
        this.waitsFor = waitsFor;
        this.mentions = mentions;
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
        this.cycles = changes.stream().anyMatch(change -> !mentioned(change).isEmpty())
                ? ChangeCycles.of(changes, this::before)
                : Map.of();
    }

    /**
     * Each change after those it needs, or nothing if facts of the model need each other in a cycle.
     *
     * @param waitsFor the things whose changes come before the change of a thing; where these are in a cycle, the
     *     given order decides
     */
    static Optional<List<Change>> sort(List<Change> changes, Function<ObjectKey, Collection<ObjectKey>> waitsFor) {
        return sort(changes, waitsFor, key -> List.of());
    }

    /**
     * Each change after those it needs, or nothing if facts of the model need each other in a cycle.
     *
     * @param waitsFor the things whose changes come before the change of a thing; where these are in a cycle, the
     *     given order decides
     * @param mentions the things that the server looks for when a routine is made; where that is a cycle, the routine is
     *     made without a look into its body
     */
    static Optional<List<Change>> sort(
            List<Change> changes,
            Function<ObjectKey, Collection<ObjectKey>> waitsFor,
            Function<ObjectKey, Collection<ObjectKey>> mentions) {
        DependencySort sort = new DependencySort(changes, waitsFor, mentions);
        for (Change change : changes) {
            if (!sort.visit(change)) {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(sort.ordered));
    }

    /**
     * What comes before a change.
     *
     * @param isFact whether the change can't be made without it
     */
    private record Needed(Change change, boolean isFact) {}

    /** A change on the way to those it needs, and which of them are left. */
    private record Step(Change change, Change made, Iterator<Needed> left) {}

    /** Without recursion: a chain of changes may be longer than a stack is deep. */
    private boolean visit(Change start) {
        if (states.containsKey(start)) {
            return true;
        }
        Deque<Step> path = new ArrayDeque<>();
        path.push(enter(start));
        while (!path.isEmpty()) {
            Step step = path.element();
            if (!step.left.hasNext()) {
                path.pop();
                states.put(step.change, State.DONE);
                ordered.add(step.made);
                continue;
            }
            Needed next = step.left.next();
            State state = states.get(next.change);
            if (state == null) {
                path.push(enter(next.change));
            } else if (state == State.OPEN && next.isFact) {
                return false;
            }
        }
        return true;
    }

    private Step enter(Change change) {
        states.put(change, State.OPEN);
        List<Needed> needed = new ArrayList<>();
        for (Fact fact : ChangeDependencies.needs(change)) {
            for (Change provider : providers.getOrDefault(fact, List.of())) {
                if (provider != change) {
                    needed.add(new Needed(provider, true));
                }
            }
        }
        changesOf(change, waitsFor).forEach(provider -> needed.add(new Needed(provider, false)));
        boolean looked = true;
        for (Change provider : mentioned(change)) {
            if (Objects.equals(cycles.get(provider), cycles.get(change))) {
                looked = false;
            } else {
                needed.add(new Needed(provider, false));
            }
        }
        return new Step(change, looked ? change : unchecked(change), needed.iterator());
    }

    private static Change unchecked(Change change) {
        if (change instanceof Change.AddObject(Routine routine)) {
            return new Change.AddObject(routine.unchecked());
        }
        return change instanceof Change.ModifyObject(Routine from, Routine to)
                ? new Change.ModifyObject(from, to.unchecked())
                : change;
    }

    /** All that comes before a change if that can be. */
    private List<Change> before(Change change) {
        List<Change> all = new ArrayList<>(mentioned(change));
        all.addAll(changesOf(change, waitsFor));
        ChangeDependencies.needs(change).forEach(fact -> all.addAll(providers.getOrDefault(fact, List.of())));
        return all;
    }

    private List<Change> mentioned(Change change) {
        return changesOf(change, mentions);
    }

    private List<Change> changesOf(Change change, Function<ObjectKey, Collection<ObjectKey>> things) {
        return subjects(change)
                .flatMap(subject -> things.apply(subject).stream())
                .flatMap(needed -> changesOf.getOrDefault(needed, List.of()).stream())
                .filter(other -> other != change)
                .toList();
    }

    /** What a change is about; with a schema goes all that is in it. */
    private static Stream<ObjectKey> subjects(Change change) {
        return change instanceof Change.DropSchema(Schema schema)
                ? Stream.concat(
                        schema.tables().stream().map(table -> ObjectKey.relation(table.name())),
                        schema.objects().stream().map(SchemaObject::key))
                : ChangeDependencies.subject(change).stream();
    }

    private enum State {
        OPEN,
        DONE
    }
}
