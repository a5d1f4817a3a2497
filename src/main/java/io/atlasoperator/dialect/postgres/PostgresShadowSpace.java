package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.ShadowSpace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Makes databases on the target's server in which a desired state is tried out. */
final class PostgresShadowSpace implements ShadowSpace {
    private static final String REFUSED = "42501";

    @Override
    public Lease lease(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException {
        return PostgresShadowDatabase.create(connection, url);
    }

    @Override
    public Optional<String> refusal(String statement) {
        return PostgresShadowRules.refusal(statement);
    }

    /** Whether a connection is to such a database. */
    static boolean concerns(Connection connection) throws SQLException {
        return PostgresShadowDatabase.isShadow(connection.getCatalog());
    }

    /**
     * Sees to a statement on such a connection.
     *
     * @return whether there is nothing left to run
     * @throws SQLException if it must not run
     */
    static boolean settles(String statement) throws SQLException {
        requireHarmless(statement);
        return PostgresShadowRules.hasNoEffect(statement);
    }

    /**
     * Refuses what must not run on such a connection.
     *
     * @throws SQLException that says why
     */
    static void requireHarmless(String statement) throws SQLException {
        Optional<String> refusal = PostgresShadowRules.refusal(statement);
        if (refusal.isPresent()) {
            throw new SQLException(
                    "not run in a shadow database on the target's server: " + refusal.get()
                            + "; take it out of the desired state, or name a dev database (devURL)",
                    REFUSED);
        }
    }
}
