package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.AddObject;
import io.atlasoperator.diff.Change.AddSchema;
import io.atlasoperator.diff.Change.AddTable;
import io.atlasoperator.diff.Change.DropObject;
import io.atlasoperator.diff.Change.DropSchema;
import io.atlasoperator.diff.Change.DropTable;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes into an order in which each finds what it needs: renames, then the drops of what is in the way, then schemas,
 * types, tables after the tables they reference and objects after what they are over, and drops last, the other way
 * round. Among independent changes the given order is kept, so equal input
 * gives equal output. Foreign keys in a cycle are added after, and dropped before, all else.
 */
public final class ChangeOrder {

    private ChangeOrder() {}

    /**
     * The changes in order; more than given if a cycle had to be broken, or if an object has to be away meanwhile.
     *
     * @param given what differs
     * @param planner what the database can do in place
     * @param from the current state, with the new names of what is renamed
     * @param to the desired state
     */
    public static List<Change> sort(List<Change> given, Planner planner, Realm from, Realm to) {
        List<Change> changes = planner.entailed(given, from, to);
        // All other changes speak of things by their new names.
        List<Change> renames = changes.stream().filter(ChangeOrder::isRename).toList();
        List<Change> disturbing = renames.stream()
                .filter(change -> change instanceof ModifyTable modify
                        && !planner.disturbs(modify).isEmpty())
                .toList();
        List<Change> others = new ArrayList<>(disturbing);
        changes.stream().filter(change -> !isRename(change)).forEach(others::add);
        List<Change> completed = new ArrayList<>(Recreation.complete(others, planner, from, to));
        completed.removeAll(disturbing);
        KeyDetachment keys = KeyDetachment.of(completed, planner, from, to);
        Detachment detachment = Detachment.of(keys.changes(), from, to);
        Ownership ownership = Ownership.apart(detachment.changes());
        Dependencies before = planner.referencesMustExist() ? detachment.before() : planner.dependencies(from);
        EarlyDrops drops = EarlyDrops.of(ownership.changes(), before);
        List<Change> ordered = new ArrayList<>();
        // A rename that takes more than a new name finds triggers in its way, whose own names stay.
        List<Change> away = drops.early().stream()
                .filter(drop -> !disturbing.isEmpty() && drop instanceof DropObject(Trigger trigger))
                .toList();
        ordered.addAll(away);
        ordered.addAll(renames);
        ordered.addAll(keys.first());
        ordered.addAll(ownership.first());
        List<Detachment.Removal> removals = new ArrayList<>(detachment.first());
        for (Change drop : drops.early()) {
            if (!away.contains(drop)) {
                take(removals, ChangeDependencies.subject(drop), ordered);
                ordered.add(drop);
            }
        }
        removals.forEach(removal -> ordered.add(removal.change()));
        // A type that is made anew is set aside first, as its name is wanted.
        Map<ObjectKey, ObjectKey> aside = new HashMap<>();
        drops.others().stream().filter(ChangeOrder::isRename).forEach(change -> {
            ordered.add(change);
            if (change instanceof Change.RenameObject(SchemaObject old, SchemaObject renamed)) {
                aside.put(old.key(), renamed.key());
            }
        });
        List<Change> later = drops.others().stream()
                .filter(change -> !isRename(change))
                .map(change -> speakingOfAside(change, aside))
                .toList();
        if (planner.referencesMustExist()) {
            ordered.addAll(rest(later, dependents(from, aside), needs(to), mentions(to)));
        } else {
            ordered.addAll(tablesFirst(later, to));
        }
        ordered.addAll(ownership.after());
        ordered.addAll(keys.last());
        List<Change> removed = new ArrayList<>(keys.first());
        detachment.first().forEach(removal -> removed.add(removal.change()));
        List<Change> apart = ordered.stream()
                .flatMap(change -> change instanceof Change.ModifyObject modify
                        ? planner.apart(modify).stream()
                        : Stream.of(change))
                .toList();
        return ConcurrentBuilds.settle(apart, removed, planner::comesLast);
    }

    /** A routine that is dropped when a type of its arguments has another name already. */
    private static Change speakingOfAside(Change change, Map<ObjectKey, ObjectKey> aside) {
        if (!(change instanceof DropObject(Routine routine)) || aside.isEmpty()) {
            return change;
        }
        Map<ObjectKey, ObjectKey> types = Map.copyOf(aside);
        Routine known = routine.withTypes(type -> {
            ColumnType renamed = type;
            for (Map.Entry<ObjectKey, ObjectKey> one : types.entrySet()) {
                renamed = renamed.renameType(one.getKey().name(), one.getValue().name());
            }
            return renamed;
        });
        aside.put(routine.key(), known.key());
        return new DropObject(known);
    }

