package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.Domain;
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
 * Tables that use a routine which is dropped and made anew: their defaults, checks, indexes and computed columns that
 * speak of it go before, and come again after.
 *
 * @param first the changes that take them away
 * @param changes all other changes, with those that bring them again
 * @param before what needs what once they are away
 */
record Detachment(List<Removal> first, List<Change> changes, Dependencies before) {

    /**
     * A change that takes parts of a table or domain away.
     *
     * @param routines the routines before whose drop it has to be made
     */
    record Removal(Change change, Set<ObjectKey> routines) {}

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
        List<Removal> first = new ArrayList<>();
        List<Change> rest = new ArrayList<>(changes);
        Dependencies before = from.dependencies();
        for (Map.Entry<ObjectKey, Set<ObjectKey>> user : users.entrySet()) {
            Table table = from.table(user.getKey().name()).orElseThrow();
            Parts parts = Parts.of(table, to.table(table.name()), user.getValue());
            Table bare = parts.without(table);
            first.add(new Removal(new ModifyTable(table, bare, parts.removals()), user.getValue()));
            to.table(table.name()).ifPresent(after -> restore(parts, bare, after, rest));
            before = before.without(user.getKey(), user.getValue())
                    .and(parts.overComputed(from.dependencies(), user.getKey(), user.getValue()));
        }
        for (ObjectKey routine : anew) {
            for (Dependency dependency : from.dependencies().dependents(routine)) {
                if (from.object(dependency.dependent()).orElse(null) instanceof Domain domain) {
                    detach(domain, routine, to, first, rest);
                    before = before.without(domain.key(), Set.of(routine));
                }
            }
        }
        return new Detachment(first, rest, before);
    }

    /** A domain has its default and its checks without the routine meanwhile, and keeps the columns that it has. */
    private static void detach(Domain domain, ObjectKey routine, Realm to, List<Removal> first, List<Change> rest) {
        String name = routine.name().name().toLowerCase(java.util.Locale.ROOT);
        Domain bare = domain.without(text -> WrittenDependencies.names(text).contains(name));
        first.add(new Removal(new Change.ModifyObject(domain, bare), Set.of(routine)));
        for (int i = 0; i < rest.size(); i++) {
            switch (rest.get(i)) {
                case Change.ModifyObject(var old, var wanted)
                when old.key().equals(domain.key()) -> {
                    rest.set(i, new Change.ModifyObject(bare, wanted));
                    return;
                }
                case Change.RenameObject(var old, var aside)
                when old.key().equals(domain.key()) -> {
                    rest.set(i, new Change.RenameObject(bare, aside));
                    return;
                }
                case Change.DropObject(var old)
                when old.key().equals(domain.key()) -> {
                    rest.set(i, new Change.DropObject(bare));
                    return;
                }
                case Change _ -> {}
            }
        }
        to.object(domain.key()).ifPresent(wanted -> rest.add(new Change.ModifyObject(bare, wanted)));
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

    /**
     * The parts of a table that speak of a routine.
     *
     * @param columns those with such a default
     * @param computed those that are computed so now and after
     * @param freed those that are computed so now, and keep their values as plain columns
     */
    private record Parts(
            List<Column> columns, List<Check> checks, List<Index> indexes, List<Column> computed, List<Column> freed) {

        static Parts of(Table table, Optional<Table> after, Set<ObjectKey> routines) {
            Set<String> names = new HashSet<>();
            routines.forEach(key -> names.add(key.name().name().toLowerCase(java.util.Locale.ROOT)));
            List<Column> computed = new ArrayList<>();
            List<Column> freed = new ArrayList<>();
            for (Column column : table.columns()) {
                if (column.generated() != null && mentions(column.generated().expression(), names)) {
                    boolean keepsValues = after.flatMap(wanted -> wanted.column(column.name()))
                            .filter(wanted -> wanted.generated() == null)
                            .isPresent();
                    (keepsValues ? freed : computed).add(column);
                }
            }
            Set<String> gone = new HashSet<>();
            computed.forEach(column -> gone.add(column.name()));
            if (isKey(table, gone)) {
                throw new PlanException(
                        "a key of table \"" + table.name().name() + "\" is computed by " + names(routines)
                                + ", which has to be dropped and made anew; drop the key first, and add it again after");
            }
            names.addAll(gone.stream()
                    .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                    .toList());
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
                                    WrittenDependencies.texts(index).stream().anyMatch(text -> mentions(text, names))
                                            || index.columns().stream().anyMatch(gone::contains)
                                            || index.include().stream().anyMatch(gone::contains))
                            .toList(),
                    computed,
                    freed);
            if (parts.removals().isEmpty()) {
                throw new PlanException("table \"" + table.name().name() + "\" depends on " + names(routines)
                        + ", which has to be dropped and made anew; change the one of them that can be changed first");
            }
            return parts;
        }

        /** What is over the computed columns has to be dropped before the routines, as if it were over them. */
        Dependencies overComputed(Dependencies known, ObjectKey table, Set<ObjectKey> routines) {
            List<Dependency> found = new ArrayList<>();
            for (Dependency dependency : known.dependents(table)) {
                if (has(computed, String.valueOf(dependency.column()))
                        || has(freed, String.valueOf(dependency.column()))) {
                    routines.forEach(routine -> found.add(new Dependency(dependency.dependent(), routine, null)));
                }
            }
            return Dependencies.of(found);
        }

        private static boolean has(List<Column> columns, String name) {
            return columns.stream().anyMatch(column -> column.name().equals(name));
        }

        private boolean hasCheck(Check check) {
            return checks.stream().anyMatch(other -> java.util.Objects.equals(other.name(), check.name()));
        }

        private boolean hasIndex(Index index) {
            return indexes.stream().anyMatch(other -> other.name().equals(index.name()));
        }

        private static boolean isKey(Table table, Set<String> columns) {
            return table.primaryKey() != null
                            && table.primaryKey().columns().stream().anyMatch(columns::contains)
                    || table.foreignKeys().stream()
                            .anyMatch(key -> key.columns().stream().anyMatch(columns::contains));
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
                    .columns(table.columns().stream()
                            .filter(column -> !has(computed, column.name()))
                            .map(this::bare)
                            .toList())
                    .checks(table.checks().stream()
                            .filter(check -> !checks.contains(check))
                            .toList())
                    .indexes(table.indexes().stream()
                            .filter(index -> !indexes.contains(index))
                            .toList())
                    .build();
        }

        private Column bare(Column column) {
            return has(columns, column.name())
                    ? column.withDefault(null)
                    : has(freed, column.name()) ? column.withGenerated(null) : column;
        }

        List<TableChange> removals() {
            List<TableChange> removals = new ArrayList<>();
            columns.forEach(column ->
                    removals.add(new TableChange.ModifyColumn(column, bare(column), Set.of(ChangeKind.DEFAULT))));
            checks.forEach(check -> removals.add(new TableChange.DropCheck(check)));
            indexes.forEach(index -> removals.add(new TableChange.DropIndex(index, false)));
            computed.forEach(column -> removals.add(new TableChange.DropColumn(column)));
            freed.forEach(column ->
                    removals.add(new TableChange.ModifyColumn(column, bare(column), Set.of(ChangeKind.GENERATED))));
            return removals;
        }

        /** The changes of a table that these parts are away from, and all that brings them again as they are wanted. */
        List<TableChange> restoring(List<TableChange> inside, Table after) {
            List<TableChange> all = new ArrayList<>();
            Set<String> done = new HashSet<>();
            for (TableChange change : inside) {
                switch (change) {
                    case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)
                    when has(computed, from.name()) -> {
                        all.add(new TableChange.AddColumn(to));
                        done.add(from.name());
                    }
                    case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)
                    when has(freed, from.name()) -> {
                        Set<ChangeKind> now = new HashSet<>(kinds);
                        now.remove(ChangeKind.GENERATED);
                        if (!now.isEmpty()) {
                            all.add(new TableChange.ModifyColumn(bare(from), to, now));
                        }
                        done.add(from.name());
                    }
                    case TableChange.DropColumn(Column column)
                    when has(computed, column.name()) -> done.add(column.name());
                    case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)
                    when has(columns, from.name()) -> {
                        Set<ChangeKind> now = new HashSet<>(kinds);
                        now.remove(ChangeKind.DEFAULT);
                        if (to.defaultValue() != null) {
                            now.add(ChangeKind.DEFAULT);
                        }
                        if (!now.isEmpty()) {
                            all.add(new TableChange.ModifyColumn(bare(from), to, now));
                        }
                        done.add(from.name());
                    }
                    case TableChange.DropColumn(Column column) -> {
                        all.add(new TableChange.DropColumn(bare(column)));
                        done.add(column.name());
                    }
                    case TableChange.DropCheck(Check check) when hasCheck(check) -> done.add("check " + check.name());
                    case TableChange.ModifyCheck(Check from, Check to)
                    when hasCheck(from) -> {
                        all.add(new TableChange.AddCheck(to));
                        done.add("check " + from.name());
                    }
                    case TableChange.DropIndex(Index index, boolean concurrently)
                    when hasIndex(index) -> done.add("index " + index.name());
                    case TableChange.ModifyIndex modify
                    when hasIndex(modify.from()) -> {
                        all.add(new TableChange.AddIndex(modify.to(), modify.concurrently()));
                        done.add("index " + modify.from().name());
                    }
                    case TableChange other -> all.add(other);
                }
            }
            computed.stream()
                    .filter(column -> !done.contains(column.name()))
                    .forEach(column -> after.column(column.name())
                            .ifPresent(wanted -> all.add(new TableChange.AddColumn(wanted))));
            columns.stream()
                    .filter(column -> !done.contains(column.name()))
                    .forEach(column -> after.column(column.name())
                            .filter(wanted -> wanted.defaultValue() != null)
                            .ifPresent(wanted -> all.add(
                                    new TableChange.ModifyColumn(bare(column), wanted, Set.of(ChangeKind.DEFAULT)))));
            checks.stream()
                    .filter(check -> !done.contains("check " + check.name()))
                    .forEach(check -> after.checks().stream()
                            .filter(wanted -> String.valueOf(wanted.name()).equals(check.name()))
                            .forEach(wanted -> all.add(new TableChange.AddCheck(wanted))));
            indexes.stream()
                    .filter(index -> !done.contains("index " + index.name()))
                    .forEach(index -> {
                        Optional<Index> wanted = after.index(index.name());
                        wanted.ifPresent(found -> all.add(new TableChange.AddIndex(found, false)));
                    });
            return all;
        }
    }
}
