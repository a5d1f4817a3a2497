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
 * @param qualifier what names are qualified with: empty for the scope's own way, an empty text for nothing
 */
public record SchemaDiffRequest(
        StateSource from,
        StateSource to,
        Optional<DatabaseUrl> dev,
        Selection selection,
        DiffPolicy policy,
        String indent,
        Optional<String> qualifier) {

    /** With names as the scope has them. */
    public SchemaDiffRequest(
            StateSource from,
            StateSource to,
            Optional<DatabaseUrl> dev,
            Selection selection,
            DiffPolicy policy,
            String indent) {
        this(from, to, dev, selection, policy, indent, Optional.empty());
    }
}
