package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.inspect.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * Leases a fresh database on the server that a URL names, where the URL is bound to one; else, and where the user may not
 * create one, what is named itself.
 */
final class MySqlDevSpace implements DevSpace {
    /** Access denied to a database, or for want of a privilege. */
    private static final Set<Integer> NOT_ALLOWED = Set.of(1044, 1142, 1227);

    @Override
    public boolean hasNeighbors() {
        return true;
    }

    @Override
    public Set<String> reached(String statement) {
        return MySqlReach.of(statement);
    }

    @Override
    public DatabaseUrl entrance(DatabaseUrl url) {
        return MySqlConnections.unbind(url);
    }

    @Override
    public Lease lease(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException {
        if (MySqlConnections.scope(url) instanceof Scope.WholeRealm) {
            return MySqlGivenServer.take(connection, url, timeout);
        }
        try {
            return MySqlFreshDatabase.create(connection, url);
        } catch (SQLException e) {
            if (NOT_ALLOWED.contains(e.getErrorCode())) {
                return MySqlGivenDatabase.take(connection, url, timeout);
            }
            throw e;
        }
    }
}
