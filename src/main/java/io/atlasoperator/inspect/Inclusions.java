package io.atlasoperator.inspect;

import io.atlasoperator.inspect.ObjectPattern.Part;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import io.atlasoperator.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Limits a realm to whatever one of the patterns matches; without patterns, to nothing less than all. A table comes with
 * its parts, unless the pattern has a third part that says which ones.
 *
 * @param patterns in any order
 * @param syntax of the expressions of checks
 */
record Inclusions(List<ObjectPattern> patterns, SqlSyntax syntax) {

    Inclusions {
        patterns = List.copyOf(patterns);
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether a schema is looked at itself, and not only some of what is in it. */
    boolean takesSchema(String name) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(pattern ->
                                pattern.size() == 1 && pattern.schema().matches("schema", name));
    }

    Realm apply(Realm realm) {
        if (patterns.isEmpty()) {
            return realm;
        }
        List<Schema> schemas = new ArrayList<>();
        for (Schema schema : realm.schemas()) {
            Schema part = takesSchema(schema.name()) ? schema : part(schema);
            boolean isBound = patterns.getFirst().isBound();
            if (isBound
                    || takesSchema(schema.name())
                    || !part.tables().isEmpty()
                    || !part.objects().isEmpty()) {
                schemas.add(part);
            }
        }
        return realm.withSchemas(schemas)
                .withObjects(realm.objects().stream()
                        .filter(object -> patterns.stream().anyMatch(pattern -> pattern.matchesOutside(object)))
                        .toList());
    }

    /** Whether no pattern matches anything of the realm. */
    boolean takesNothing(Realm realm) {
        Realm taken = apply(realm);
        return taken.objects().isEmpty()
                && taken.schemas().stream()
                        .allMatch(schema -> !takesSchema(schema.name())
                                && schema.tables().isEmpty()
                                && schema.objects().isEmpty());
    }

    private Schema part(Schema schema) {
        List<ObjectPattern> inside = patterns.stream()
                .filter(pattern -> pattern.size() > 1 && pattern.schema().matches("schema", schema.name()))
                .toList();
        return schema.withTables(schema.tables().stream()
                        .flatMap(table -> part(table, inside).stream())
                        .toList())
                .withObjects(schema.objects().stream()
                        .filter(object -> inside.stream().anyMatch(pattern -> takes(pattern, object)))
                        .toList());
    }

    private static boolean takes(ObjectPattern pattern, SchemaObject object) {
        return pattern.size() == 2
                ? Exclusions.matches(object, pattern.object())
                : Exclusions.isPart(object, pattern.object(), pattern.child());
    }

    private Optional<Table> part(Table table, List<ObjectPattern> patterns) {
        List<ObjectPattern> matching = patterns.stream()
                .filter(pattern ->
                        pattern.object().matches("table", table.name().name()))
                .toList();
        if (matching.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                matching.stream().anyMatch(pattern -> pattern.size() == 2)
                        ? table
                        : limited(
                                table,
                                matching.stream().map(ObjectPattern::child).toList()));
    }

    /** Columns are what the other parts are made of, so they all stay if only parts of other kinds are asked for. */
    private Table limited(Table table, List<Part> children) {
        boolean asksForColumns = children.stream().anyMatch(child -> child.allows("column"));
        List<String> gone = table.columns().stream()
                .map(column -> column.name())
                .filter(name -> asksForColumns && !matches(children, "column", name))
                .toList();
        TableBuilder rest = table.toBuilder();
        rest.columns(table.columns().stream()
                .filter(column -> !gone.contains(column.name()))
                .toList());
        rest.indexes(table.indexes().stream()
                .filter(index -> matches(children, "index", index.name())
                        && index.columns().stream().noneMatch(gone::contains))
                .toList());
        rest.foreignKeys(table.foreignKeys().stream()
                .filter(key -> matches(children, "fk", key.name())
                        && key.columns().stream().noneMatch(gone::contains))
                .toList());
        rest.checks(table.checks().stream()
                .filter(check -> check.name() != null
                        && matches(children, "check", check.name())
                        && !Exclusions.mentions(check, gone, syntax))
                .toList());
        if (table.primaryKey() != null && table.primaryKey().columns().stream().anyMatch(gone::contains)) {
            rest.primaryKey(null);
        }
        return rest.build();
    }

    private static boolean matches(List<Part> children, String kind, String name) {
        return children.stream().anyMatch(child -> child.matches(kind, name));
    }
}
