package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leases a fresh database on the server that a URL names; where the user may not create one, the named database or
 * schema itself.
 */
final class PostgresDevSpace implements DevSpace {
    /** Marks an extension that a dev database has only because the named one has it: it is no part of a state. */
    static final String EXTENSION_COMMENT = "copied into the dev database by atlas";

    /** The user may not create databases, or the server lets nobody do so. */
    private static final Set<String> NOT_ALLOWED = Set.of("42501", "25006", "0A000");

    @Override
    public Lease lease(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException {
        try {
            return PostgresFreshDatabase.create(connection, url);
        } catch (SQLException e) {
            if (NOT_ALLOWED.contains(String.valueOf(e.getSQLState()))) {
                return PostgresGivenDatabase.take(connection, url, timeout);
            }
            throw e;
        }
    }

    @Override
    public Optional<DatabaseUrl> model(Connection connection, DatabaseUrl url) throws SQLException {
        return Optional.of(PostgresModelDatabase.create(connection, url));
    }

    @Override
    public boolean canBeUndone(List<String> statements) {
        return statements.stream().allMatch(PostgresTrial::suits);
    }

    @Override
    public Trial tryOut(Connection connection) throws SQLException {
        return PostgresTrial.begin(connection);
    }
}
