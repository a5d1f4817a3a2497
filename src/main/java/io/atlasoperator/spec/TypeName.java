package io.atlasoperator.spec;

import java.util.Objects;

/**
 * A type that HCL has a name for. Its arguments are whole numbers or, for a type that lists its values, texts.
 *
 * @param name the name in HCL: {@code character_varying}
 * @param sql the name in SQL: {@code character varying}
 * @param least how many arguments it needs
 * @param most how many arguments it takes
 * @param listsValues whether its arguments are texts; such a type is a {@link
 *     io.atlasoperator.schema.ColumnType.BuiltinType} with them as they are
 */
public record TypeName(String name, String sql, int least, int most, boolean listsValues) {

    public TypeName {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sql);
    }

    /** A type whose arguments are numbers. */
    public TypeName(String name, String sql, int least, int most) {
        this(name, sql, least, most, false);
    }

    /** A type that lists its values, at least one. */
    public static TypeName listing(String name) {
        return new TypeName(name, name, 1, Integer.MAX_VALUE, true);
    }

    /** A type that is called the same in SQL, with blanks for underscores, and needs no argument. */
    public static TypeName of(String name, int most) {
        return new TypeName(name, name.replace('_', ' '), 0, most);
    }
}
