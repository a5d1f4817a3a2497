package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.DropTable;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.ColumnType;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Foreign keys that can't be there while what they go between changes: the key that one points to is made anew, or the
 * columns at its two ends get another type one after the other. They go before all else, and come again after it.
 *
 * @param first the changes that take them away
 * @param changes all other changes
 * @param last the changes that bring them again
 */
record KeyDetachment(List<Change> first, List<Change> changes, List<Change> last) {

    KeyDetachment {
        first = List.copyOf(first);
        changes = List.copyOf(changes);
        last = List.copyOf(last);
    }

    /** Whether values of the new type can't be compared to those of a third type that those of the old one can be. */
    static boolean changesKindOfType(TableChange.ModifyColumn change) {
        return change.kinds().contains(ChangeKind.TYPE)
                && !sameKind(change.from().type(), change.to().type());
    }

    private static boolean sameKind(ColumnType before, ColumnType after) {
        return before.getClass() == after.getClass()
                        && (before instanceof ColumnType.IntegerType || before instanceof ColumnType.StringType)
                || isInteger(before) && isInteger(after);
    }

    private static boolean isInteger(ColumnType type) {
        return type instanceof ColumnType.IntegerType || type instanceof ColumnType.SerialType;
    }

    static KeyDetachment of(List<Change> changes, Planner planner, Realm from, Realm to) {
        Disturbances disturbances = Disturbances.of(changes, planner);
        // Where a key may point to what is not there, it may stay.
        if (disturbances.isEmpty() || !planner.referencesMustExist()) {
            return new KeyDetachment(List.of(), changes, List.of());
        }
        List<Change> first = new ArrayList<>();
        List<Change> rest = new ArrayList<>(changes);
        List<Change> last = new ArrayList<>();
        for (Schema schema : from.schemas()) {
            for (Table table : schema.tables()) {
                List<ForeignKey> keys = table.foreignKeys().stream()
                        .filter(key -> disturbances.disturb(table.name(), key)
                                || disturbances.losses.tables().contains(key.refTable())
                                        && !stays(key, to.table(table.name())))
                        .toList();
                if (!keys.isEmpty()) {
                    detach(table, to.table(table.name()), keys, first, rest, last);
                }
            }
        }
        return new KeyDetachment(first, rest, last);
    }

    private static boolean stays(ForeignKey key, Optional<Table> wanted) {
        return wanted.stream()
                .flatMap(table -> table.foreignKeys().stream())
                .anyMatch(other -> other.name().equals(key.name())
                        && other.columns().equals(key.columns())
                        && other.refTable().equals(key.refTable())
                        && other.refColumns().equals(key.refColumns()));
    }

    private static void detach(
            Table table,
            Optional<Table> wanted,
            List<ForeignKey> keys,
            List<Change> first,
            List<Change> rest,
            List<Change> last) {
        Table bare = without(table, keys);
        first.add(new ModifyTable(
                table,
                bare,
                keys.stream().<TableChange>map(TableChange.DropForeignKey::new).toList()));
        if (wanted.isEmpty()) {
            rest.replaceAll(change ->
                    change instanceof DropTable(Table dropped) && dropped.name().equals(table.name())
                            ? new DropTable(without(dropped, keys))
                            : change);
            return;
        }
        List<ForeignKey> returning = new ArrayList<>();
        Set<ForeignKey> dropped = new HashSet<>();
        for (int i = 0; i < rest.size(); i++) {
            if (!(rest.get(i) instanceof ModifyTable(Table before, Table after, List<TableChange> inside))
                    || !after.name().equals(table.name())) {
                continue;
            }
            List<TableChange> left = new ArrayList<>();
            for (TableChange part : inside) {
                if (part instanceof TableChange.ModifyForeignKey(ForeignKey old, ForeignKey key, var kinds)
                        && keys.contains(old)) {
                    dropped.add(old);
                    returning.add(key);
                } else if (part instanceof TableChange.DropForeignKey(ForeignKey old) && keys.contains(old)) {
                    dropped.add(old);
                } else {
                    left.add(part);
                }
            }
            keys.stream()
                    .filter(key -> !dropped.contains(key))
                    .forEach(key -> after.foreignKeys().stream()
                            .filter(found -> found.name().equals(key.name()))
                            .forEach(returning::add));
            if (left.isEmpty()) {
                rest.remove(i);
            } else {
                rest.set(i, new ModifyTable(without(before, keys), without(after, returning), left));
            }
            last(after, returning, last);
            return;
        }
        Table after = wanted.get();
        keys.forEach(key -> after.foreignKeys().stream()
                .filter(found -> found.name().equals(key.name()))
                .forEach(returning::add));
        last(after, returning, last);
    }

