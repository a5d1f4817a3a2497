package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.TableLocks;
import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Locks of tables, limited by {@code lock_timeout} and {@code max_locks_per_transaction}. */
final class PostgresTableLocks implements TableLocks {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String LIMIT =
            "SELECT pg_catalog.set_config('lock_timeout', ?, false) WHERE pg_catalog.current_setting('lock_timeout') = '0'";

    private static final String HOLDERS = """
            SELECT DISTINCT a.pid, a.usename, a.state,
                   EXTRACT(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint AS seconds
              FROM pg_catalog.pg_locks l
              JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'relation' AND l.granted AND l.relation >= 16384
               AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
               AND a.pid <> pg_catalog.pg_backend_pid()
             ORDER BY seconds DESC NULLS LAST
             LIMIT 3
            """;

    /** The server's lock table has room for this many locks of all sessions together (its manual, 20.12). */
    private static final String ROOM = """
            SELECT pg_catalog.current_setting('max_locks_per_transaction')::bigint AS each,
                   pg_catalog.current_setting('max_connections')::bigint
                       + pg_catalog.current_setting('max_prepared_transactions')::bigint AS sessions
            """;

    @Override
    public boolean limit(Connection connection, Duration wait) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LIMIT)) {
            statement.setString(1, wait.toMillis() + "ms");
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public void unlimit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = 0");
        }
    }

    @Override
    public void keepOthersOut(Connection connection, Collection<String> tables) throws SQLException {
        if (!tables.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE " + String.join(", ", tables) + " IN ACCESS EXCLUSIVE MODE");
            }
        }
    }

    @Override
    public boolean waitedTooLong(SQLException failure) {
        return LOCK_NOT_AVAILABLE.equals(failure.getSQLState());
    }

    @Override
    public Optional<String> holders(Connection connection, String statement) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement asking = connection.createStatement();
                ResultSet rows = asking.executeQuery(HOLDERS)) {
            while (rows.next()) {
                String state = rows.getString("state");
                long seconds = rows.getLong("seconds");
                // Asked here, as it speaks of the column that was read last.
                boolean outsideTransaction = rows.wasNull();
                found.add("process " + rows.getLong("pid") + " of " + rows.getString("usename")
                        + (state == null
                                ? ""
                                : " (" + state + (outsideTransaction ? "" : ", for " + seconds + " s") + ")"));
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("locks of tables are held by " + String.join(", ", found));
    }

    @Override
    public Optional<String> tooMany(Connection connection, List<Change> changes) throws SQLException {
        long needed = changes.stream().mapToLong(PostgresTableLocks::locks).sum();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROOM)) {
            row.next();
            long each = row.getLong("each");
            long sessions = row.getLong("sessions");
            if (needed <= each * sessions) {
                return Optional.empty();
            }
            long enough = (needed + sessions - 1) / sessions;
            return Optional.of("the changes need about " + needed
                    + " locks in one transaction, and the server has room for "
                    + each * sessions + ": set max_locks_per_transaction to " + enough + " or more (it is " + each
                    + ") and restart the server, apply the changes in several parts, or with tx-mode none");
        }
    }

    /** A table is locked along with each of its indexes, the sequences it brings, and where its long values lie. */
    private static long locks(Change change) {
        return switch (change) {
            case Change.AddTable(Table table) -> locks(table);
            case Change.DropTable(Table table) -> locks(table);
            case Change.ModifyTable(Table from, Table to, List<TableChange> inside) -> 1 + inside.size();
            case Change.DropSchema(Schema schema) ->
                schema.tables().stream().mapToLong(PostgresTableLocks::locks).sum()
                        + schema.objects().size();
            case Change.AddObject(SchemaObject object) ->
                object instanceof View view ? 1 + view.indexes().size() : 1;
            case Change.DropObject(SchemaObject object) ->
                object instanceof View view ? 1 + view.indexes().size() : 1;
            case Change.ModifyObject _,
                    Change.RenameObject _,
                    Change.RenameTable _,
                    Change.AddSchema _,
                    Change.ModifySchema _ -> 1;
        };
    }

    private static long locks(Table table) {
        long sequences = table.columns().stream()
                .filter(column -> column.identity() != null
                        || column.type() instanceof io.atlasoperator.schema.ColumnType.SerialType)
                .count();
        return 3 + (table.primaryKey() == null ? 0 : 1) + table.indexes().size() + sequences;
    }
}
