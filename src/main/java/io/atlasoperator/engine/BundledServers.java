package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevServer;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The dev servers that the product brings, by the URLs that name them: {@code docker://postgres/16/dev?search_path=app}.
 * Others start a container for such a URL; here it means the server of that version that comes with the product.
 */
final class BundledServers {
    private static final String SCHEME = "docker";

    private final Dialects dialects;

    BundledServers(Dialects dialects) {
        this.dialects = dialects;
    }

    /** Whether a URL names one of them. */
    static boolean isNamed(DatabaseUrl url) {
        return url.scheme().equals(SCHEME) || url.scheme().startsWith(SCHEME + "+");
    }

    /**
     * Where the dev database is that a URL names: the URL itself, unless it names one of these servers, which is then
     * started.
     *
     * @throws EngineException if the product does not bring such a server, or it does not start
     */
    DatabaseUrl resolve(DatabaseUrl dev) {
        if (!isNamed(dev)) {
            return dev;
        }
        List<String> path = List.of(dev.database().split("/", 2));
        String tag = path.getFirst();
        Dialect dialect = dialects.named(dev.host())
                .filter(any -> dev.scheme().equals(SCHEME) && dev.port() == null)
                .orElseThrow(() -> unknown(dev));
        DatabaseUrl server = started(dialect.devServer(tag).orElseThrow(() -> unknown(dev)));
        DatabaseUrl asked = DatabaseUrl.parse(
                dialect.schemes().stream().sorted().findFirst().orElseThrow() + "://"
                        + dev.host() + "/" + (path.size() > 1 ? path.get(1) : "")
                        + (dev.rawQuery().isEmpty() ? "" : "?" + dev.rawQuery()));
        return dialect.scope(asked) instanceof Scope.OneSchema(String name) ? dialect.bind(server, name) : server;
    }

    /** The error for files without a dev database, which do not say what they are for. */
    EngineException missing(StateSource source) {
        return EngineException.permanent(
                Reason.DEV_DATABASE,
                "--dev-url cannot be empty"
                        + (source instanceof StateSource.Hcl
                                ? ""
                                : ". See: https://atlasgo.io/atlas-schema/sql#dev-database")
                        + " (files do not tell which database they are for: pass --dev-url with "
                        + String.join(" or ", dialects.devUrlExamples())
                        + ", or with the URL of an empty database)");
    }

    private EngineException unknown(DatabaseUrl dev) {
        return EngineException.permanent(
                Reason.DEV_DATABASE,
                dev.redacted() + ": no such dev server comes with atlas, and no container is started; write "
                        + String.join(" or ", dialects.devUrlExamples())
                        + ", or the URL of an empty database on a server of your own");
    }

    /** A server that does not start today, for want of memory or disk, may start tomorrow. */
    static DatabaseUrl started(DevServer server) {
        try {
            return server.url();
        } catch (UncheckedIOException e) {
            throw new EngineException(
                    Reason.DEV_DATABASE, true, e.getMessage() + "; or name a dev database (devURL, --dev-url)", e);
        }
    }
}
