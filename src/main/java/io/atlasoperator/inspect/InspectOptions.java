package io.atlasoperator.inspect;

import java.util.List;

/**
 * What to inspect.
 *
 * @param scope one schema, or all of them
 * @param schemas names of the only schemas wanted in a {@link Scope.WholeRealm}; empty means all
 */
public record InspectOptions(Scope scope, List<String> schemas) {

    public InspectOptions {
        schemas = List.copyOf(schemas);
    }
}
