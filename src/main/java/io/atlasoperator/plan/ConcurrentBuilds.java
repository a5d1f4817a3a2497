package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.AddObject;
import io.atlasoperator.diff.Change.DropObject;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the concurrent work on indexes, before which everything is committed, away from the stretches of a plan in which
 * something is missing that only the plan remembers: a view that is left alone, or a right, that is dropped for a change
 * and made again after it. Should a build fail then, nobody would make it again. Such work comes after all else, or, where
 * something else waits for it, is done in the transaction and blocks those who write.
 */
final class ConcurrentBuilds {
    private final List<Change> ordered;
    private final boolean waitable;
    private final List<Change> settled = new ArrayList<>();
    private final List<Change> deferred = new ArrayList<>();

    /** @param waitable whether the end of the list is the end of the plan */
    private ConcurrentBuilds(List<Change> ordered, boolean waitable) {
        this.ordered = ordered;
        this.waitable = waitable;
    }

    /**
     * The changes with such work in another place.
     *
     * @param ordered the changes in order
     * @param removals those of them that take parts away for a while; until the end, as far as anybody knows
     * @param comesLast the objects that the planner makes after all else, wherever they stand in the list
     */
    static List<Change> settle(List<Change> ordered, List<Change> removals, Predicate<SchemaObject> comesLast) {
        if (ordered.stream().noneMatch(ConcurrentBuilds::hasConcurrentWork)) {
            return ordered;
        }
        Set<Change> away = Collections.newSetFromMap(new IdentityHashMap<>());
        away.addAll(removals);
        boolean[] missing = new boolean[ordered.size()];
        boolean waitable = true;
        Map<ObjectKey, Integer> drops = new HashMap<>();
        for (int i = 0; i < ordered.size(); i++) {
            Change change = ordered.get(i);
            if (change instanceof DropObject(var object)) {
                drops.putIfAbsent(object.key(), i);
            } else if (change instanceof AddObject(var object)) {
                @Nullable Integer since = drops.get(object.key());
                if (since != null) {
                    boolean last = comesLast.test(object);
                    waitable = waitable && !last;
                    Arrays.fill(missing, since, last ? missing.length : i, true);
                }
            }
            if (away.contains(change)) {
                Arrays.fill(missing, i, missing.length, true);
            }
        }
        ConcurrentBuilds builds = new ConcurrentBuilds(ordered, waitable);
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] && ordered.get(i) instanceof ModifyTable modify && hasConcurrentWork(modify)) {
                builds.apart(modify);
            } else {
                builds.settled.add(ordered.get(i));
            }
        }
        builds.settled.addAll(builds.deferred);
        return List.copyOf(builds.settled);
    }

    private static boolean hasConcurrentWork(Change change) {
        return change instanceof ModifyTable modify
                && modify.changes().stream().anyMatch(ConcurrentBuilds::isConcurrent);
    }

    private static boolean isConcurrent(TableChange change) {
        return switch (change) {
            case TableChange.AddIndex add -> add.concurrently();
            case TableChange.DropIndex drop -> drop.concurrently();
            case TableChange.ModifyIndex modify -> modify.concurrently();
            case TableChange _ -> false;
        };
    }

    private void apart(ModifyTable modify) {
        List<TableChange> now = new ArrayList<>();
        List<TableChange> later = new ArrayList<>();
        for (TableChange part : modify.changes()) {
            if (isConcurrent(part)) {
                (canWait(part, modify) ? later : now).add(part);
            } else {
                now.add(part);
            }
        }
        now.replaceAll(ConcurrentBuilds::hurried);
        Table meanwhile = without(modify.to(), later);
        if (!now.isEmpty()) {
            settled.add(new ModifyTable(modify.from(), meanwhile, now));
        }
        if (!later.isEmpty()) {
            deferred.add(new ModifyTable(meanwhile, modify.to(), later));
        }
    }

    private static TableChange hurried(TableChange part) {
        return switch (part) {
            case TableChange.AddIndex(Index index, boolean beside) -> new TableChange.AddIndex(index, false);
            case TableChange.DropIndex(Index index, boolean beside) -> new TableChange.DropIndex(index, false);
            case TableChange.ModifyIndex(Index from, Index to, Set<ChangeKind> kinds, boolean beside) ->
                new TableChange.ModifyIndex(from, to, kinds, false);
            case TableChange other -> other;
        };
    }

    /** Whether nothing that comes before the end of the plan needs the work to be done. */
    private boolean canWait(TableChange part, ModifyTable modify) {
        if (!waitable || modify.changes().stream().anyMatch(TableChange.ModifyOptions.class::isInstance)) {
            return false;
        }
        return switch (part) {
            case TableChange.AddIndex(Index index, boolean beside) -> isUnused(index, modify);
            case TableChange.ModifyIndex change ->
                isUnused(change.from(), modify)
                        && isUnused(change.to(), modify)
                        && !change.to().constraint()
                        && modify.changes().stream().noneMatch(ConcurrentBuilds::touchesColumn);
            case TableChange _ -> false;
        };
    }

    private static boolean touchesColumn(TableChange part) {
        return switch (part) {
            case TableChange.DropColumn _, TableChange.RenameColumn _ -> true;
            case TableChange.ModifyColumn change ->
                change.kinds().contains(ChangeKind.TYPE)
                        || change.kinds().contains(ChangeKind.COLLATION)
                        || change.kinds().contains(ChangeKind.GENERATED);
            case TableChange _ -> false;
        };
    }

    /** Foreign keys that are added need a unique index over what they refer to. */
    private boolean isUnused(Index index, ModifyTable modify) {
        return !index.unique()
                || ordered.stream().noneMatch(change -> switch (change) {
                    case Change.AddTable(Table table) ->
                        table.foreignKeys().stream()
                                .anyMatch(
                                        key -> key.refTable().equals(modify.to().name()));
                    case ModifyTable other ->
                        other.changes().stream()
                                .anyMatch(one -> refersTo(one, modify.to().name()));
                    case Change _ -> false;
                });
    }

    private static boolean refersTo(TableChange part, QualifiedName table) {
        return switch (part) {
            case TableChange.AddForeignKey(var key) -> key.refTable().equals(table);
            case TableChange.ModifyForeignKey(var from, var to, var kinds) ->
                to.refTable().equals(table);
            case TableChange _ -> false;
        };
    }

    /** The table as it is before those changes of its indexes. */
    private static Table without(Table table, List<TableChange> later) {
        List<Index> indexes = new ArrayList<>(table.indexes());
        for (TableChange part : later) {
            switch (part) {
                case TableChange.AddIndex(Index index, boolean beside) -> indexes.remove(index);
                case TableChange.ModifyIndex(Index from, Index to, var kinds, boolean beside) ->
                    indexes.replaceAll(index -> index.equals(to) ? from : index);
                case TableChange _ -> {}
            }
        }
        return table.toBuilder().indexes(indexes).build();
    }
}
