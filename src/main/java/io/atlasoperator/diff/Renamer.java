package io.atlasoperator.diff;

import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the hints of a desired state against the current one. A hint is followed if there is something of the old name
 * and nothing of the new one; if there is nothing of the old name it has been followed before, or was never needed.
 * Whatever could make a hint that was meant look like a drop and an addition is an error. For one use.
 */
final class Renamer {
    private final DiffPolicy policy;
    private final DiffRules rules;
    private final Realm to;
    private final BiFunction<Realm, Realm, List<Change>> differ;
    private final List<Change> changes = new ArrayList<>();
    private final List<Rename> followed = new ArrayList<>();
    private Realm realm;

    private Renamer(
            Realm from, Realm to, DiffPolicy policy, DiffRules rules, BiFunction<Realm, Realm, List<Change>> differ) {
        this.policy = policy;
        this.rules = rules;
        this.to = to;
        this.differ = differ;
        this.realm = from;
    }

    /**
     * What follows from the hints.
     *
     * @param realm the current state as it is after the renames
     * @param changes the renames, objects first, each when its new name is free
     * @param followed the hints that led to them; what swaps names has a third one in between
     */
    record Renamed(Realm realm, List<Change> changes, List<Rename> followed) {}

    /** @param differ what differs between two states, hints aside */
    static Renamed follow(
            Realm from, Realm to, DiffPolicy policy, DiffRules rules, BiFunction<Realm, Realm, List<Change>> differ) {
        Renamer renamer = new Renamer(from, to, policy, rules, differ);
        List<Rename> objects =
                to.renames().stream().filter(rename -> rename.part().isEmpty()).toList();
        List<Rename> parts =
                to.renames().stream().filter(rename -> !rename.part().isEmpty()).toList();
        Stream.of(objects, parts)
                .flatMap(renames -> RenameChains.of(renames).stream())
                .forEach(renamer::group);
        return new Renamed(renamer.realm, List.copyOf(renamer.changes), List.copyOf(renamer.followed));
    }

    private void group(List<Rename> group) {
        List<String> current = current(group.getFirst());
        List<String> wanted = wanted(group.getFirst());
        if (group.size() > 1) {
            swap(group, current);
            return;
        }
        Rename rename = group.getFirst();
        if (!current.isEmpty() && !wanted.isEmpty() && follows(rename, current, wanted)) {
            perform(rename);
        }
    }

    /** Gives each of them its name through a third one, unless that has been done. */
    private void swap(List<Rename> circle, List<String> current) {
        List<String> names = circle.stream().map(RenameChains::newName).toList();
        if (names.stream().noneMatch(current::contains)) {
            return;
        }
        Rename first = circle.getFirst();
        Optional<String> missing =
                names.stream().filter(name -> !current.contains(name)).findFirst();
        if (missing.isPresent()) {
            throw refused(
                    first,
                    "it is said to swap names with \"" + first.oldName() + "\", but there is no \"" + missing.get()
                            + "\": remove the hints, or make it");
        }
        Renamer trial = new Renamer(realm, to, policy, rules, differ);
        trial.turn(circle, current);
        switch (new SwappedNames(differ, to, circle).compare(realm, trial.realm)) {
            case TO_DO -> turn(circle, current);
            case DONE -> {}
            case ALIKE ->
                throw refused(
                        first,
                        "it is said to swap names with \"" + first.oldName() + "\", and as the two are alike, nothing"
                                + " shows whether that has been done: remove the hints if it has, or else use a third"
                                + " name in between");
            case CHANGED ->
                throw refused(
                        first,
                        "it is said to swap names with \"" + first.oldName() + "\", and as more of them changes,"
                                + " nothing shows whether that has been done: swap the names in one step, and change"
                                + " the rest in another");
        }
    }

    private void turn(List<Rename> circle, List<String> current) {
        String freed = RenameChains.newName(circle.getFirst());
        String third = free(current);
        perform(renamed(circle.getFirst(), freed, third));
        String next = freed;
        for (int i = 0; i < circle.size(); i++) {
            String name = next;
            Rename rename = circle.stream()
                    .filter(one -> RenameChains.newName(one).equals(name))
                    .findFirst()
                    .orElseThrow();
            next = rename.oldName();
            perform(renamed(rename, next.equals(freed) ? third : next, name));
        }
    }

    private static Rename renamed(Rename like, String from, String to) {
        return like.part().isEmpty()
                ? new Rename(like.what(), new QualifiedName(like.object().schema(), to), "", from, like.range())
                : new Rename(like.what(), like.object(), to, from, like.range());
    }

    /** A name that nothing has, now or later; an index may share its names with those of other tables. */
    private String free(List<String> current) {
        Set<String> taken = new HashSet<>(current);
        for (Realm state : List.of(realm, to)) {
            state.schemas().stream()
                    .flatMap(schema -> schema.tables().stream())
                    .forEach(table -> table.indexes().forEach(index -> taken.add(index.name())));
        }
        to.renames().forEach(rename -> taken.add(RenameChains.newName(rename)));
        String name = "renamed_aside";
        for (int i = 2; taken.contains(name); i++) {
            name = "renamed_aside" + i;
        }
        return name;
    }

    private List<String> current(Rename rename) {
        return names(realm, rename);
    }

    private List<String> wanted(Rename rename) {
        return names(to, rename);
    }

    private static List<String> names(Realm realm, Rename rename) {
        return rename.part().isEmpty()
                ? names(realm, rename.object().schema(), rename.what() == Rename.What.TYPE)
                : realm.table(rename.object())
                        .map(table -> parts(rename, table))
                        .orElse(List.of());
    }

    private void perform(Rename rename) {
        if (rename.part().isEmpty()) {
            object(rename);
        } else {
            part(rename);
        }
        followed.add(rename);
    }

