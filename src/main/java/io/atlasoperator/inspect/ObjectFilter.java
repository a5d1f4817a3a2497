package io.atlasoperator.inspect;

import io.atlasoperator.schema.Realm;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a realm is looked at: what one of the patterns to include matches, or all if there are none, without what a
 * pattern to exclude matches. Patterns are {@code schema[.object[.child]]}, each part a glob, maybe with a suffix {@code
 * [type=table|enum]}; where one schema is in scope its name is left out. Immutable.
 */
public final class ObjectFilter {
    private final Inclusions inclusions;
    private final Exclusions exclusions;

    private ObjectFilter(Inclusions inclusions, Exclusions exclusions) {
        this.inclusions = inclusions;
        this.exclusions = exclusions;
    }

    /**
     * Reads patterns.
     *
     * @throws IllegalArgumentException if a pattern has too many parts, a bad glob or an unknown type; the message names
     *     it
     */
    public static ObjectFilter of(List<String> include, List<String> exclude, Scope scope) {
        return new ObjectFilter(new Inclusions(parsed(include, scope)), new Exclusions(parsed(exclude, scope)));
    }

    private static List<ObjectPattern> parsed(List<String> texts, Scope scope) {
        List<ObjectPattern> patterns = new ArrayList<>();
        texts.forEach(text -> patterns.add(ObjectPattern.of(text, scope)));
        return patterns;
    }

    /** The part of the realm that is looked at. */
    public Realm apply(Realm realm) {
        return exclusions.apply(inclusions.apply(realm));
    }

    /**
     * A desired realm that leaves what is not looked at as it is: the part of the current realm that is hidden goes
     * through the changes unharmed, whether its schema is no longer wanted or its table is built anew.
     *
     * @param current the whole current realm
     * @param desired the desired one, from which what is hidden is left out
     * @throws IllegalArgumentException if a table is to have another primary key than one that is hidden
     */
    public Realm keep(Realm current, Realm desired) {
        return inclusions.isEmpty() && exclusions.isEmpty()
                ? desired
                : KeptObjects.keep(current, apply(current), apply(desired), inclusions::takesSchema);
    }
}
