package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Realm;
import java.util.Objects;

/**
 * A state in canonical form, as inspecting a database gives it.
 *
 * @param dialect the database it is for
 * @param scope whether it is one schema or all
 * @param realm the model
 */
public record SchemaState(Dialect dialect, Scope scope, Realm realm) {

    public SchemaState {
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(scope);
        Objects.requireNonNull(realm);
    }
}
