package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rights a state speaks of, and what has to be done about them. A desired state that says nothing of the rights on
 * a thing leaves them as they are; one that says something says it all.
 */
final class PostgresPermissionChanges {

    private PostgresPermissionChanges() {}

    /**
     * The desired realm with the rights that the current one keeps: those on things whose rights are not spoken of, and
     * those of a thing's owner, who is another role on another server.
     */
    static Realm align(Realm from, Realm to) {
        Map<PostgresGranted, List<PostgresPermission>> wanted = byThing(to);
        List<PostgresPermission> current =
                permissions(from).map(permission -> renamed(permission, to)).toList();
        if (current.isEmpty()) {
            return to;
        }
        Map<PostgresGranted, String> owners = new HashMap<>();
        current.forEach(permission -> owners.put(permission.on(), permission.ownedBy()));
        Map<ObjectKey, SchemaObject> kept = new LinkedHashMap<>();
        permissions(to)
                .filter(permission -> !permission.grantee().equals(owners.get(permission.on())))
                .forEach(permission -> kept.put(permission.key(), permission));
        Set<ObjectKey> present = present(to);
        for (PostgresPermission permission : current) {
            List<PostgresPermission> spokenOf = wanted.getOrDefault(permission.on(), List.of());
            boolean ofOwner = spokenOf.stream()
                    .anyMatch(other -> other.ownedBy().equals(permission.grantee())
                            && !other.ownedBy().isEmpty());
            if ((spokenOf.isEmpty() || ofOwner)
                    && (permission.target() == null || present.contains(permission.target()))
                    && hasColumn(to, permission)) {
                kept.putIfAbsent(permission.key(), permission);
            }
        }
        Map<String, List<SchemaObject>> bySchema = kept.values().stream()
                .collect(Collectors.groupingBy(permission -> permission.name().schema()));
        return to.mapSchemas(schema -> schema.withObjects(with(schema.objects(), bySchema.get(schema.name()))))
                .withObjects(with(to.objects(), bySchema.get("")));
    }

    /**
     * The current realm with the rights that the server will give by itself on what is made now, as far as the desired
     * state has others in mind.
     */
    static Realm expect(Realm from, Realm to) {
        List<PostgresPermission> defaults = permissions(from)
                .filter(permission -> permission.on().kind() == PostgresGranted.Kind.DEFAULTS
                        && permission.on().name().name().isEmpty())
                .toList();
        if (defaults.isEmpty()) {
            return from;
        }
        Set<ObjectKey> present = present(from);
        Map<String, List<SchemaObject>> expected = new HashMap<>();
        byThing(to).forEach((thing, wanted) -> {
            PostgresPermission first = wanted.getFirst();
            if (first.target() == null || present.contains(first.target())) {
                return;
            }
            Map<String, SortedMap<String, Boolean>> rights = new TreeMap<>();
            defaults.stream()
                    .filter(given -> thing.isMadeWith(given.on()))
                    .forEach(given -> rights.computeIfAbsent(given.grantee(), unused -> new TreeMap<>())
                            .putAll(given.privileges()));
            rights.forEach((grantee, privileges) -> expected.computeIfAbsent(
                            thing.name().schema(), unused -> new ArrayList<>())
                    .add(new PostgresPermission(
                            thing, null, grantee, privileges, first.target(), first.ownedBy(), null)));
        });
        return from.mapSchemas(schema -> schema.withObjects(
                Stream.concat(schema.objects().stream(), expected.getOrDefault(schema.name(), List.of()).stream())
                        .toList()));
    }

    private static List<SchemaObject> with(List<SchemaObject> objects, @Nullable List<SchemaObject> permissions) {
        return Stream.concat(
                        objects.stream().filter(object -> !(object instanceof PostgresPermission)),
                        permissions == null ? Stream.of() : permissions.stream())
                .toList();
    }

    private static Stream<PostgresPermission> permissions(Realm realm) {
        return realm.allObjects().filter(PostgresPermission.class::isInstance).map(PostgresPermission.class::cast);
    }

    private static Map<PostgresGranted, List<PostgresPermission>> byThing(Realm realm) {
        return permissions(realm).collect(Collectors.groupingBy(PostgresPermission::on));
    }

    private static Set<ObjectKey> present(Realm realm) {
        Set<ObjectKey> present =
                realm.allObjects().map(SchemaObject::key).collect(Collectors.toCollection(HashSet::new));
        realm.schemas().forEach(schema -> schema.tables().forEach(table -> present.add(table.key())));
        return present;
    }

    /** Whether the column that a right is on is there; views tell their columns only in part. */
    private static boolean hasColumn(Realm realm, PostgresPermission permission) {
        @Nullable String column = permission.column();
        return column == null
                || realm.table(permission.on().name())
                        .map(table -> table.column(column).isPresent())
                        .orElse(true);
    }

