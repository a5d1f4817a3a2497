package io.atlasoperator.diff;

import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.diff.DiffPolicy.Verb;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.Dependencies.Dependency;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state that a policy lets a database come to: the desired one with all that the policy spares, as it is now, and
 * with what that needs; without what the policy does not add. A plan leads to this state, so it neither breaks what is
 * spared nor forgets to make it again. For one use.
 */
final class Sparing {
    private final Realm from;
    private final Realm wanted;
    private final DiffRules rules;
    private final DiffPolicy policy;
    private final TableDiffer tables;
    private final Map<ObjectKey, Table> currentTables = new LinkedHashMap<>();
    private final Map<ObjectKey, SchemaObject> currentObjects = new LinkedHashMap<>();
    private final Map<ObjectKey, List<SchemaObject>> owned;
    private final Set<ObjectKey> desired = new HashSet<>();
    private final Map<ObjectKey, Table> keptTables = new LinkedHashMap<>();
    private final Map<ObjectKey, SchemaObject> keptObjects = new LinkedHashMap<>();
    private final Set<ObjectKey> spared = new LinkedHashSet<>();

    private Sparing(Realm from, Realm wanted, DiffRules rules, DiffPolicy policy) {
        this.from = from;
        this.wanted = wanted;
        this.rules = rules;
        this.policy = policy;
        this.tables = new TableDiffer(rules, policy);
        tables(from).forEach(table -> currentTables.put(table.key(), table));
        from.allObjects().forEach(object -> currentObjects.put(object.key(), object));
        this.owned = currentObjects.values().stream()
                .filter(object -> object.owner() != null)
                .collect(Collectors.groupingBy(object -> ObjectKey.relation(Objects.requireNonNull(object.owner()))));
        tables(wanted).forEach(table -> desired.add(table.key()));
        wanted.allObjects().forEach(object -> desired.add(object.key()));
    }

    /**
     * The desired realm as far as the policy lets it be.
     *
     * @throws DiffException if what is spared can't be without something that is to go
     */
    static Realm in(Realm from, Realm wanted, DiffRules rules, DiffPolicy policy) {
        return policy.skip().isEmpty() ? wanted : new Sparing(from, wanted, rules, policy).realm();
    }

    private Realm realm() {
        want();
        spareTables();
        List<SchemaObject> lasting = currentObjects.values().stream()
                .filter(object -> !object.goesAlong())
                .toList();
        lasting.stream().filter(object -> object.owner() == null).forEach(this::spare);
        lasting.stream().filter(object -> object.owner() != null).forEach(this::spare);
        keepNeeded();
        currentObjects.values().stream()
                .filter(SchemaObject::goesAlong)
                .filter(object -> from.dependencies().needs(object.key()).stream()
                        .allMatch(dependency -> missing(dependency) == null))
                .forEach(this::spare);
        return result();
    }

    /** What of the desired state comes about, and in which form. */
    private void want() {
        tables(wanted).forEach(table -> {
            @Nullable Table current = currentTables.get(table.key());
            if (current != null) {
                keptTables.put(
                        table.key(),
                        policy.skip().contains(Skip.MODIFY_TABLE) ? current : tables.spared(current, table));
            } else if (!policy.skip().contains(Skip.ADD_TABLE)) {
                keptTables.put(table.key(), table);
            }
        });
        wanted.allObjects().forEach(object -> {
            @Nullable SchemaObject current = currentObjects.get(object.key());
            if (current == null) {
                if (!policy.skips(Verb.ADD, object)) {
                    keptObjects.put(object.key(), object);
                }
            } else if ((policy.skips(Verb.MODIFY, object) || holdsSparedRows(object))
                    && rules.objectChanged(current, object)) {
                keptObjects.put(object.key(), current);
                spared.add(object.key());
            } else {
                keptObjects.put(object.key(), object);
            }
        });
        Set<ObjectKey> leftOut = desired.stream().filter(key -> !isKept(key)).collect(Collectors.toSet());
        keptObjects.values().removeIf(object -> owner(object) instanceof ObjectKey owner && leftOut.contains(owner));
    }

    private void spareTables() {
        currentTables.forEach((key, table) -> {
            if ((policy.skip().contains(Skip.DROP_TABLE) || inSparedSchema(key)) && isFree(key)) {
                keptTables.put(key, table);
                spared.add(key);
            }
        });
    }

    /** Keeps an object that the policy names, or that belongs to something kept for the policy's sake. */
    private void spare(SchemaObject object) {
        @Nullable ObjectKey owner = owner(object);
        boolean staysWithOwner = owner != null && spared.contains(owner) && !desired.contains(owner);
        boolean isSpared = policy.skips(Verb.DROP, object) || holdsSparedRows(object) || inSparedSchema(object.key());
        if (isFree(object.key()) && (staysWithOwner || isSpared && (owner == null || isKept(owner)))) {
            keptObjects.put(object.key(), object);
            spared.add(object.key());
        }
    }

