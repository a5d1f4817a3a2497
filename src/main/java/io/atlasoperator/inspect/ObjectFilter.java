package io.atlasoperator.inspect;

import io.atlasoperator.schema.Realm;
import io.atlasoperator.sql.SqlSyntax;
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
    private final List<String> included;
    private final List<String> excluded;
    private final SqlSyntax syntax;

    private ObjectFilter(List<String> included, List<String> excluded, Scope scope, SqlSyntax syntax) {
        this.syntax = syntax;
        this.included = List.copyOf(included);
        this.excluded = List.copyOf(excluded);
        this.inclusions = new Inclusions(parsed(included, scope), syntax);
        this.exclusions = new Exclusions(parsed(excluded, scope), syntax);
    }

    /**
     * Reads patterns.
     *
     * @param syntax of the database that the realms are of
     * @throws IllegalArgumentException if a pattern has too many parts, a bad glob or an unknown type; the message names
     *     it
     */
    public static ObjectFilter of(List<String> include, List<String> exclude, Scope scope, SqlSyntax syntax) {
        return new ObjectFilter(include, exclude, scope, syntax);
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
     * The patterns that match nothing in any of the realms, as they were written: whoever wrote one to exclude meant
     * something to be left alone, and nothing is; with one to include, nothing is looked at.
     *
     * @param isUnchanged whether nothing is to be done, so that what would be left alone does not matter
     */
    public List<String> unmatched(List<Realm> realms, boolean isUnchanged) {
        List<String> unmatched = new ArrayList<>();
        for (int i = 0; i < included.size(); i++) {
            Inclusions one = new Inclusions(List.of(inclusions.patterns().get(i)), syntax);
            if (realms.stream().allMatch(one::takesNothing)) {
                unmatched.add(included.get(i));
            }
        }
        for (int i = 0; i < excluded.size() && !isUnchanged; i++) {
            Exclusions one = new Exclusions(List.of(exclusions.patterns().get(i)), syntax);
            if (realms.stream().allMatch(realm -> one.apply(realm).equals(realm))) {
                unmatched.add(excluded.get(i));
            }
        }
        return List.copyOf(unmatched);
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
