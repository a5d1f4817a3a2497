package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.lint.LintRules;
import java.util.Optional;

/**
 * Asks what is to be said about a state, or about the way to another.
 *
 * @param state the state that is judged, or where the way begins
 * @param to the state wanted, if a way is judged
 * @param dev the user's dev database
 * @param selection what is looked at, on both sides
 * @param policy which changes are left out
 * @param rules how it is judged
 */
public record SchemaLintRequest(
        StateSource state,
        Optional<StateSource> to,
        Optional<DatabaseUrl> dev,
        Selection selection,
        DiffPolicy policy,
        LintRules rules) {}
