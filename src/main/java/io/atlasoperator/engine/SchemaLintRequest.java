package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.lint.LintRules;
import java.util.List;
import java.util.Optional;

/**
 * Asks what is to be said about a state, or about the way to another.
 *
 * @param state the state that is judged, or where the way begins
 * @param to the state wanted, if a way is judged
 * @param dev the user's dev database
 * @param schemas the only schemas looked at; empty means all
 * @param exclude patterns of what to leave out
 * @param policy which changes are left out
 * @param rules how it is judged
 */
public record SchemaLintRequest(
        StateSource state,
        Optional<StateSource> to,
        Optional<DatabaseUrl> dev,
        List<String> schemas,
        List<String> exclude,
        DiffPolicy policy,
        LintRules rules) {

    public SchemaLintRequest {
        schemas = List.copyOf(schemas);
        exclude = List.copyOf(exclude);
    }
}
