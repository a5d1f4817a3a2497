package io.atlasoperator.spec;

import java.util.List;
import java.util.Objects;

/**
 * An attribute that a block may have.
 *
 * @param name its name
 * @param value what it takes
 * @param required whether a block without it is an error
 */
public record AttributeShape(String name, ValueShape value, boolean required) {

    public AttributeShape {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }

    /** A string. */
    public static AttributeShape text(String name) {
        return new AttributeShape(name, new ValueShape.OfText(), false);
    }

    /** True or false. */
    public static AttributeShape bool(String name) {
        return new AttributeShape(name, new ValueShape.OfBool(), false);
    }

    /** A whole number. */
    public static AttributeShape number(String name) {
        return new AttributeShape(name, new ValueShape.OfNumber(), false);
    }

    /** A reference to a table. */
    public static AttributeShape table(String name) {
        return new AttributeShape(name, new ValueShape.OfReference("table"), false);
    }

    /** A reference to a table or a view. */
    public static AttributeShape relation(String name) {
        return new AttributeShape(name, new ValueShape.OfReference(ValueShape.OfReference.RELATION), false);
    }

    /** A list of words, bare or as strings. */
    public static AttributeShape names(String name) {
        return new AttributeShape(name, new ValueShape.OfNames(), false);
    }

    /** References to tables. */
    public static AttributeShape tables(String name) {
        return new AttributeShape(name, new ValueShape.OfReferences(List.of("table")), false);
    }

    /** A piece of SQL. */
    public static AttributeShape sql(String name) {
        return new AttributeShape(name, new ValueShape.OfSql(), false);
    }

    /** One of these words and no other. */
    public static AttributeShape choice(String name, String... words) {
        return new AttributeShape(name, new ValueShape.OfChoice(List.of(words), false), false);
    }

    /** One of these words, or a string with any other. */
    public static AttributeShape openChoice(String name, String... words) {
        return new AttributeShape(name, new ValueShape.OfChoice(List.of(words), true), false);
    }

    /** Any word: bare, as a string or as {@code sql("…")}. */
    public static AttributeShape name(String name) {
        return new AttributeShape(name, new ValueShape.OfName(), false);
    }

    /** A list of strings. */
    public static AttributeShape texts(String name) {
        return new AttributeShape(name, new ValueShape.OfTexts(), false);
    }

    /** A reference to a block of one of these types, or a name in SQL for what has no block. */
    public static AttributeShape reference(String name, String... roots) {
        return new AttributeShape(name, new ValueShape.OfReferenceOrSql(List.of(roots)), false);
    }

    /** A type, as that of a column. */
    public static AttributeShape type(String name) {
        return new AttributeShape(name, new ValueShape.OfType(), false);
    }

    /** A string, a number, true, false or SQL, as the default of a column. */
    public static AttributeShape value(String name) {
        return new AttributeShape(name, new ValueShape.OfDefault(), false);
    }

    /** References to columns of the own table. */
    public static AttributeShape columns(String name) {
        return new AttributeShape(name, new ValueShape.OfReferences(List.of("column", "table")), false);
    }

    /** The same attribute, and a block without it is an error. */
    public AttributeShape must() {
        return new AttributeShape(name, value, true);
    }
}
