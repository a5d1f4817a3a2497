package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.inspect.Scope;

/**
 * A target as reports show it: the fields of a Go {@code url.URL}, without credentials.
 *
 * @param url the URL; its password is never printed
 * @param schema the schema it is bound to, or empty
 */
public record TargetUrl(DatabaseUrl url, String schema) {

    /** The target of a URL with that scope. */
    public static TargetUrl of(DatabaseUrl url, Scope scope) {
        return new TargetUrl(url, scope instanceof Scope.OneSchema(String name) ? name : "");
    }
}
