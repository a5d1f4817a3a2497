package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tables that use a routine which is dropped and made anew: their defaults, checks and indexes that speak of it go
 * before, and come again after.
 *
 * @param first the changes that take them away
 * @param changes all other changes, with those that bring them again
 * @param before what needs what once they are away
 */
record Detachment(List<Change> first, List<Change> changes, Dependencies before) {

    Detachment {
        first = List.copyOf(first);
        changes = List.copyOf(changes);
    }

    static Detachment of(List<Change> changes, Realm from, Realm to) {
        Set<ObjectKey> anew = madeAnew(changes);
        Map<ObjectKey, Set<ObjectKey>> users = new TreeMap<>();
        for (ObjectKey routine : anew) {
            for (Dependency dependency : from.dependencies().dependents(routine)) {
                if (from.table(dependency.dependent().name()).isPresent()
                        && dependency.dependent().namespace() == ObjectKey.Namespace.RELATION) {
                    users.computeIfAbsent(dependency.dependent(), unused -> new TreeSet<>())
                            .add(routine);
                }
            }
        }
        List<Change> first = new ArrayList<>();
        List<Change> rest = new ArrayList<>(changes);
        Dependencies before = from.dependencies();
        for (Map.Entry<ObjectKey, Set<ObjectKey>> user : users.entrySet()) {
            Table table = from.table(user.getKey().name()).orElseThrow();
            Parts parts = Parts.of(table, user.getValue());
            Table bare = parts.without(table);
            first.add(new ModifyTable(table, bare, parts.removals()));
            to.table(table.name()).ifPresent(after -> restore(parts, bare, after, rest));
            before = before.without(user.getKey(), user.getValue());
        }
        return new Detachment(first, rest, before);
    }

