package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.TableLocks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Metadata locks, for which a statement waits as long as {@code lock_wait_timeout} says. A limit of the user's is one that
 * the session has and that is not the server's own default.
 */
final class MySqlTableLocks implements TableLocks {
    /** In seconds: the defaults of MySQL (a year) and MariaDB (a day), by their manuals. */
    private static final List<Long> USUAL_WAITS = List.of(31_536_000L, 86_400L);

    /** Lock wait timeout exceeded. */
    private static final int WAITED = 1205;

    private static final String METADATA_LOCKS = """
            SELECT DISTINCT p.id, p.user, p.command, p.time, CONCAT(m.object_schema, '.', m.object_name) AS held
            FROM performance_schema.metadata_locks m
            JOIN performance_schema.threads t ON t.thread_id = m.owner_thread_id
            JOIN information_schema.processlist p ON p.id = t.processlist_id
            WHERE m.lock_status = 'GRANTED' AND m.object_type = 'TABLE' AND m.object_schema = DATABASE()
              AND p.id <> CONNECTION_ID()
            ORDER BY p.time DESC
            LIMIT 3
            """;

    private static final String TRANSACTIONS = """
            SELECT p.id, p.user, p.command, TIMESTAMPDIFF(SECOND, x.trx_started, NOW()) AS time, NULL AS held
            FROM information_schema.innodb_trx x
            JOIN information_schema.processlist p ON p.id = x.trx_mysql_thread_id
            WHERE p.id <> CONNECTION_ID()
            ORDER BY x.trx_started
            LIMIT 3
            """;

    @Override
    public boolean limit(Connection connection, Duration wait) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT @@SESSION.lock_wait_timeout")) {
                row.next();
                if (!USUAL_WAITS.contains(row.getLong(1))) {
                    return false;
                }
            }
            statement.execute("SET SESSION lock_wait_timeout = " + Math.max(1, wait.toSeconds()));
            return true;
        }
    }

    @Override
    public void unlimit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = @@GLOBAL.lock_wait_timeout");
        }
    }

    @Override
    public boolean waitedTooLong(SQLException failure) {
        return failure.getErrorCode() == WAITED;
    }

    /** Who has locks on tables of the connected schema, where the server keeps account of them; else whose transaction is open. */
    @Override
    public Optional<String> holders(Connection connection) throws SQLException {
        List<String> found = holders(connection, METADATA_LOCKS);
        if (found.isEmpty()) {
            found = holders(connection, TRANSACTIONS);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
    }

    private static List<String> holders(Connection connection, String query) {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                @Nullable String held = rows.getString("held");
                found.add("process " + rows.getLong("id") + " of " + rows.getString("user") + " ("
                        + rows.getString("command") + ", for " + rows.getLong("time") + " s"
                        + (held == null ? "" : ", holds " + held) + ")");
            }
            return found;
        } catch (SQLException e) {
            // A user may lack the right to see it, and an older server the table: the failure is told without it.
            System.getLogger(MySqlTableLocks.class.getName())
                    .log(System.Logger.Level.DEBUG, "asking who holds locks", e);
            return List.of();
        }
    }
}
