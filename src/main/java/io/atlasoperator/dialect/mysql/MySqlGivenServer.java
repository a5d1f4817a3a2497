package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace.Lease;
import io.atlasoperator.dialect.TargetLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A whole server, for a state of several databases, which go by their own names: under a lock, without databases of users
 * at the beginning, and without those that the lease has {@linkplain #claim claimed} at the end. Not safe for use by
 * several threads.
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
    private final Set<String> claimed;

    private MySqlGivenServer(Connection connection, DatabaseUrl url, TargetLock.Held lock, Set<String> claimed) {
        this.connection = connection;
        this.url = url;
        this.lock = lock;
        this.claimed = claimed;
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
            return new MySqlGivenServer(connection, url, lock, names(connection));
        } catch (SQLException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** No names, which are told apart as the server tells the names of its databases apart. */
    private static Set<String> names(Connection connection) throws SQLException {
        boolean caseMatters = MySqlStatements.texts(connection, "SELECT @@lower_case_table_names")
                .equals(List.of("0"));
        return new TreeSet<>(caseMatters ? Comparator.naturalOrder() : String.CASE_INSENSITIVE_ORDER);
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public void claim(Set<String> schemas) {
        claimed.addAll(schemas);
    }

    @Override
    public void close() throws SQLException {
        try {
            // One database may refer to tables of another.
            MySqlStatements.execute(connection, "SET SESSION foreign_key_checks = 0");
            for (String name : MySqlStatements.texts(connection, DATABASES)) {
                if (claimed.contains(name)) {
                    MySqlStatements.execute(connection, "DROP DATABASE " + MySqlSyntax.INSTANCE.quoteIdentifier(name));
                }
            }
        } finally {
            lock.close();
        }
    }
}
