package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import java.util.Optional;

/**
 * Asks for a state.
 *
 * @param source where it is told
 * @param dev the user's dev database
 * @param selection what is looked at
 */
public record SchemaInspectRequest(StateSource source, Optional<DatabaseUrl> dev, Selection selection) {}
