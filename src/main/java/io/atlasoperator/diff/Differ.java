package io.atlasoperator.diff;

import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.diff.DiffPolicy.Verb;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks two realms and lists what differs: drops and modifications in the order of the current state, additions in
 * that of the desired one. Ordering by dependencies comes later. Stateless but for its rules; safe for use by several
 * threads.
 */
public final class Differ {
    private final DiffRules rules;
    private final DiffPolicy policy;
    private final TableDiffer tables;

    /**
     * @param rules what counts as a difference
     * @param policy which differences are left out
     */
    public Differ(DiffRules rules, DiffPolicy policy) {
        this.rules = rules;
        this.policy = policy;
        this.tables = new TableDiffer(rules, policy);
    }

    /**
     * What leads from one realm to another; schemas are matched by name.
     *
     * @throws DiffException if a difference can't be made good in this database
     */
    public List<Change> diff(Realm from, Realm desired) {
        return compare(from, desired).changes();
    }

    /**
     * What differs, along with the states that the changes speak of.
     *
     * @param from the current state, with the new names of what is renamed
     * @param to the desired state, spelt as the current one where the database takes both, with what the policy spares
     *     and what that needs
     * @param wanted the desired state as a whole, whatever the policy spares or leaves out
     * @param changes what leads from the one to the other, renames first
     */
    public record Comparison(Realm from, Realm to, Realm wanted, List<Change> changes) {
        public Comparison {
            changes = List.copyOf(changes);
        }
    }

    /**
     * What leads from one realm to another; schemas are matched by name.
     *
     * @throws DiffException if a difference can't be made good in this database, a hint can't be followed, or what the
     *     policy spares can't be without something that is to go
     */
    public Comparison compare(Realm live, Realm desired) {
        Realm aligned = aligned(live, desired);
        Renamer.Renamed renamed = Renamer.follow(live, aligned, policy, rules, this::apartFromHints);
        Realm from = rules.alignCurrent(renamed.realm(), desired);
        Realm spared = Sparing.in(from, aligned, rules, policy);
        // What stays by itself may keep more: the rights on what is spared.
        Realm to = spared == aligned ? aligned : rules.align(live, spared);
        List<Change> changes = new ArrayList<>(renamed.changes());
        Schema nowhere = Schema.empty("");
        objects(from.objects(), to.objects(), nowhere, nowhere, changes);
        for (Schema schema : from.schemas()) {
            Optional<Schema> wanted = to.schema(schema.name());
            if (wanted.isEmpty()) {
                add(changes, Skip.DROP_SCHEMA, new Change.DropSchema(schema));
            } else if (schemaChanged(schema, wanted.get())) {
                add(changes, Skip.MODIFY_SCHEMA, new Change.ModifySchema(schema, wanted.get()));
            }
        }
        for (Schema schema : to.schemas()) {
            Optional<Schema> current = from.schema(schema.name());
            if (current.isEmpty()) {
                if (policy.skip().contains(Skip.ADD_SCHEMA)) {
                    continue;
                }
                changes.add(new Change.AddSchema(schema));
            }
            diff(current.orElse(Schema.empty(schema.name())), schema, changes);
        }
        return new Comparison(from, to, aligned, changes);
    }

    /** The desired state, spelt as the current one. Where names move on, what follows a name must not follow it twice. */
    private Realm aligned(Realm live, Realm desired) {
        Realm aligned = rules.align(live, desired);
        if (!RenameChains.shift(aligned.renames())) {
            return aligned;
        }
        List<Rename> followed = Renamer.follow(live, aligned, policy, rules, this::apartFromHints)
                .followed();
        return rules.align(live, desired.withRenames(followed)).withRenames(aligned.renames());
    }

    private List<Change> apartFromHints(Realm from, Realm to) {
        return new Differ(rules, DiffPolicy.DEFAULT).diff(from, to.withRenames(List.of()));
    }

    private void diff(Schema from, Schema to, List<Change> changes) {
        objects(from.objects(), to.objects(), from, to, changes);
        Map<String, Table> current = byName(from);
        Map<String, Table> desired = byName(to);
        for (Table table : from.tables()) {
            @Nullable Table wanted = desired.get(table.name().name());
            if (wanted == null) {
                add(changes, Skip.DROP_TABLE, new Change.DropTable(table));
            } else {
                List<TableChange> inside = tables.diff(table, wanted);
                if (!inside.isEmpty()) {
                    add(changes, Skip.MODIFY_TABLE, new Change.ModifyTable(table, wanted, inside));
                }
            }
        }
        for (Table table : to.tables()) {
            if (!current.containsKey(table.name().name())) {
                add(changes, Skip.ADD_TABLE, new Change.AddTable(table));
            }
        }
    }

    private void objects(
            List<SchemaObject> from, List<SchemaObject> to, Schema fromSchema, Schema toSchema, List<Change> changes) {
        Map<ObjectKey, SchemaObject> wanted = byKey(to);
        Map<ObjectKey, SchemaObject> current = byKey(from);
        for (SchemaObject object : from) {
            @Nullable SchemaObject match = wanted.get(object.key());
            if (match == null) {
                if (!goesWithItsOwner(object, fromSchema, toSchema)
                        && !policy.skips(Verb.DROP, object)
                        && !spared(object)) {
                    changes.add(new Change.DropObject(object));
                }
            } else if (rules.objectChanged(object, match) && !policy.skips(Verb.MODIFY, object) && !spared(object)) {
                changes.add(new Change.ModifyObject(object, match));
            }
        }
        for (SchemaObject object : to) {
            if (!current.containsKey(object.key()) && !policy.skips(Verb.ADD, object)) {
                changes.add(new Change.AddObject(object));
            }
        }
    }

    private static Map<ObjectKey, SchemaObject> byKey(List<SchemaObject> objects) {
        Map<ObjectKey, SchemaObject> found = new HashMap<>();
        objects.forEach(object -> found.put(object.key(), object));
        return found;
    }

    /** Whether an object keeps rows, and the policy says not to drop what does. */
    private boolean spared(SchemaObject object) {
        return object.holdsRows() && policy.skip().contains(Skip.DROP_TABLE);
    }

    /** Whether dropping the table or view that an object belongs to drops it too. */
    private static boolean goesWithItsOwner(SchemaObject object, Schema from, Schema to) {
        @Nullable QualifiedName owner = object.owner();
        return owner != null && holds(from, owner) && !holds(to, owner);
    }

    private static boolean holds(Schema schema, QualifiedName relation) {
        return schema.table(relation.name()).isPresent()
                || schema.objects().stream().anyMatch(object -> object.key().equals(ObjectKey.relation(relation)));
    }

    private static Map<String, Table> byName(Schema schema) {
        Map<String, Table> tables = new HashMap<>();
        schema.tables().forEach(table -> tables.putIfAbsent(table.name().name(), table));
        return tables;
    }

    private boolean schemaChanged(Schema from, Schema to) {
        return rules.comparesComments() && !Objects.equals(from.comment(), to.comment())
                || rules.schemaOptionsChanged(from, to);
    }

    private void add(List<Change> changes, Skip kind, Change change) {
        if (!policy.skip().contains(kind)) {
            changes.add(change);
        }
    }
}
