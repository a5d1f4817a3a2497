package io.atlasoperator.schema;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column. The kind says what it is for; the {@code name} is the dialect's own canonical spelling of it
 * without arguments, such as {@code character varying}. Parsing and printing is the dialect's. Two types that are
 * equal as values are the same type; whether different values mean a change is the dialect's to say.
 */
public sealed interface ColumnType {

    /** The dialect's canonical name, without arguments. */
    String name();

    /** This type, with the schema named {@code from} called {@code to} if the type lives in it. */
    default ColumnType renameSchema(String from, String to) {
        return this;
    }

    /** This type, with the named type {@code from} called {@code to}. */
    default ColumnType renameType(QualifiedName from, QualifiedName to) {
        return this;
    }

    /** True or false. */
    record BooleanType(String name) implements ColumnType {}

    /** A whole number. */
    record IntegerType(String name, boolean unsigned) implements ColumnType {}

    /** A whole number that PostgreSQL fills from a sequence it makes along with the column. */
    record SerialType(String name, @Nullable String sequence) implements ColumnType {}

    /** An exact number; precision and scale are null where not given. */
    record DecimalType(
            String name,
            @Nullable Integer precision,
            @Nullable Integer scale) implements ColumnType {}

    /** An approximate number. */
    record FloatType(String name, @Nullable Integer precision) implements ColumnType {}

    /** Text; the size is in characters, or null if there is no limit or none was given. */
    record StringType(String name, @Nullable Integer size) implements ColumnType {}

    /** Bytes. */
    record BinaryType(String name, @Nullable Integer size) implements ColumnType {}

    /** A string of bits. */
    record BitType(String name, @Nullable Integer size) implements ColumnType {}

    /** A date, a time of day or both; the precision is that of the seconds' fraction, in digits. */
    record TimeType(String name, @Nullable Integer precision) implements ColumnType {}

    /** A span of time; {@code fields} such as {@code day to second}, or null for all. */
    record IntervalType(
            String name, @Nullable String fields, @Nullable Integer precision) implements ColumnType {}

    /** JSON, as text or binary. */
    record JsonType(String name) implements ColumnType {}

    /** A universally unique identifier. */
    record UuidType(String name) implements ColumnType {}

    /** Any other built-in type with arguments that mean nothing outside the dialect: network, geometry, ranges, … */
    record BuiltinType(String name, List<String> arguments) implements ColumnType {
        public BuiltinType {
            arguments = List.copyOf(arguments);
        }
    }

    /** A named enum type of a schema. */
    record EnumReference(QualifiedName type) implements ColumnType {
        public EnumReference {
            Objects.requireNonNull(type);
        }

        @Override
        public String name() {
            return type.name();
        }

        @Override
        public ColumnType renameSchema(String from, String to) {
            return type.schema().equals(from) ? new EnumReference(new QualifiedName(to, type.name())) : this;
        }

        @Override
        public ColumnType renameType(QualifiedName from, QualifiedName to) {
            return type.equals(from) ? new EnumReference(to) : this;
        }
    }

    /**
     * A named type of a schema that is no enum: a domain, a composite type, a range.
     *
     * @param kind the kind of type, as {@link SchemaObject#kind} says it
     * @param type its name
     */
    record TypeReference(String kind, QualifiedName type) implements ColumnType {
        public TypeReference {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(type);
        }

        @Override
        public String name() {
            return type.name();
        }

        @Override
        public ColumnType renameSchema(String from, String to) {
            return new TypeReference(kind, type.renameSchema(from, to));
        }

        @Override
        public ColumnType renameType(QualifiedName from, QualifiedName to) {
            return type.equals(from) ? new TypeReference(kind, to) : this;
        }
    }

    /** An array of another type; dimensions and sizes are not kept, as the server does not either. */
    record ArrayType(ColumnType element) implements ColumnType {
        @Override
        public String name() {
            return element.name() + "[]";
        }

        @Override
        public ColumnType renameSchema(String from, String to) {
            return new ArrayType(element.renameSchema(from, to));
        }

        @Override
        public ColumnType renameType(QualifiedName from, QualifiedName to) {
            return new ArrayType(element.renameType(from, to));
        }
    }

    /** The named type that a type is or is an array of, or null if it is none. */
    static @Nullable QualifiedName named(ColumnType type) {
        if (type instanceof ArrayType(ColumnType element)) {
            return named(element);
        }
        if (type instanceof TypeReference reference) {
            return reference.type;
        }
        return type instanceof EnumReference(QualifiedName name) ? name : null;
    }

    /** A type that the dialect does not know, kept as it was written. */
    record UserDefinedType(String name) implements ColumnType {}
}
