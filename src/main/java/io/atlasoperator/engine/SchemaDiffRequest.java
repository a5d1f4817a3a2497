package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Asks what leads from one state to another.
 *
 * @param from the state to start from
 * @param to the state wanted
 * @param dev the user's dev database
 * @param schemas the only schemas looked at; empty means all
 * @param exclude patterns of what to leave out on both sides
 * @param policy which changes to leave out
 * @param indent indentation of the statements; empty means one line each
 */
public record SchemaDiffRequest(
        StateSource from,
        StateSource to,
        Optional<DatabaseUrl> dev,
        List<String> schemas,
        List<String> exclude,
        DiffPolicy policy,
        String indent) {

    public SchemaDiffRequest {
        schemas = List.copyOf(schemas);
        exclude = List.copyOf(exclude);
    }
}
