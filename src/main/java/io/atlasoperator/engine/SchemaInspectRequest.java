package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a state.
 *
 * @param source where it is told
 * @param dev the user's dev database
 * @param schemas the only schemas wanted; empty means all
 * @param exclude patterns of what to leave out
 */
public record SchemaInspectRequest(
        StateSource source, Optional<DatabaseUrl> dev, List<String> schemas, List<String> exclude) {

    public SchemaInspectRequest {
        schemas = List.copyOf(schemas);
        exclude = List.copyOf(exclude);
    }
}
