package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.Scope;
import java.util.Optional;

/** Servers for dev databases that are neither the user's nor part of this process. Safe for use by several threads. */
public interface DevServers {
    /** No such servers. */
    DevServers NONE = new DevServers() {};

    /**
     * The server that whoever asks has described: it counts more than all but a URL that is given along.
     *
     * @throws EngineException if it is not there yet, or can't be
     */
    default Optional<DatabaseUrl> described(Dialect dialect) {
        return Optional.empty();
    }

    /** Whether there is, or will be, a {@linkplain #standIn server of a target's kind} for whoever asks. */
    default boolean standsIn() {
        return false;
    }

    /**
     * A server of a target's kind, for whoever asks.
     *
     * @throws EngineException if it is not there yet, or can't be
     */
    default Optional<DatabaseUrl> standIn(Dialect dialect, ServerVersion version, Scope scope) {
        return Optional.empty();
    }

    /** What tells the {@linkplain #described described} server from others, for whoever asks; empty where there is none. */
    default String description() {
        return "";
    }
}
