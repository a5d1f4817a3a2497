package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Planner.Losses;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a state: a foreign key that points to a partitioned table holds on to each partition below it.
 *
 * @param parents the parent of each partition
 * @param wantedParents the parent of each partition afterwards
 * @param referenced the tables that foreign keys point to, now or afterwards
 */
record PostgresPartitionTrees(
        Map<QualifiedName, QualifiedName> parents,
        Map<QualifiedName, QualifiedName> wantedParents,
        Set<QualifiedName> referenced) {
    static final PostgresPartitionTrees NONE = new PostgresPartitionTrees(Map.of(), Map.of(), Set.of());

    PostgresPartitionTrees {
        parents = Map.copyOf(parents);
        wantedParents = Map.copyOf(wantedParents);
        referenced = Set.copyOf(referenced);
    }

    static PostgresPartitionTrees between(Realm from, Realm to) {
        Set<QualifiedName> referenced = new HashSet<>();
        for (Realm realm : List.of(from, to)) {
            realm.schemas()
                    .forEach(schema -> schema.tables()
                            .forEach(table -> table.foreignKeys().forEach(key -> referenced.add(key.refTable()))));
        }
        return new PostgresPartitionTrees(parents(from), parents(to), referenced);
    }

    private static Map<QualifiedName, QualifiedName> parents(Realm realm) {
        Map<QualifiedName, QualifiedName> parents = new HashMap<>();
        for (Schema schema : realm.schemas()) {
            for (Table table : schema.tables()) {
                @Nullable
                PostgresPartition partition = PostgresTableOptions.of(table).partition();
                if (partition != null) {
                    parents.put(table.name(), partition.parent());
                }
            }
        }
        return parents;
    }

    /** Whether a foreign key points to a table above a partition. */
    boolean isHeld(QualifiedName partition) {
        return ancestors(partition).stream().anyMatch(referenced::contains);
    }

    private Set<QualifiedName> ancestors(QualifiedName partition) {
        return ancestors(partition, parents);
    }

    private static Set<QualifiedName> ancestors(QualifiedName partition, Map<QualifiedName, QualifiedName> parents) {
        Set<QualifiedName> found = new HashSet<>();
        @Nullable QualifiedName parent = parents.get(partition);
        while (parent != null && found.add(parent)) {
            parent = parents.get(parent);
        }
        return found;
    }

    /** The partitioned tables that foreign keys point to and that lose partitions. */
    Losses losses(List<Change> changes) {
        Set<QualifiedName> tables = new HashSet<>();
        Set<QualifiedName> meanwhile = new HashSet<>();
        for (Change change : changes) {
            switch (change) {
                case Change.DropTable(Table table) -> tables.addAll(ancestors(table.name()));
                case Change.ModifyTable(Table from, Table to, var inside)
                when leaves(from, to) -> {
                    tables.addAll(ancestors(from.name()));
                    if (PostgresTableOptions.of(to).partition() != null) {
                        meanwhile.addAll(ancestors(from.name()));
                    }
                }
                case Change _ -> {}
            }
        }
        tables.retainAll(referenced);
        meanwhile.retainAll(referenced);
        return new Losses(tables, meanwhile);
    }

    /** The changes, with partitions that no longer have those keys of tables above them that are dropped before they leave. */
    List<Change> withoutLostKeys(List<Change> changes) {
        Map<QualifiedName, List<ForeignKey>> lost = new HashMap<>();
        for (Change change : changes) {
            if (!PostgresAncestry.comesBeforeLeaving(change)) {
                break;
            }
            if (change instanceof Change.ModifyTable(Table from, Table to, List<TableChange> inside)) {
                inside.forEach(part -> {
                    if (part instanceof TableChange.DropForeignKey(ForeignKey key)) {
                        lost.computeIfAbsent(to.name(), unused -> new ArrayList<>())
                                .add(key);
                    }
                });
            }
        }
        if (lost.isEmpty()) {
            return changes;
        }
        return changes.stream()
                .map(change -> switch (change) {
                    case Change.DropTable(Table table) -> new Change.DropTable(without(table, lost));
                    case Change.ModifyTable(Table from, Table to, var inside) ->
                        new Change.ModifyTable(without(from, lost), to, inside);
                    case Change _ -> change;
                })
                .toList();
    }

    /**
     * The changes, with tables that join a parent and do not have those keys yet that tables above them get later: each is
     * planned after what it points to, and gives all partitions their own.
     */
    List<Change> withoutComingKeys(List<Change> changes) {
        Map<QualifiedName, List<ForeignKey>> coming = new HashMap<>();
        List<Change> result = new ArrayList<>();
        for (Change change : changes.reversed()) {
            if (!(change instanceof Change.ModifyTable(Table from, Table to, List<TableChange> inside))) {
                result.addFirst(change);
                continue;
            }
            result.addFirst(
                    PostgresAncestry.changes(from, to)
                            ? new Change.ModifyTable(from, without(to, coming, wantedParents), inside)
                            : change);
            for (TableChange part : inside) {
                if (part instanceof TableChange.AddForeignKey(ForeignKey key)) {
                    coming.computeIfAbsent(to.name(), unused -> new ArrayList<>())
                            .add(key);
                } else if (part instanceof TableChange.ModifyForeignKey(var old, ForeignKey key, var kinds)) {
                    coming.computeIfAbsent(to.name(), unused -> new ArrayList<>())
                            .add(key);
                }
            }
        }
        return result;
    }

    private Table without(Table table, Map<QualifiedName, List<ForeignKey>> lost) {
        return without(table, lost, parents);
    }

    private static Table without(
            Table table, Map<QualifiedName, List<ForeignKey>> keys, Map<QualifiedName, QualifiedName> parents) {
        List<ForeignKey> gone = ancestors(table.name(), parents).stream()
                .flatMap(above -> keys.getOrDefault(above, List.of()).stream())
                .toList();
        PostgresTableOptions options = PostgresTableOptions.of(table);
        return gone.isEmpty() || options.merged() == null
                ? table
                : table.toBuilder()
                        .options(options.withMerged(options.merged().without(gone))
                                .orNull())
                        .build();
    }

    private static boolean leaves(Table from, Table to) {
        @Nullable PostgresPartition before = PostgresTableOptions.of(from).partition();
        return before != null
                && !Objects.equals(before, PostgresTableOptions.of(to).partition());
    }
}
