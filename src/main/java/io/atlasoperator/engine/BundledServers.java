package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevServer;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The dev servers that the product starts for the URLs that name them: {@code docker://postgres/16/dev?search_path=app}.
 * Where the product brings a server that does as well, it is that one; else one in a container, where containers are to be
 * had.
 */
final class BundledServers {
    private final Dialects dialects;
    private final ContainerServers containers;

    BundledServers(Dialects dialects, ContainerServers containers) {
        this.dialects = dialects;
        this.containers = containers;
    }

    /**
     * Where the dev database is that a URL names: the URL itself, unless it names one of these servers, which is then
     * started.
     *
     * @throws EngineException if there is no such server, or it does not start
     */
    DatabaseUrl resolve(DatabaseUrl dev) {
        if (!ContainerUrl.is(dev)) {
            return dev;
        }
        ContainerUrl asked = ContainerUrl.of(dev, dialects)
                .orElseThrow(() -> refused(
                        shown(dev),
                        "no such dev server comes with atlas, and it is not known what kind of server a container of it"
                                + " would be"));
        Optional<DevServer> own = asked.isPlain() ? asked.dialect().devServer(asked.image()) : Optional.empty();
        if (own.isPresent()) {
            DatabaseUrl server = started(own.get());
            return asked.dialect().scope(asked.on(server)) instanceof Scope.OneSchema(String name)
                    ? asked.dialect().bind(server, name)
                    : server;
        }
        containers.refusal().ifPresent(reason -> {
            throw refused(
                    shown(dev),
                    "no such dev server comes with atlas, and " + reason + " (it would be of " + asked.shown() + ")");
        });
        return containers.url(asked);
    }

    /** The servers in containers. */
    ContainerServers containers() {
        return containers;
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

    /** Without what a project file makes of a block, which may be long, and secret. */
    private static String shown(DatabaseUrl dev) {
        return dev.parameter("image").isPresent() ? "the dev database of a docker block" : dev.redacted();
    }

    private EngineException refused(String url, String why) {
        return EngineException.permanent(
                Reason.DEV_DATABASE,
                url + ": " + why + "; write " + String.join(" or ", dialects.devUrlExamples())
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
