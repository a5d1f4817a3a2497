package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import java.util.Optional;

/**
 * Asks what leads from one state to another.
 *
 * @param from the state to start from
 * @param to the state wanted
 * @param dev the user's dev database
 * @param selection what is looked at, on both sides
 * @param policy which changes to leave out
 * @param indent indentation of the statements; empty means one line each
 */
public record SchemaDiffRequest(
        StateSource from,
        StateSource to,
        Optional<DatabaseUrl> dev,
        Selection selection,
        DiffPolicy policy,
        String indent) {}
