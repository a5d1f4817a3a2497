package io.atlasoperator.inspect;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import java.util.List;

/**
 * What an inspection found.
 *
 * @param realm the model
 * @param unsupported objects that exist but that the model does not hold, such as a view; a desired state that has one
 *     is refused, a target that has one keeps it
 * @param hidden what may be there too, and that the user has no right to see, in sentences; a desired state is refused then
 */
public record Inspection(Realm realm, List<UnsupportedObject> unsupported, List<String> hidden) {

    public Inspection {
        unsupported = List.copyOf(unsupported);
        hidden = List.copyOf(hidden);
    }

    /** An inspection by a user from whom nothing is hidden. */
    public Inspection(Realm realm, List<UnsupportedObject> unsupported) {
        this(realm, unsupported, List.of());
    }

    /**
     * An object outside the model.
     *
     * @param kind what it is: {@code view}, {@code function}, …
     * @param name its identity
     */
    public record UnsupportedObject(String kind, QualifiedName name) {}
}
