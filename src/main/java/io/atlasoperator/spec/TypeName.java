package io.atlasoperator.spec;

import java.util.Objects;

/**
 * A type that HCL has a name for.
 *
 * @param name the name in HCL: {@code character_varying}
 * @param sql the name in SQL: {@code character varying}
 * @param least how many arguments it needs
 * @param most how many arguments it takes
 */
public record TypeName(String name, String sql, int least, int most) {

    public TypeName {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sql);
    }

    /** A type that is called the same in SQL, with blanks for underscores, and needs no argument. */
    public static TypeName of(String name, int most) {
        return new TypeName(name, name.replace('_', ' '), 0, most);
    }
}