    /** Takes those removals that have to come before the drop of a routine, or of what they are taken from. */
    private static void take(List<Detachment.Removal> removals, Optional<ObjectKey> dropped, List<Change> ordered) {
        if (dropped.isEmpty()) {
            return;
        }
        for (Detachment.Removal removal : List.copyOf(removals)) {
            if (removal.routines().contains(dropped.get())
                    || ChangeDependencies.subject(removal.change()).equals(dropped)) {
                ordered.add(removal.change());
                removals.remove(removal);
            }
        }
    }

    /** What a thing of a state needs: what its server says, and what its texts seem to say where no server did. */
    private static Function<ObjectKey, Collection<ObjectKey>> needs(Realm realm) {
        Dependencies known = realm.dependencies().isEmpty() ? WrittenDependencies.of(realm) : realm.dependencies();
        return key -> known.needs(key).stream().map(Dependency::needed).toList();
    }

    /** What the server looks for when a thing is made, and need not. */
    private static Function<ObjectKey, Collection<ObjectKey>> mentions(Realm realm) {
        Dependencies bodies = WrittenDependencies.ofBodies(realm);
        return key -> bodies.needs(key).stream().map(Dependency::needed).toList();
    }

    /**
     * What needs a thing of the current state or a sequence that goes along with it, with the table or view along with
     * which that is dropped.
     *
     * @param aside things by the names they have meanwhile
     */
    private static Function<ObjectKey, Collection<ObjectKey>> dependents(Realm realm, Map<ObjectKey, ObjectKey> aside) {
        Dependencies known = realm.dependencies().renameKeys(aside);
        Map<ObjectKey, ObjectKey> owners = new HashMap<>();
        Map<ObjectKey, List<ObjectKey>> sequences = new HashMap<>();
        realm.allObjects().forEach(object -> {
            if (object instanceof Sequence sequence && sequence.ownedBy() != null) {
                sequences
                        .computeIfAbsent(ObjectKey.relation(sequence.ownedBy().table()), unused -> new ArrayList<>())
                        .add(sequence.key());
            }
            @Nullable QualifiedName owner = object.owner();
            if (owner != null) {
                owners.put(object.key(), ObjectKey.relation(owner));
            }
        });
        return key -> Stream.concat(Stream.of(key), sequences.getOrDefault(key, List.of()).stream())
                .flatMap(thing -> known.dependents(thing).stream())
                .map(Dependency::dependent)
                .flatMap(dependent -> Stream.concat(Stream.of(dependent), Stream.ofNullable(owners.get(dependent))))
                .filter(dependent -> !dependent.equals(key))
                .toList();
    }

    /**
     * Databases that look at a reference only when it is used need tables to be there before what is over them, and no
     * order beyond that: tables keep the one given. What is over them comes after what it names all the same, as far as
     * there are no cycles.
     */
    private static List<Change> tablesFirst(List<Change> changes, Realm to) {
        List<Change> ordered = new ArrayList<>();
        List<Change> tables = new ArrayList<>();
        List<Change> over = new ArrayList<>();
        for (Change change : changes) {
            (change instanceof AddObject ? over : change instanceof AddTable ? tables : ordered).add(change);
        }
        ordered.addAll(tables);
        if (!over.isEmpty()) {
            ordered.addAll(DependencySort.sort(over, needs(to)).orElse(over));
        }
        return ordered;
    }

    private static List<Change> rest(
            List<Change> changes,
            Function<ObjectKey, Collection<ObjectKey>> dependents,
            Function<ObjectKey, Collection<ObjectKey>> needs,
            Function<ObjectKey, Collection<ObjectKey>> mentions) {
        List<Change> creations =
                changes.stream().filter(change -> !isDrop(change)).toList();
        List<Change> drops = changes.stream().filter(ChangeOrder::isDrop).toList();
        List<Change> leading = new ArrayList<>();
        Optional<List<Change>> orderedCreations = DependencySort.sort(creations, needs, mentions);
        List<Change> ordered =
                new ArrayList<>(orderedCreations.orElseGet(() -> detachAdditions(creations, leading, needs, mentions)));
        Optional<List<Change>> orderedDrops =
                areEntangled(drops, dependents) ? Optional.empty() : DependencySort.sort(drops, dependents);
        ordered.addAll(orderedDrops.orElseGet(() -> detachDrops(drops, leading, dependents)));
        leading.addAll(ordered);
        return leading;
    }

    private static boolean isRename(Change change) {
        return change instanceof Change.RenameTable
                || change instanceof Change.RenameObject
                || change instanceof ModifyTable(Table from, Table to, List<TableChange> inside)
                        && inside.stream().allMatch(ChangeOrder::isRename);
    }

    private static boolean isRename(TableChange change) {
        return change instanceof TableChange.RenameColumn
                || change instanceof TableChange.RenameIndex
                || change instanceof TableChange.RenameConstraint;
    }