    private static Set<ObjectKey> madeAnew(List<Change> changes) {
        Set<ObjectKey> dropped = new TreeSet<>();
        Set<ObjectKey> added = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.DropObject(var object)
                    && object.key().namespace() == ObjectKey.Namespace.ROUTINE) {
                dropped.add(object.key());
            } else if (change instanceof Change.AddObject(var object)) {
                added.add(object.key());
            }
        }
        dropped.retainAll(added);
        return dropped;
    }

    private static void restore(Parts parts, Table bare, Table after, List<Change> changes) {
        List<TableChange> inside = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) instanceof ModifyTable modify
                    && modify.to().name().equals(after.name())) {
                inside.addAll(modify.changes());
                changes.remove(i);
                break;
            }
        }
        List<TableChange> all = parts.restoring(inside, after);
        if (!all.isEmpty()) {
            changes.add(new ModifyTable(bare, after, all));
        }
    }

    /** The parts of a table that speak of a routine. */
    private record Parts(List<Column> columns, List<Check> checks, List<Index> indexes) {

        static Parts of(Table table, Set<ObjectKey> routines) {
            Set<String> names = new HashSet<>();
            routines.forEach(key -> names.add(key.name().name().toLowerCase(java.util.Locale.ROOT)));
            for (Column column : table.columns()) {
                if (column.generated() != null && mentions(column.generated().expression(), names)) {
                    throw new PlanException("the generated column \"" + column.name() + "\" of table \""
                            + table.name().name() + "\" is computed by " + names(routines)
                            + ", which has to be dropped and made anew; drop the column first, and add it again after");
                }
            }
            Parts parts = new Parts(
                    table.columns().stream()
                            .filter(column -> column.defaultValue() != null
                                    && mentions(column.defaultValue().sql(), names))
                            .toList(),
                    table.checks().stream()
                            .filter(check -> check.name() != null && mentions(check.expression(), names))
                            .toList(),
                    table.indexes().stream()
                            .filter(index ->
                                    WrittenDependencies.texts(index).stream().anyMatch(text -> mentions(text, names)))
                            .toList());
            if (parts.removals().isEmpty()) {
                throw new PlanException("table \"" + table.name().name() + "\" depends on " + names(routines)
                        + ", which has to be dropped and made anew; change the one of them that can be changed first");
            }
            return parts;
        }

        private static String names(Set<ObjectKey> routines) {
            return String.join(
                    ", ",
                    routines.stream()
                            .map(key -> "\"" + key.name().name() + "\"")
                            .toList());
        }

        private static boolean mentions(String text, Set<String> names) {
            return WrittenDependencies.names(text).stream().anyMatch(names::contains);
        }

        Table without(Table table) {
            return table.toBuilder()
                    .columns(table.columns().stream().map(this::bare).toList())
                    .checks(table.checks().stream()
                            .filter(check -> !checks.contains(check))
                            .toList())
                    .indexes(table.indexes().stream()
                            .filter(index -> !indexes.contains(index))
                            .toList())
                    .build();
        }

        private Column bare(Column column) {
            return columns.contains(column) ? column.withDefault(null) : column;
        }

        List<TableChange> removals() {
            List<TableChange> removals = new ArrayList<>();
            columns.forEach(column ->
                    removals.add(new TableChange.ModifyColumn(column, bare(column), Set.of(ChangeKind.DEFAULT))));
            checks.forEach(check -> removals.add(new TableChange.DropCheck(check)));
            indexes.forEach(index -> removals.add(new TableChange.DropIndex(index, false)));
            return removals;
        }

        /** The changes of a table that these parts are away from, and all that brings them again as they are wanted. */
        List<TableChange> restoring(List<TableChange> inside, Table after) {
            List<TableChange> all = new ArrayList<>();
            Set<Object> done = new HashSet<>();
            for (TableChange change : inside) {
                switch (change) {
                    case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)
                    when columns.contains(from) -> {
                        Set<ChangeKind> now = new HashSet<>(kinds);
                        now.remove(ChangeKind.DEFAULT);
                        if (to.defaultValue() != null) {
                            now.add(ChangeKind.DEFAULT);
                        }
                        if (!now.isEmpty()) {
                            all.add(new TableChange.ModifyColumn(bare(from), to, now));
                        }
                        done.add(from);
                    }
                    case TableChange.DropColumn(Column column) -> {
                        all.add(new TableChange.DropColumn(bare(column)));
                        done.add(column);
                    }
                    case TableChange.DropCheck(Check check) when checks.contains(check) -> done.add(check);
                    case TableChange.ModifyCheck(Check from, Check to)
                    when checks.contains(from) -> {
                        all.add(new TableChange.AddCheck(to));
                        done.add(from);
                    }
                    case TableChange.DropIndex(Index index, boolean concurrently)
                    when indexes.contains(index) -> done.add(index);
                    case TableChange.ModifyIndex modify
                    when indexes.contains(modify.from()) -> {
                        all.add(new TableChange.AddIndex(modify.to(), modify.concurrently()));
                        done.add(modify.from());
                    }
                    case TableChange other -> all.add(other);
                }
            }
            columns.stream()
                    .filter(column -> !done.contains(column))
                    .forEach(column -> after.column(column.name())
                            .filter(wanted -> wanted.defaultValue() != null)
                            .ifPresent(wanted -> all.add(
                                    new TableChange.ModifyColumn(bare(column), wanted, Set.of(ChangeKind.DEFAULT)))));
            checks.stream()
                    .filter(check -> !done.contains(check))
                    .forEach(check -> after.checks().stream()
                            .filter(wanted -> String.valueOf(wanted.name()).equals(check.name()))
                            .forEach(wanted -> all.add(new TableChange.AddCheck(wanted))));
            indexes.stream().filter(index -> !done.contains(index)).forEach(index -> {
                Optional<Index> wanted = after.index(index.name());
                wanted.ifPresent(found -> all.add(new TableChange.AddIndex(found, false)));
            });
            return all;
        }
    }
}
