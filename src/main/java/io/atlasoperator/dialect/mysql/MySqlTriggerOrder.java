package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Trigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of triggers of one table, time and event. One that is made comes last of them, unless it says otherwise; so
 * each says which it follows of those that are there then, or which it precedes if it follows none.
 */
final class MySqlTriggerOrder {

    private MySqlTriggerOrder() {}

    private record Place(QualifiedName table, Trigger.Timing timing, Trigger.Event event) {
        static Place of(Trigger trigger) {
            return new Place(trigger.table(), trigger.timing(), trigger.events().getFirst());
        }
    }

    /**
     * The changes, with places for triggers among those of the desired state, and for those that go among those of the
     * current one, for the way back: the last is dropped first.
     */
    static List<Change> placed(List<Change> changes, Realm current, Realm to) {
        Map<ObjectKey, Trigger> before = new HashMap<>();
        Set<ObjectKey> made = new HashSet<>();
        Set<ObjectKey> gone = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.AddObject(Trigger trigger)) {
                made.add(trigger.key());
            } else if (change instanceof Change.ModifyObject(Trigger from, Trigger trigger)) {
                made.add(trigger.key());
                before.put(trigger.key(), from);
            } else if (change instanceof Change.DropObject(Trigger trigger)) {
                gone.add(trigger.key());
            }
        }
        if (made.isEmpty() && gone.isEmpty()) {
            return changes;
        }
        List<Change> dropped = new ArrayList<>();
        Map<ObjectKey, List<Trigger>> old = new HashMap<>();
        places(current).values().forEach(all -> {
            List<Trigger> left =
                    all.stream().filter(other -> !gone.contains(other.key())).toList();
            for (int i = all.size() - 1; i >= 0; i--) {
                if (gone.contains(all.get(i).key())) {
                    dropped.add(new Change.DropObject(placed(all, i, gone)));
                }
            }
            left.forEach(trigger -> old.put(trigger.key(), left));
        });
        List<Change> placed = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.DropObject(Trigger _)) {
                placed.addAll(dropped);
                dropped.clear();
            } else if (!(change instanceof Change.ModifyObject(Trigger _, Trigger _)
                    || change instanceof Change.AddObject(Trigger _))) {
                placed.add(change);
            }
        }
        Set<ObjectKey> away = new HashSet<>();
        places(to).values().forEach(all -> {
            for (int i = 0; i < all.size(); i++) {
                Trigger trigger = all.get(i);
                if (!made.contains(trigger.key())) {
                    continue;
                }
                Trigger wanted = placed(all, i, made);
                @Nullable Trigger from = before.get(trigger.key());
                if (from == null) {
                    placed.add(new Change.AddObject(wanted));
                    continue;
                }
                // On the way back those that change before this one are not in their former places yet.
                away.add(from.key());
                placed.add(
                        new Change.ModifyObject(putBack(from, old.getOrDefault(from.key(), List.of()), away), wanted));
            }
        });
        return placed;
    }

    /** The changes with drops of triggers of one table, time and event swapped, so that the last of them goes first. */
    static List<Change> lastFirst(List<Change> changes) {
        Map<Place, List<Trigger>> dropped = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change instanceof Change.DropObject(SchemaObject object)) {
                add(object, dropped);
            }
        }
        dropped.replaceAll((place, triggers) -> new ArrayList<>(ordered(triggers)));
        return changes.stream()
                .map(change -> change instanceof Change.DropObject(Trigger trigger)
                        ? new Change.DropObject(
                                dropped.getOrDefault(Place.of(trigger), new ArrayList<>(List.of(trigger)))
                                        .removeLast())
                        : change)
                .toList();
    }

    /** Triggers by what fires them, each list in the order that its triggers say. */
    private static Map<Place, List<Trigger>> places(Realm realm) {
        Map<Place, List<Trigger>> places = new LinkedHashMap<>();
        realm.allObjects().forEach(object -> add(object, places));
        places.replaceAll((place, triggers) -> ordered(triggers));
        return places;
    }

    private static void add(SchemaObject object, Map<Place, List<Trigger>> places) {
        if (object instanceof Trigger trigger) {
            places.computeIfAbsent(Place.of(trigger), unused -> new ArrayList<>())
                    .add(trigger);
        }
    }

    /** Those that follow one come right after it; the others keep the order they are given in. */
    private static List<Trigger> ordered(List<Trigger> triggers) {
        List<Trigger> ordered = new ArrayList<>();
        List<Trigger> left = new ArrayList<>(triggers);
        while (!left.isEmpty()) {
            int next = 0;
            for (int i = 0; i < left.size(); i++) {
                if (isReady(left.get(i), left)) {
                    next = i;
                    break;
                }
            }
            Trigger trigger = left.remove(next);
            @Nullable String follows = MySqlTriggerOptions.of(trigger).follows();
            int place = ordered.size();
            for (int i = 0; i < ordered.size(); i++) {
                if (ordered.get(i).triggerName().equals(follows)) {
                    place = i + 1;
                }
            }
            ordered.add(place, trigger);
        }
        return ordered;
    }

    private static boolean isReady(Trigger trigger, List<Trigger> left) {
        @Nullable String follows = MySqlTriggerOptions.of(trigger).follows();
        return left.stream().noneMatch(other -> other.triggerName().equals(follows));
    }

    private static Trigger placed(List<Trigger> all, int at, Set<ObjectKey> made) {
        Trigger trigger = all.get(at);
        @Nullable String follows = at == 0 ? null : all.get(at - 1).triggerName();
        @Nullable
        String precedes = follows != null
                ? null
                : all.stream()
                        .skip(at + 1L)
                        .filter(other -> !made.contains(other.key()))
                        .findFirst()
                        .map(Trigger::triggerName)
                        .orElse(null);
        return with(trigger, follows, precedes);
    }

    /** A trigger right before the next one that is in its place when this one is put back, or else after the last of them. */
    private static Trigger putBack(Trigger trigger, List<Trigger> all, Set<ObjectKey> away) {
        @Nullable String follows = null;
        boolean isPassed = false;
        for (Trigger other : all) {
            if (other.key().equals(trigger.key())) {
                isPassed = true;
            } else if (!away.contains(other.key())) {
                if (isPassed) {
                    return with(trigger, null, other.triggerName());
                }
                follows = other.triggerName();
            }
        }
        return with(trigger, follows, null);
    }

    private static Trigger with(Trigger trigger, @Nullable String follows, @Nullable String precedes) {
        return new Trigger(
                trigger.table(),
                trigger.triggerName(),
                trigger.timing(),
                trigger.events(),
                trigger.updateOf(),
                trigger.forEachRow(),
                trigger.condition(),
                trigger.action(),
                trigger.comment(),
                new MySqlTriggerOptions(
                        MySqlTriggerOptions.of(trigger).definer(),
                        follows,
                        precedes,
                        MySqlTriggerOptions.of(trigger).mode()),
                trigger.range());
    }
}