    private static void last(Table after, List<ForeignKey> returning, List<Change> last) {
        if (!returning.isEmpty()) {
            last.add(new ModifyTable(
                    without(after, returning),
                    after,
                    returning.stream()
                            .<TableChange>map(TableChange.AddForeignKey::new)
                            .toList()));
        }
    }

    private static Table without(Table table, List<ForeignKey> keys) {
        return table.toBuilder()
                .foreignKeys(table.foreignKeys().stream()
                        .filter(key -> !keys.contains(key))
                        .toList())
                .build();
    }

    /**
     * What is away for a while in a table.
     *
     * @param keys the columns of unique keys, by table
     * @param columns the columns that get another type, by table
     * @param tables tables all of whose keys have to be away
     * @param losses tables that lose parts which keys hold on to
     */
    private record Disturbances(
            Map<QualifiedName, Set<Set<String>>> keys,
            Map<QualifiedName, Set<String>> columns,
            Set<QualifiedName> tables,
            Planner.Losses losses) {

        static Disturbances of(List<Change> changes, Planner planner) {
            Map<QualifiedName, Set<Set<String>>> keys = new HashMap<>();
            Map<QualifiedName, Set<String>> columns = new HashMap<>();
            Set<QualifiedName> tables = new HashSet<>();
            for (Change change : changes) {
                if (!(change instanceof ModifyTable(Table from, Table to, List<TableChange> inside))) {
                    continue;
                }
                for (TableChange part : inside) {
                    if (part instanceof TableChange.ModifyColumn column && planner.disturbsKeys(column)) {
                        columns.computeIfAbsent(from.name(), unused -> new HashSet<>())
                                .add(column.from().name());
                    }
                    if (part instanceof TableChange.ModifyOptions && planner.rebuildsKey(part)) {
                        tables.add(from.name());
                    }
                    @Nullable List<String> key = key(part);
                    if (key != null && planner.rebuildsKey(part)) {
                        keys.computeIfAbsent(from.name(), unused -> new HashSet<>())
                                .add(Set.copyOf(key));
                    }
                }
            }
            return new Disturbances(keys, columns, tables, planner.losses(changes));
        }

        private static @Nullable List<String> key(TableChange part) {
            return switch (part) {
                case TableChange.DropPrimaryKey(var key) -> key.columns();
                case TableChange.ModifyPrimaryKey(var key, var wanted, var kinds) -> key.columns();
                case TableChange.DropIndex(var index, boolean concurrently) -> index.unique() ? index.columns() : null;
                case TableChange.ModifyIndex modify ->
                    modify.from().unique() ? modify.from().columns() : null;
                case TableChange _ -> null;
            };
        }

        boolean isEmpty() {
            return keys.isEmpty()
                    && columns.isEmpty()
                    && tables.isEmpty()
                    && losses.tables().isEmpty();
        }

        boolean disturb(QualifiedName table, ForeignKey key) {
            return tables.contains(table)
                    || tables.contains(key.refTable())
                    || losses.meanwhile().contains(key.refTable())
                    || keys.getOrDefault(key.refTable(), Set.of()).contains(Set.copyOf(key.refColumns()))
                    || key.columns().stream().anyMatch(columns.getOrDefault(table, Set.of())::contains)
                    || key.refColumns().stream().anyMatch(columns.getOrDefault(key.refTable(), Set.of())::contains);
        }
    }
}