    private static boolean isDrop(Change change) {
        return switch (change) {
            case DropSchema d -> true;
            case DropTable d -> true;
            case DropObject d -> true;
            case AddSchema a -> false;
            case Change.ModifySchema m -> false;
            case AddObject a -> false;
            case Change.ModifyObject m -> false;
            case Change.RenameObject r -> false;
            case AddTable a -> false;
            case ModifyTable m -> false;
            case Change.RenameTable r -> false;
        };
    }

    /** The additions without foreign keys between tables; new keys after them all, old ones dropped {@code before}. */
    private static List<Change> detachAdditions(
            List<Change> changes,
            List<Change> before,
            Function<ObjectKey, Collection<ObjectKey>> needs,
            Function<ObjectKey, Collection<ObjectKey>> mentions) {
        List<Change> without = new ArrayList<>();
        List<Change> after = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case AddTable(Table table) -> {
                    List<ForeignKey> own = table.foreignKeys().stream()
                            .filter(key -> key.refTable().equals(table.name()))
                            .toList();
                    Table bare = table.toBuilder().foreignKeys(own).build();
                    without.add(new AddTable(bare));
                    defer(bare, table, additions(table), after);
                }
                case ModifyTable(Table from, Table to, List<TableChange> inside) -> {
                    List<TableChange> keys = inside.stream()
                            .flatMap(part -> switch (part) {
                                case TableChange.AddForeignKey key -> Stream.of(key);
                                case TableChange.ModifyForeignKey(ForeignKey old, ForeignKey key, var kinds) ->
                                    Stream.of(new TableChange.AddForeignKey(key));
                                case TableChange _ -> Stream.<TableChange>empty();
                            })
                            .toList();
                    List<TableChange> gone = inside.stream()
                            .flatMap(part -> switch (part) {
                                case TableChange.DropForeignKey key -> Stream.of(key);
                                case TableChange.ModifyForeignKey(ForeignKey old, ForeignKey key, var kinds) ->
                                    Stream.of(new TableChange.DropForeignKey(old));
                                case TableChange _ -> Stream.<TableChange>empty();
                            })
                            .toList();
                    defer(
                            from,
                            to,
                            inside.stream()
                                    .filter(part -> !keys.contains(part)
                                            && !gone.contains(part)
                                            && !(part instanceof TableChange.ModifyForeignKey))
                                    .toList(),
                            without);
                    defer(from, to, gone, before);
                    defer(from, to, keys, after);
                }
                case AddSchema c -> without.add(c);
                case Change.ModifySchema c -> without.add(c);
                case AddObject c -> without.add(c);
                case Change.ModifyObject c -> without.add(c);
                case Change.RenameObject c -> without.add(c);
                case Change.RenameTable c -> without.add(c);
                case DropSchema c -> without.add(c);
                case DropTable c -> without.add(c);
                case DropObject c -> without.add(c);
            }
        }
        List<Change> ordered = new ArrayList<>(DependencySort.sort(without, needs, mentions)
                .orElseThrow(() -> new PlanException("the changes depend on each other in a cycle that is not one of"
                        + " foreign keys; apply them in two steps")));
        ordered.addAll(after);
        return ordered;
    }

    private static List<TableChange> additions(Table table) {
        return table.foreignKeys().stream()
                .filter(key -> !key.refTable().equals(table.name()))
                .<TableChange>map(TableChange.AddForeignKey::new)
                .toList();
    }

    private static void defer(Table from, Table to, List<TableChange> keys, List<Change> after) {
        if (!keys.isEmpty()) {
            after.add(new ModifyTable(from, to, keys));
        }
    }

    /** Whether a table has a foreign key to another that can only be dropped before it: that counts by its sequence, say. */
    private static boolean areEntangled(List<Change> drops, Function<ObjectKey, Collection<ObjectKey>> dependents) {
        return drops.stream()
                .anyMatch(drop -> drop instanceof DropTable(Table table)
                        && table.foreignKeys().stream()
                                .map(key -> ObjectKey.relation(key.refTable()))
                                .anyMatch(dependents.apply(table.key())::contains));
    }

    /** The drops, with the foreign keys between their tables dropped in {@code before}. */
    private static List<Change> detachDrops(
            List<Change> drops, List<Change> before, Function<ObjectKey, Collection<ObjectKey>> dependents) {
        List<Change> bare = new ArrayList<>();
        for (Change change : drops) {
            if (!(change instanceof DropTable(Table table))) {
                bare.add(change);
                continue;
            }
            List<TableChange> keys = table.foreignKeys().stream()
                    .filter(key -> !key.refTable().equals(table.name()))
                    .<TableChange>map(TableChange.DropForeignKey::new)
                    .toList();
            Table without = table.toBuilder()
                    .foreignKeys(table.foreignKeys().stream()
                            .filter(key -> key.refTable().equals(table.name()))
                            .toList())
                    .build();
            defer(table, without, keys, before);
            bare.add(new DropTable(without));
        }
        return DependencySort.sort(bare, dependents)
                .orElseThrow(() -> new PlanException("the objects to drop depend on each other in a cycle"));
    }
}
