package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.Scope;
import java.util.Optional;
import java.util.Set;

/** Where desired states are tried out. The operator may put its own before it. */
public interface DevDatabase {

    /**
     * Leases an empty place for one use.
     *
     * @param dialect the kind of database
     * @param version the target's version, or empty if there is no target to ask
     * @param scope whether one schema or a whole realm is wanted
     * @param given the dev database that the user named
     * @param use what is to be done there
     * @throws EngineException with {@link EngineException.Reason#DEV_DATABASE} if there is none to be had
     */
    Lease lease(Dialect dialect, Optional<ServerVersion> version, Scope scope, Optional<DatabaseUrl> given, Use use);

    /**
     * What tells the server that whoever asks has described from others: states that were tried out on one are not
     * remembered for another. Empty where there is none.
     */
    default String description() {
        return "";
    }

    /** Whether there is, or will be, a server for whoever asks where nobody names one and the product brings none. */
    default boolean standsIn() {
        return false;
    }

    /** Whether desired states without a dev database of their own are tried out on the target's server. */
    default boolean usesTargets() {
        return false;
    }

    /**
     * Leases an empty place on a target's own server.
     *
     * @throws EngineException with {@link EngineException.Reason#DEV_DATABASE} if there is none to be had
     */
    default Lease shadow(Dialect dialect, DatabaseUrl target) {
        throw new UnsupportedOperationException("targets are not used");
    }

    /** What is done with a lease. */
    enum Use {
        /** Whatever statements can do, each on its own. */
        FREE,
        /**
         * Only what {@linkplain io.atlasoperator.dialect.DevSpace#canBeUndone can be undone}: it runs in one transaction,
         * which is rolled back when the lease ends; without one where the place is given up in any case.
         */
        UNDONE,
        /**
         * The same, and so much of it that the locks of one transaction would burden the server: in a place that is given
         * up afterwards, if there is one.
         */
        MUCH_UNDONE
    }

    /** An empty place that nobody else uses. Closing it leaves no trace. */
    interface Lease extends AutoCloseable {
        /** A session there, closed with the lease. */
        Session session();

        /**
         * Says which schemas are about to be made, where the place is a whole server: these go with the lease, and no
         * others.
         */
        void claim(Set<String> schemas);

        @Override
        void close();
    }
}
