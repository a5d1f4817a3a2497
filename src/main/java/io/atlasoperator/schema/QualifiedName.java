package io.atlasoperator.schema;

import java.util.Comparator;
import java.util.Objects;

/**
 * The identity of an object that lives in a schema.
 *
 * @param schema name of the schema
 * @param name name of the object
 */
public record QualifiedName(String schema, String name) implements Comparable<QualifiedName> {

    private static final Comparator<QualifiedName> ORDER =
            Comparator.comparing(QualifiedName::schema).thenComparing(QualifiedName::name);

    public QualifiedName {
        Objects.requireNonNull(schema);
        Objects.requireNonNull(name);
    }

    @Override
    public int compareTo(QualifiedName other) {
        return ORDER.compare(this, other);
    }

    /** This name, in the schema {@code to} if it is in {@code from}. */
    public QualifiedName renameSchema(String from, String to) {
        return schema.equals(from) ? new QualifiedName(to, name) : this;
    }

    /** {@code schema.name}, for messages; never for SQL. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
