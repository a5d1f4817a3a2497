package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.Scope;
import java.util.Optional;

/** Where desired states are tried out. The operator may put its own before it. */
public interface DevDatabase {

    /**
     * Leases an empty place for one use.
     *
     * @param dialect the kind of database
     * @param version the target's version, or empty if there is no target to ask
     * @param scope whether one schema or a whole realm is wanted
     * @param given the dev database that the user named
     * @throws EngineException with {@link EngineException.Reason#DEV_DATABASE} if there is none to be had
     */
    Lease lease(Dialect dialect, Optional<ServerVersion> version, Scope scope, Optional<DatabaseUrl> given);

    /** An empty place that nobody else uses. Closing it leaves no trace. */
    interface Lease extends AutoCloseable {
        /** Where to connect. */
        DatabaseUrl url();

        @Override
        void close();
    }
}
