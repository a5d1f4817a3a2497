package io.atlasoperator.schema;

import java.util.Comparator;
import java.util.Objects;

/**
 * Names one thing of a realm among all others: what dependencies are between, and what two states are matched by.
 *
 * @param namespace the kind of name; within one, a name is used once
 * @param name its name; the schema is empty for what lives in none
 * @param detail what tells apart things of one name: the argument types of a routine, or its kind where routines share no
 *     names; the table of a trigger; else empty
 */
public record ObjectKey(Namespace namespace, QualifiedName name, String detail) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name)
            .thenComparing(ObjectKey::detail);

    public ObjectKey {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        Objects.requireNonNull(detail);
    }

    /** A table, a view or a sequence. */
    public static ObjectKey relation(QualifiedName name) {
        return new ObjectKey(Namespace.RELATION, name, "");
    }

    /** A type. */
    public static ObjectKey type(QualifiedName name) {
        return new ObjectKey(Namespace.TYPE, name, "");
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    ObjectKey renameSchema(String from, String to) {
        return name.schema().equals(from) ? new ObjectKey(namespace, new QualifiedName(to, name.name()), detail) : this;
    }

    /** What names are kept apart. */
    public enum Namespace {
        /** What lives in no schema, such as an extension; the detail is the kind. */
        REALM,
        /** Types. */
        TYPE,
        /** Functions, procedures and aggregates; the detail is their argument types, or the kind. */
        ROUTINE,
        /** Tables, views and sequences. */
        RELATION,
        /** Triggers; the detail is the table. */
        TRIGGER,
        /** What only one dialect has; the detail is the kind, and the table if it belongs to one. */
        OTHER
    }
}
