package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of a realm that is not a table. */
public sealed interface SchemaObject
        permits EnumType, View, Routine, Trigger, Sequence, Domain, CompositeType, DialectObject {

    /** Its schema and name; the schema is empty for what lives in none. A trigger lives in the schema of its table. */
    QualifiedName name();

    /** What tells it from every other thing of the realm. */
    ObjectKey key();

    /** What kind of object it is, as messages and exclude patterns call it: {@code enum}, {@code view}, … */
    String kind();

    /** Its comment, or null if it has none. */
    @Nullable
    String comment();

    /** Where it was written, or null if it was inspected. */
    @Nullable
    SourceRange range();

    /**
     * The pieces of SQL in it that the server looks into when the object is made, which say what it needs; a body that
     * is not looked into before it runs is none.
     */
    List<String> texts();

    /** Whether SQL that needs it mentions it by its name. */
    default boolean isNamedInSql() {
        return switch (key().namespace()) {
            case REALM, TYPE, ROUTINE, RELATION -> true;
            case TRIGGER, OTHER -> false;
        };
    }

    /** The table it belongs to and goes with, or null if it stands by itself. */
    default @Nullable QualifiedName owner() {
        return null;
    }

    /**
     * Whether it is but an addition to what it needs and is gone without a word along with any of that, as a right on a
     * function is; anything else keeps what it needs from going.
     */
    default boolean goesAlong() {
        return false;
    }

    /** The schemas that must be there before it: its own, and for some kinds another. */
    default List<String> schemas() {
        return List.of(name().schema());
    }

    /** This object under another name, or nothing if it can't be renamed. */
    default Optional<SchemaObject> renamed(QualifiedName newName) {
        return Optional.empty();
    }

    /** This object, with the type {@code from} called {@code to} wherever it is made of it. */
    default SchemaObject renameType(QualifiedName from, QualifiedName to) {
        return this;
    }

    /** Whether it keeps rows that are gone with it, as a table does. */
    default boolean holdsRows() {
        return false;
    }

    /** This object, with the schema named {@code from} called {@code to} wherever it is mentioned, texts apart. */
    SchemaObject renameSchema(String from, String to);

    /** This object, belonging to {@code to} if it belongs to the table {@code from}, texts apart. */
    default SchemaObject renameTable(QualifiedName from, QualifiedName to) {
        return this;
    }

    /** This object, with a column of its table under another name, texts apart. */
    default SchemaObject renameColumn(QualifiedName table, String from, String to) {
        return this;
    }
}
