package io.atlasoperator.inspect;

import io.atlasoperator.inspect.ObjectPattern.Part;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import io.atlasoperator.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a realm whatever one of the patterns matches.
 *
 * @param patterns in any order
 * @param syntax of the expressions of checks
 */
record Exclusions(List<ObjectPattern> patterns, SqlSyntax syntax) {

    Exclusions {
        patterns = List.copyOf(patterns);
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    Realm apply(Realm realm) {
        Realm rest = realm;
        for (ObjectPattern pattern : patterns) {
            rest = apply(rest, pattern);
        }
        return rest;
    }

    private Realm apply(Realm realm, ObjectPattern pattern) {
        List<Schema> schemas = new ArrayList<>();
        for (Schema schema : realm.schemas()) {
            if (!pattern.schema().matches("schema", schema.name())) {
                schemas.add(schema);
            } else if (pattern.size() > 1) {
                schemas.add(apply(schema, pattern));
            }
        }
        return realm.withSchemas(schemas)
                .withObjects(realm.objects().stream()
                        .filter(object -> !pattern.matchesOutside(object))
                        .toList());
    }

    private Schema apply(Schema schema, ObjectPattern pattern) {
        Part object = pattern.object();
        if (pattern.size() == 2) {
            return schema.withTables(schema.tables().stream()
                            .filter(table ->
                                    !object.matches("table", table.name().name()))
                            .toList())
                    .withObjects(schema.objects().stream()
                            .filter(other -> !matches(other, object))
                            .toList());
        }
        return schema.withTables(schema.tables().stream()
                        .map(table ->
                                object.matches("table", table.name().name()) ? without(table, pattern.child()) : table)
                        .toList())
                .withObjects(schema.objects().stream()
                        .filter(other -> !isPart(other, object, pattern.child()))
                        .toList());
    }

    /** Whether an object is meant, by itself or along with the table that it belongs to. */
    static boolean matches(SchemaObject object, Part pattern) {
        @Nullable QualifiedName owner = object.owner();
        return owner == null
                ? pattern.matches(object.kind(), object.name().name())
                : pattern.matches("table", owner.name())
                        || pattern.names(object.kind())
                                && pattern.matches(object.kind(), object.name().name());
    }

    /** Whether an object is a part, such as a trigger, of a table that matches. */
    static boolean isPart(SchemaObject object, Part table, Part child) {
        @Nullable QualifiedName owner = object.owner();
        return owner != null
                && table.matches("table", owner.name())
                && child.matches(object.kind(), object.name().name());
    }

    private Table without(Table table, Part child) {
        List<String> gone = table.columns().stream()
                .map(Column::name)
                .filter(name -> child.matches("column", name))
                .toList();
        boolean takesIndexes = child.allows("index");
        boolean takesKeys = child.allows("fk");
        TableBuilder rest = table.toBuilder();
        rest.columns(table.columns().stream()
                .filter(column -> !gone.contains(column.name()))
                .toList());
        rest.indexes(table.indexes().stream()
                .filter(index -> !child.matches("index", index.name())
                        && !(takesIndexes && index.columns().stream().anyMatch(gone::contains)))
                .toList());
        rest.foreignKeys(table.foreignKeys().stream()
                .filter(key -> !child.matches("fk", key.name())
                        && !(takesKeys && key.columns().stream().anyMatch(gone::contains)))
                .toList());
        rest.checks(table.checks().stream()
                .filter(check -> (check.name() == null || !child.matches("check", check.name()))
                        && !(child.allows("check") && mentions(check, gone, syntax)))
                .toList());
        if (table.primaryKey() != null && isHidden(table.primaryKey(), child, gone)) {
            rest.primaryKey(null);
        }
        return rest.build();
    }

    /** A primary key has no kind of its own to be called by, and is nothing without its columns. */
    private static boolean isHidden(PrimaryKey key, Part child, List<String> gone) {
        return key.columns().stream().anyMatch(gone::contains)
                || key.name() != null && child.kinds().isEmpty() && child.matches("primary_key", key.name());
    }

    /** Whether a check is on a column that is left out. */
    static boolean mentions(Check check, List<String> gone, SqlSyntax syntax) {
        return gone.stream().anyMatch(name -> syntax.mentions(check.expression(), name));
    }
}
