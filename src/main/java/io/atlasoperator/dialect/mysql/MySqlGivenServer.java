package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace.Lease;
import io.atlasoperator.dialect.TargetLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A whole server, for a state of several databases, which go by their own names: under a lock, without databases of users
 * at the beginning and at the end.
 */
final class MySqlGivenServer implements Lease {
    private static final String DATABASES = """
            SELECT schema_name FROM information_schema.schemata
            WHERE schema_name NOT IN ('information_schema', 'innodb', 'mysql', 'performance_schema', 'sys')
              AND schema_name NOT LIKE 'atlas\\_dev\\_%'
            ORDER BY schema_name
            """;

    private final Connection connection;
    private final DatabaseUrl url;
    private final TargetLock.Held lock;

    private MySqlGivenServer(Connection connection, DatabaseUrl url, TargetLock.Held lock) {
        this.connection = connection;
        this.url = url;
        this.lock = lock;
    }

    /**
     * Waits for the server and looks whether it is empty.
     *
     * @throws SQLException if it is not to be had in time, or has databases
     */
    static MySqlGivenServer take(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException {
        TargetLock.Held lock = new MySqlLock().acquire(connection, url, "atlas_dev", timeout);
        try {
            List<String> found = MySqlStatements.texts(connection, DATABASES);
            if (!found.isEmpty()) {
                throw new SQLException(
                        "sql/migrate: connected database is not clean: found schema \"" + found.getFirst() + "\"");
            }
            return new MySqlGivenServer(connection, url, lock);
        } catch (SQLException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public void close() throws SQLException {
        try {
            // One database may refer to tables of another.
            MySqlStatements.execute(connection, "SET SESSION foreign_key_checks = 0");
            for (String name : MySqlStatements.texts(connection, DATABASES)) {
                MySqlStatements.execute(connection, "DROP DATABASE " + MySqlSyntax.INSTANCE.quoteIdentifier(name));
            }
        } finally {
            lock.close();
        }
    }
}
