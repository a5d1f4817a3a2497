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
 */
public record Inspection(Realm realm, List<UnsupportedObject> unsupported) {

    public Inspection {
        unsupported = List.copyOf(unsupported);
    }

    /**
     * An object outside the model.
     *
     * @param kind what it is: {@code view}, {@code function}, …
     * @param name its identity
     */
    public record UnsupportedObject(String kind, QualifiedName name) {}
}