    private void object(Rename rename) {
        boolean type = rename.what() == Rename.What.TYPE;
        Optional<Table> table = realm.table(rename.oldObject());
        if (!type && table.isPresent()) {
            requireAllowed(rename, Skip.RENAME_TABLE);
            Realm renamed = RealmRenames.table(realm, rename.oldObject(), rename.object());
            changes.add(new Change.RenameTable(
                    table.get(), renamed.table(rename.object()).orElseThrow()));
            realm = renamed;
            return;
        }
        ObjectKey oldKey = type ? ObjectKey.type(rename.oldObject()) : ObjectKey.relation(rename.oldObject());
        SchemaObject object = realm.object(oldKey).orElseThrow();
        realm = RealmRenames.object(realm, object, rename.object())
                .orElseThrow(() -> refused(rename, "a " + object.kind() + " can't be renamed by a hint"));
        ObjectKey newKey = type ? ObjectKey.type(rename.object()) : ObjectKey.relation(rename.object());
        changes.add(new Change.RenameObject(object, realm.object(newKey).orElseThrow()));
    }

    /** Left out of the plan a rename would become a drop. */
    private void requireAllowed(Rename rename, Skip kind) {
        if (policy.skip().contains(kind)) {
            throw refused(
                    rename,
                    "it is to be renamed, but diff.skip has " + kind.name().toLowerCase(Locale.ROOT)
                            + ": remove the one or the other");
        }
    }

    private static List<String> names(Realm realm, String schema, boolean types) {
        return realm.schema(schema).stream()
                .flatMap(found -> Stream.concat(
                        types ? Stream.of() : found.tables().stream().map(Table::name),
                        found.objects().stream()
                                .filter(object -> object.key().namespace()
                                        == (types ? ObjectKey.Namespace.TYPE : ObjectKey.Namespace.RELATION))
                                .map(SchemaObject::name)))
                .map(QualifiedName::name)
                .toList();
    }

    private void part(Rename rename) {
        requireAllowed(rename, Skip.MODIFY_TABLE);
        if (rename.what() == Rename.What.CONSTRAINT) {
            requireAllowed(rename, Skip.RENAME_CONSTRAINT);
        }
        Table before = realm.table(rename.object()).orElseThrow();
        String old = rename.oldName();
        String now = rename.part();
        Realm renamed = switch (rename.what()) {
            case COLUMN -> RealmRenames.column(realm, before.name(), old, now, rules);
            case INDEX -> RealmRenames.index(realm, before, old, now);
            case CONSTRAINT -> RealmRenames.replace(realm, RealmRenames.constraint(before, old, now));
            case RELATION, TYPE -> realm;
        };
        Table after = renamed.table(before.name()).orElseThrow();
        TableChange change = switch (rename.what()) {
            case COLUMN ->
                new TableChange.RenameColumn(
                        before.column(old).orElseThrow(), after.column(now).orElseThrow());
            case INDEX ->
                new TableChange.RenameIndex(
                        before.index(old).orElseThrow(), after.index(now).orElseThrow());
            case CONSTRAINT, RELATION, TYPE -> new TableChange.RenameConstraint(old, now);
        };
        realm = renamed;
        changes.add(new Change.ModifyTable(before, after, List.of(change)));
    }

    private static List<String> parts(Rename rename, Table table) {
        return switch (rename.what()) {
            case COLUMN -> table.columns().stream().map(Column::name).toList();
            case INDEX -> table.indexes().stream().map(Index::name).toList();
            case CONSTRAINT -> {
                @Nullable PrimaryKey key = table.primaryKey();
                yield Stream.of(
                                table.checks().stream().map(Check::name),
                                table.foreignKeys().stream().map(ForeignKey::name),
                                Stream.of(key == null ? null : key.name()))
                        .flatMap(names -> names)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .toList();
            }
            case RELATION, TYPE -> List.of();
        };
    }

    /**
     * Whether a hint is to be followed.
     *
     * @param current the names that there are
     * @param wanted the names that are wanted
     */
    private boolean follows(Rename rename, List<String> current, List<String> wanted) {
        String old = rename.oldName();
        String name = RenameChains.newName(rename);
        boolean there = current.contains(old);
        if (current.contains(name)) {
            if (there && !wanted.contains(old)) {
                throw refused(
                        rename,
                        "it is said to be renamed from \"" + old
                                + "\", but both are there: drop one of them by hand, or" + " remove the hint to have \""
                                + old + "\" dropped");
            }
            return false;
        }
        if (there) {
            boolean shifts = RenameChains.successor(rename, to.renames())
                    .filter(next ->
                            current.contains(next.oldName()) && !next.oldName().equals(name))
                    .isPresent();
            if (wanted.contains(old) && !shifts) {
                throw refused(
                        rename,
                        "it is said to be renamed from \"" + old + "\", which is wanted too: remove the hint, or the"
                                + " definition of \"" + old + "\"");
            }
            return true;
        }
        List<String> dropped =
                current.stream().filter(other -> !wanted.contains(other)).toList();
        Optional<String> meant =
                dropped.stream().filter(old::equalsIgnoreCase).findFirst().or(() -> Suggestions.closest(old, dropped));
        if (meant.isPresent()) {
            throw refused(
                    rename,
                    "it is said to be renamed from \"" + old + "\", which is not there, while \"" + meant.get()
                            + "\" would be dropped. Did you mean \"" + meant.get() + "\"?");
        }
        return false;
    }

    private static DiffException refused(Rename rename, String why) {
        String place = rename.range() == null ? "" : rename.range() + ": ";
        return new DiffException(place + rename.described() + ": " + why);
    }
}
