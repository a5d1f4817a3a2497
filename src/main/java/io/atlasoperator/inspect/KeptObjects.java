package io.atlasoperator.inspect;

import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts what a look at the current realm left out into a desired one. */
final class KeptObjects {

    private KeptObjects() {}

    /**
     * The desired realm and what is hidden in the current one.
     *
     * @param current the whole current realm
     * @param seen the current realm without what is hidden
     * @param desired the desired realm without what is hidden
     * @param takesSchema whether a schema of that name is looked at itself; one of which only some objects are looked at
     *     is not dropped with them
     */
    static Realm keep(Realm current, Realm seen, Realm desired, Predicate<String> takesSchema) {
        Map<String, Schema> kept = new LinkedHashMap<>();
        desired.schemas().forEach(schema -> kept.put(schema.name(), schema));
        for (Schema schema : current.schemas()) {
            Optional<Schema> shown = seen.schema(schema.name());
            Schema wanted = kept.get(schema.name());
            if (shown.isEmpty() && wanted == null) {
                kept.put(schema.name(), schema);
                continue;
            }
            Schema visible = shown.orElse(Schema.empty(schema.name()));
            List<Table> hidden = schema.tables().stream()
                    .filter(table -> visible.table(table.name().name()).isEmpty())
                    .toList();
            List<SchemaObject> hiddenObjects = schema.objects().stream()
                    .filter(object -> !visible.objects().contains(object))
                    .toList();
            if (wanted == null && hidden.isEmpty() && hiddenObjects.isEmpty() && takesSchema.test(schema.name())) {
                continue;
            }
            Schema base = wanted == null ? schema.withTables(List.of()).withObjects(List.of()) : wanted;
            List<Table> tables = new ArrayList<>();
            base.tables().forEach(table -> tables.add(merge(schema, visible, table)));
            tables.addAll(hidden);
            List<SchemaObject> objects = new ArrayList<>(base.objects());
            objects.addAll(hiddenObjects);
            kept.put(schema.name(), base.withTables(tables).withObjects(objects));
        }
        List<SchemaObject> ofRealm = new ArrayList<>(desired.objects());
        current.objects().stream()
                .filter(object -> !seen.objects().contains(object))
                .forEach(ofRealm::add);
        return new Realm(List.copyOf(kept.values()), ofRealm, desired.dependencies(), desired.renames());
    }

    private static Table merge(Schema current, Schema visible, Table wanted) {
        Optional<Table> whole = current.table(wanted.name().name());
        Optional<Table> shown = visible.table(wanted.name().name());
        if (whole.isEmpty() || shown.isEmpty() || whole.get().equals(shown.get())) {
            return wanted;
        }
        return wanted.toBuilder()
                .primaryKey(primaryKey(wanted, whole.get(), shown.get()))
                .columns(with(
                        wanted.columns(), whole.get().columns(), shown.get().columns()))
                .indexes(with(
                        wanted.indexes(), whole.get().indexes(), shown.get().indexes()))
                .foreignKeys(with(
                        wanted.foreignKeys(),
                        whole.get().foreignKeys(),
                        shown.get().foreignKeys()))
                .checks(with(wanted.checks(), whole.get().checks(), shown.get().checks()))
                .build();
    }

    private static @Nullable PrimaryKey primaryKey(Table wanted, Table whole, Table shown) {
        @Nullable PrimaryKey key = wanted.primaryKey();
        @Nullable PrimaryKey hidden = whole.primaryKey();
        if (hidden == null || shown.primaryKey() != null) {
            return key;
        }
        if (key != null && !key.columns().equals(hidden.columns())) {
            throw new IllegalArgumentException("table \"" + wanted.name().name() + "\" can't have the primary key "
                    + key.columns() + ": its present one, " + hidden.columns()
                    + ", is left alone by the patterns of include or exclude; let them take in its columns");
        }
        return hidden;
    }

    private static <T> List<T> with(List<T> wanted, List<T> whole, List<T> shown) {
        List<T> merged = new ArrayList<>(wanted);
        whole.stream().filter(part -> !shown.contains(part)).forEach(merged::add);
        return merged;
    }
}
