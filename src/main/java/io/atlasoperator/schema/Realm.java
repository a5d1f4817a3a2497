package io.atlasoperator.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything that is looked at in one database (PostgreSQL), server (MySQL) or file (SQLite).
 *
 * @param schemas the schemas, in the order they were found or written
 * @param objects what lives in no schema, such as extensions
 * @param dependencies what needs what, as far as a server said it; empty for what was written
 * @param renames hints of what had another name before, in a desired state
 */
public record Realm(List<Schema> schemas, List<SchemaObject> objects, Dependencies dependencies, List<Rename> renames) {

    /** A realm without any schema. */
    public static final Realm EMPTY = new Realm(List.of());

    public Realm {
        schemas = List.copyOf(schemas);
        objects = List.copyOf(objects);
        Objects.requireNonNull(dependencies);
        renames = List.copyOf(renames);
    }

    /** A realm without hints. */
    public Realm(List<Schema> schemas, List<SchemaObject> objects, Dependencies dependencies) {
        this(schemas, objects, dependencies, List.of());
    }

    /** A realm of schemas alone. */
    public Realm(List<Schema> schemas) {
        this(schemas, List.of(), Dependencies.NONE);
    }

    /** This realm with other schemas. */
    public Realm withSchemas(List<Schema> newSchemas) {
        return new Realm(newSchemas, objects, dependencies, renames);
    }

    /** This realm with other objects that live in no schema. */
    public Realm withObjects(List<SchemaObject> newObjects) {
        return new Realm(schemas, newObjects, dependencies, renames);
    }

    /** This realm with other hints. */
    public Realm withRenames(List<Rename> newRenames) {
        return new Realm(schemas, objects, dependencies, newRenames);
    }

    /** Every object that is not a table: those of no schema, then those of each schema. */
    public Stream<SchemaObject> allObjects() {
        return Stream.concat(objects.stream(), schemas.stream().flatMap(schema -> schema.objects().stream()));
    }

    /** The object of that key, if there is one that is not a table. */
    public Optional<SchemaObject> object(ObjectKey key) {
        return allObjects().filter(object -> object.key().equals(key)).findFirst();
    }

    /** The schema of that name, if there is one. */
    public Optional<Schema> schema(String name) {
        return schemas.stream().filter(schema -> schema.name().equals(name)).findFirst();
    }

    /** The table of that name, if there is one. */
    public Optional<Table> table(QualifiedName name) {
        return schema(name.schema()).flatMap(schema -> schema.table(name.name()));
    }

    /** This realm with every schema replaced by what {@code change} makes of it. */
    public Realm mapSchemas(UnaryOperator<Schema> change) {
        return withSchemas(schemas.stream().map(change).toList());
    }

    /**
     * This realm with one schema under another name, in its tables, objects and every reference to them. Texts of
     * expressions are left alone: they are inspected without the name of their own schema.
     */
    public Realm renameSchema(String from, String to) {
        if (from.equals(to)) {
            return this;
        }
        return new Realm(
                schemas.stream().map(schema -> schema.renameSchema(from, to)).toList(),
                objects.stream().map(object -> object.renameSchema(from, to)).toList(),
                dependencies.renameSchema(from, to),
                renames.stream().map(rename -> rename.renameSchema(from, to)).toList());
    }
}