    private void keepNeeded() {
        Deque<ObjectKey> open = new ArrayDeque<>(spared);
        keptTables.values().stream()
                .flatMap(table -> table.columns().stream())
                .flatMap(column -> Stream.ofNullable(ColumnType.named(column.type())))
                .forEach(type -> keep(ObjectKey.type(type), open));
        while (!open.isEmpty()) {
            ObjectKey key = open.remove();
            if (currentObjects.get(key) instanceof SchemaObject object && object.goesAlong()) {
                continue;
            }
            for (Dependency dependency : from.dependencies().needs(key)) {
                keep(dependency.needed(), open);
                @Nullable String missing = missing(dependency);
                if (missing != null) {
                    throw refused(key, missing);
                }
            }
        }
    }

    /** Keeps an object, but no table and nothing that belongs to one that goes: those are left out on purpose. */
    private void keep(ObjectKey key, Deque<ObjectKey> open) {
        @Nullable SchemaObject object = currentObjects.get(key);
        @Nullable ObjectKey owner = object == null ? null : owner(object);
        if (object == null || owner != null && !isKept(owner)) {
            return;
        }
        Stream.concat(Stream.of(object), owned.getOrDefault(key, List.of()).stream())
                .filter(other -> isFree(other.key()))
                .forEach(other -> {
                    keptObjects.put(other.key(), other);
                    spared.add(other.key());
                    open.add(other.key());
                });
    }

    /** What a thing needs and will not have, or null. */
    private @Nullable String missing(Dependency dependency) {
        ObjectKey needed = dependency.needed();
        @Nullable Table table = currentTables.get(needed);
        @Nullable SchemaObject object = currentObjects.get(needed);
        if (table == null) {
            return object == null || isKept(needed)
                    ? null
                    : object.kind() + " \"" + object.name().name() + "\"";
        }
        @Nullable Table kept = keptTables.get(needed);
        @Nullable String column = dependency.column();
        if (kept == null) {
            return "table \"" + table.name().name() + "\"";
        }
        return column != null
                        && table.column(column).isPresent()
                        && kept.column(column).isEmpty()
                ? "column \"" + column + "\" of table \"" + table.name().name() + "\""
                : null;
    }

    private DiffException refused(ObjectKey dependent, String needed) {
        @Nullable SchemaObject object = currentObjects.get(dependent);
        String kind = object == null ? "table" : object.kind();
        return new DiffException(
                kind + " \"" + dependent.name().name() + "\" is left as it is by diff.skip, but it needs "
                        + needed + ", which is not in the desired state: keep that, or take the " + kind
                        + " out of diff.skip or drop it by hand");
    }

    private Realm result() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        wanted.schemas().forEach(schema -> schemas.put(schema.name(), schema));
        Set<String> holding = spared.stream().map(key -> key.name().schema()).collect(Collectors.toSet());
        for (Schema schema : from.schemas()) {
            if (holding.contains(schema.name()) || policy.skip().contains(Skip.DROP_SCHEMA)) {
                schemas.putIfAbsent(schema.name(), schema);
            }
        }
        Map<String, List<Table>> tablesOf = keptTables.values().stream()
                .collect(Collectors.groupingBy(table -> table.name().schema()));
        List<Schema> filled = new ArrayList<>();
        for (Schema schema : schemas.values()) {
            filled.add(schema.withTables(tablesOf.getOrDefault(schema.name(), List.of()))
                    .withObjects(objects(
                            schema.objects(),
                            from.schema(schema.name()).stream().flatMap(current -> current.objects().stream()))));
        }
        Dependencies dependencies = wanted.dependencies();
        if (!dependencies.isEmpty()) {
            dependencies = dependencies.and(Dependencies.of(spared.stream()
                    .flatMap(key -> from.dependencies().needs(key).stream())
                    .toList()));
        }
        return new Realm(filled, objects(wanted.objects(), from.objects().stream()), dependencies, wanted.renames());
    }

    /** The kept ones among the objects of one place; a name alone does not tell where an object lives. */
    private List<SchemaObject> objects(List<SchemaObject> desired, Stream<SchemaObject> current) {
        return Stream.concat(desired.stream(), current)
                .map(SchemaObject::key)
                .distinct()
                .flatMap(key -> Stream.ofNullable(keptObjects.get(key)))
                .toList();
    }

    private static Stream<Table> tables(Realm realm) {
        return realm.schemas().stream().flatMap(schema -> schema.tables().stream());
    }

    private static @Nullable ObjectKey owner(SchemaObject object) {
        @Nullable QualifiedName owner = object.owner();
        return owner == null ? null : ObjectKey.relation(owner);
    }

    private boolean holdsSparedRows(SchemaObject object) {
        return object.holdsRows() && policy.skip().contains(Skip.DROP_TABLE);
    }

    private boolean inSparedSchema(ObjectKey key) {
        String schema = key.name().schema();
        return policy.skip().contains(Skip.DROP_SCHEMA)
                && from.schema(schema).isPresent()
                && wanted.schema(schema).isEmpty();
    }

    private boolean isKept(ObjectKey key) {
        return keptTables.containsKey(key) || keptObjects.containsKey(key);
    }

    /** Whether nothing of the desired state has that name. */
    private boolean isFree(ObjectKey key) {
        return !isKept(key) && !desired.contains(key);
    }
}
