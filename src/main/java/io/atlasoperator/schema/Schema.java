package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of tables and types.
 *
 * @param name its name
 * @param tables its tables
 * @param objects everything in it that is not a table
 * @param comment its comment, or null if it has none
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null if it was inspected
 */
public record Schema(
        String name,
        List<Table> tables,
        List<SchemaObject> objects,
        @Nullable String comment,
        @Nullable SchemaOptions options,
        @Nullable SourceRange range) {

    public Schema {
        Objects.requireNonNull(name);
        tables = List.copyOf(tables);
        objects = List.copyOf(objects);
    }

    /** A schema without tables, objects, comment and options. */
    public static Schema empty(String name) {
        return new Schema(name, List.of(), List.of(), null, null, null);
    }

    /** The table of that name, if there is one. */
    public Optional<Table> table(String tableName) {
        return tables.stream()
                .filter(table -> table.name().name().equals(tableName))
                .findFirst();
    }

    /** The enum types, in order. */
    public List<EnumType> enums() {
        return objects(EnumType.class);
    }

    /** The objects of one kind, in order. */
    public <T extends SchemaObject> List<T> objects(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** This schema with other tables. */
    public Schema withTables(List<Table> newTables) {
        return new Schema(name, newTables, objects, comment, options, range);
    }

    /** This schema with other objects. */
    public Schema withObjects(List<SchemaObject> newObjects) {
        return new Schema(name, tables, newObjects, comment, options, range);
    }

    /** This schema with another comment. */
    public Schema withComment(@Nullable String newComment) {
        return new Schema(name, tables, objects, newComment, options, range);
    }

    Schema renameSchema(String from, String to) {
        return new Schema(
                name.equals(from) ? to : name,
                tables.stream().map(table -> table.renameSchema(from, to)).toList(),
                objects.stream().map(object -> object.renameSchema(from, to)).toList(),
                comment,
                options,
                range);
    }
}
