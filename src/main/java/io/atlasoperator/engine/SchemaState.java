package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Realm;
import java.util.Objects;

/**
 * A state in canonical form, as inspecting a database gives it.
 *
 * @param dialect the database it is for
 * @param version the version of the server it was realized on
 * @param scope whether it is one schema or all
 * @param realm the model
 */
public record SchemaState(Dialect dialect, ServerVersion version, Scope scope, Realm realm) {

    public SchemaState {
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(version);
        Objects.requireNonNull(scope);
        Objects.requireNonNull(realm);
    }
}