    /** A right of the current state as it is after the renames that a desired state hints at. */
    private static PostgresPermission renamed(PostgresPermission permission, Realm to) {
        PostgresPermission renamed = permission;
        for (Rename rename : to.renames()) {
            renamed = switch (rename.what()) {
                case RELATION -> renamed.renameTable(rename.oldObject(), rename.object());
                case TYPE -> renamed.renameType(rename.oldObject(), rename.object());
                case COLUMN -> renamed.renameColumn(rename.object(), rename.oldName(), rename.part());
                case INDEX, CONSTRAINT -> renamed;
            };
        }
        return renamed;
    }

    /**
     * Changes, without those on rights that come about by themselves.
     *
     * @param changes the changes; rights come after everything they could be on, and defaults after everything they are
     *     not meant for
     * @param gone the rights that go along with each change
     */
    record Settled(List<Change> changes, Map<Change, List<PostgresPermission>> gone) {}

    static Settled settle(PostgresVersion version, List<Change> changes) {
        if (changes.stream().noneMatch(PostgresPermissionChanges::isOnPermission)) {
            return new Settled(changes, Map.of());
        }
        Set<ObjectKey> made = new HashSet<>();
        Set<Right> dropped = new HashSet<>();
        Set<Right> added = new HashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.DropObject(PostgresPermission permission)) {
                dropped.add(Right.of(permission));
            } else if (change instanceof Change.AddObject(PostgresPermission permission)) {
                added.add(Right.of(permission));
            } else if (change instanceof Change.AddObject(SchemaObject object)) {
                made.add(object.key());
            } else if (change instanceof Change.AddTable(Table table)) {
                made.add(table.key());
            }
        }
        Map<Object, Change> ends = ends(version, changes, made);
        Map<Change, List<PostgresPermission>> gone = new IdentityHashMap<>();
        List<Change> others = new ArrayList<>();
        List<Change> last = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case Change.DropObject(PostgresPermission permission) -> {
                    @Nullable Change end = end(permission, ends);
                    if (end != null) {
                        gone.computeIfAbsent(end, unused -> new ArrayList<>()).add(permission);
                    } else if (!added.contains(Right.of(permission))) {
                        // The server gives some rights by itself, once the thing is there.
                        (made.contains(permission.target()) ? last : others).add(change);
                    }
                }
                case Change.AddObject(PostgresPermission permission) -> {
                    if (!dropped.contains(Right.of(permission)) || end(permission, ends) != null) {
                        last.add(change);
                    }
                }
                case Change.ModifyObject(PostgresPermission _, PostgresPermission _) -> last.add(change);
                case Change _ -> others.add(change);
            }
        }
        last.stream().filter(change -> !isOnDefaults(change)).forEach(others::add);
        last.stream().filter(PostgresPermissionChanges::isOnDefaults).forEach(others::add);
        return new Settled(others, gone);
    }

    /** What is at an end, with the change that ends it: things by their keys, columns, and schemas by their names. */
    private static Map<Object, Change> ends(PostgresVersion version, List<Change> changes, Set<ObjectKey> made) {
        Map<Object, Change> ends = new HashMap<>();
        for (Change change : changes) {
            switch (change) {
                case Change.DropObject(SchemaObject object) -> ends.put(object.key(), change);
                // What makes room for another of its name takes its rights along.
                case Change.RenameObject(SchemaObject from, SchemaObject _)
                when made.contains(from.key()) -> ends.put(from.key(), change);
                case Change.DropTable(Table table) -> ends.put(table.key(), change);
                case Change.DropSchema(Schema schema) -> ends.put(schema.name(), change);
                case Change.ModifyTable modify -> {
                    for (TableChange part : modify.changes()) {
                        if (part instanceof TableChange.DropColumn(var column)) {
                            ends.put(new Column(modify.to().name(), column.name()), change);
                        }
                    }
                    PostgresGeneratedColumns.madeAnew(version, modify)
                            .forEach(column -> ends.put(new Column(modify.to().name(), column), change));
                }
                case Change _ -> {}
            }
        }
        return ends;
    }

    /** The change that a right goes along with, or null. */
    private static @Nullable Change end(PostgresPermission permission, Map<Object, Change> ends) {
        @Nullable Change end = ends.get(permission.on().name().schema());
        if (end == null) {
            end = ends.get(new Column(permission.on().name(), permission.column()));
        }
        return end == null && permission.target() != null ? ends.get(permission.target()) : end;
    }

    private record Column(QualifiedName table, @Nullable String name) {}

    /** What a permission is, whoever wrote it down. */
    private record Right(ObjectKey key, SortedMap<String, Boolean> privileges) {
        static Right of(PostgresPermission permission) {
            return new Right(permission.key(), permission.privileges());
        }
    }

    private static boolean isOnPermission(Change change) {
        return subject(change) instanceof PostgresPermission;
    }

    private static boolean isOnDefaults(Change change) {
        return subject(change) instanceof PostgresPermission permission
                && permission.on().kind() == PostgresGranted.Kind.DEFAULTS;
    }

    private static @Nullable SchemaObject subject(Change change) {
        return switch (change) {
            case Change.AddObject(SchemaObject object) -> object;
            case Change.DropObject(SchemaObject object) -> object;
            case Change.ModifyObject(SchemaObject from, SchemaObject to) -> to;
            case Change _ -> null;
        };
    }
}
