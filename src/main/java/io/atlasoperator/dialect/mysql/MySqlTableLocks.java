package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.TableLocks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Denied: the table; the command for want of a privilege. */
    private static final Set<Integer> DENIED = Set.of(1142, 1227, 1044, 1045);

    private static final int TOLD = 3;

    /** Kept by MySQL always, by MariaDB where its performance schema and the instrument are on. */
    private static final String METADATA_LOCKS = """
            SELECT DISTINCT t.processlist_id AS id, t.processlist_user AS user, t.processlist_command AS command,
                   t.processlist_time AS time, t.processlist_info AS info,
                   m.object_schema AS held_schema, m.object_name AS held
            FROM performance_schema.metadata_locks m
            JOIN performance_schema.threads t ON t.thread_id = m.owner_thread_id
            WHERE m.lock_status = 'GRANTED' AND t.processlist_id <> CONNECTION_ID()
              AND (m.object_type = 'TABLE' AND m.object_schema = COALESCE(DATABASE(), m.object_schema)
                     AND m.object_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
                   OR m.object_type IN ('GLOBAL', 'COMMIT', 'BACKUP LOCK') AND m.lock_type = 'SHARED')
            ORDER BY t.processlist_time DESC, id, held
            """;

    /** Kept by MariaDB where its plugin is loaded. */
    private static final String METADATA_LOCK_INFO = """
            SELECT DISTINCT p.id, p.user, p.command, p.time, p.info, m.table_schema AS held_schema, m.table_name AS held
            FROM information_schema.metadata_lock_info m
            JOIN information_schema.processlist p ON p.id = m.thread_id
            WHERE p.id <> CONNECTION_ID() AND m.lock_type = 'Table metadata lock'
              AND m.table_schema = COALESCE(DATABASE(), m.table_schema)
            ORDER BY p.time DESC, p.id, held
            """;

    private static final String TRANSACTIONS = """
            SELECT p.id, p.user, p.command, TIMESTAMPDIFF(SECOND, x.trx_started, NOW()) AS time, p.info,
                   NULL AS held_schema, NULL AS held
            FROM information_schema.innodb_trx x
            JOIN information_schema.processlist p ON p.id = x.trx_mysql_thread_id
            WHERE p.id <> CONNECTION_ID()
            ORDER BY x.trx_started, p.id
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

    /** {@inheritDoc} What the server does not account for is told as what it is: transactions that may hold the lock. */
    @Override
    public Optional<String> holders(Connection connection, String statement) throws SQLException {
        Seen locks = see(connection, METADATA_LOCKS).or(see(connection, METADATA_LOCK_INFO));
        if (!locks.rows().isEmpty()) {
            return Optional.of("locks of tables are held by " + words(locks.rows(), statement));
        }
        Seen transactions = see(connection, TRANSACTIONS);
        if (!transactions.rows().isEmpty()) {
            return Optional.of(
                    "transactions are open, one of which may hold the lock: " + words(transactions.rows(), statement));
        }
        return locks.denied() || transactions.denied()
                ? Optional.of("who holds the lock is told to users who are granted PROCESS ON *.* and SELECT ON"
                        + " performance_schema.*")
                : Optional.empty();
    }

    /**
     * What a query has shown.
     *
     * @param rows processes, with the tables that they hold locks of
     * @param denied whether the user may not see it
     */
    private record Seen(List<Holder> rows, boolean denied) {
        Seen or(Seen other) {
            return rows.isEmpty() ? new Seen(other.rows, denied || other.denied) : this;
        }
    }

    /**
     * A process.
     *
     * @param words what it is and is at
     * @param table the table whose lock it holds, or empty
     */
    private record Holder(String words, String table) {}

    private static Seen see(Connection connection, String query) {
        List<Holder> found = new ArrayList<>();
        try (Statement asking = connection.createStatement();
                ResultSet rows = asking.executeQuery(query)) {
            while (rows.next()) {
                @Nullable String table = rows.getString("held");
                String more = table == null ? "" : "holds " + rows.getString("held_schema") + "." + table;
                found.add(new Holder(MySqlProcesses.words(rows, more), table == null ? "" : table));
            }
            return new Seen(found, false);
        } catch (SQLException e) {
            // The failure is told without it.
            System.getLogger(MySqlTableLocks.class.getName())
                    .log(System.Logger.Level.DEBUG, "asking who holds locks", e);
            return new Seen(List.of(), DENIED.contains(e.getErrorCode()));
        }
    }

    /** The first of those who hold a table that the statement speaks of; of all, if that is none of theirs. */
    private static String words(List<Holder> holders, String statement) {
        Set<String> names = MySqlToken.of(statement).stream()
                .map(token -> token.value().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<Holder> concerned = holders.stream()
                .filter(holder -> names.contains(holder.table().toLowerCase(Locale.ROOT)))
                .toList();
        return (concerned.isEmpty() ? holders : concerned)
                .stream().map(Holder::words).distinct().limit(TOLD).collect(Collectors.joining(", "));
    }
}
