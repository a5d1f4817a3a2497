package io.atlasoperator.operator.ref;

import java.util.Map;
import java.util.Optional;

/** Reads the objects that resources refer to, freshly each time. */
@FunctionalInterface
public interface ObjectReader {

    /**
     * The content of an object by its keys; empty if there is no such object.
     *
     * @throws ReferenceException if the API server can't be reached or refuses
     */
    Optional<Map<String, String>> read(Reference reference);
}
