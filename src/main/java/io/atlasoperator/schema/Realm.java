package io.atlasoperator.schema;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything that is looked at in one database (PostgreSQL), server (MySQL) or file (SQLite).
 *
 * @param schemas the schemas, in the order they were found or written
 */
public record Realm(List<Schema> schemas) {

    /** A realm without any schema. */
    public static final Realm EMPTY = new Realm(List.of());

    public Realm {
        schemas = List.copyOf(schemas);
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
        return new Realm(schemas.stream().map(change).toList());
    }

    /**
     * This realm with one schema under another name, in its tables, objects and every reference to them. Texts of
     * expressions are left alone: they are inspected without the name of their own schema.
     */
    public Realm renameSchema(String from, String to) {
        return from.equals(to) ? this : mapSchemas(schema -> schema.renameSchema(from, to));
    }
}
