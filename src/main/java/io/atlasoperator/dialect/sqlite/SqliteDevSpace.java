package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Dev databases are always in memory and each has one user: a file that was named as the dev database is looked at, so
 * that one with tables in it is refused, and never written.
 */
final class SqliteDevSpace implements DevSpace {

    @Override
    public Optional<DatabaseUrl> inMemory() {
        return Optional.of(DatabaseUrl.parse("sqlite://atlas-dev-" + UUID.randomUUID() + "?mode=memory&cache=shared"));
    }

    @Override
    public Lease lease(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException {
        refuseUsed(connection);
        DatabaseUrl fresh = inMemory().orElseThrow();
        ConnectionSpec spec = SqliteUrl.of(fresh).connectionSpec();
        // The database lives as long as a connection to it, so one stays open as long as the lease.
        Connection keeper = DriverManager.getConnection(spec.jdbcUrl(), spec.properties());
        try (Statement statement = keeper.createStatement()) {
            // It comes into being with its first read.
            statement.execute("SELECT count(*) FROM sqlite_master");
            return new MemoryLease(fresh, keeper);
        } catch (SQLException e) {
            keeper.close();
            throw e;
        }
    }

    private static void refuseUsed(Connection connection) throws SQLException {
        Schema main = new SqliteInspector()
                .inspect(connection, new InspectOptions(new Scope.OneSchema(SqliteInspector.MAIN), List.of()))
                .realm()
                .schemas()
                .getFirst();
        int tables = main.tables().size();
        if (tables > 0) {
            String found = tables == 1
                    ? "found table \"" + main.tables().getFirst().name().name() + "\""
                    : "found multiple tables: " + tables;
            throw new SQLException("sql/migrate: connected database is not clean: " + found);
        }
        if (!main.objects().isEmpty()) {
            SchemaObject object = main.objects().getFirst();
            throw new SQLException("sql/migrate: connected database is not clean: found "
                    + object.kind().replace('_', ' ') + " \"" + object.name().name() + "\"");
        }
    }

    private record MemoryLease(DatabaseUrl url, Connection keeper) implements Lease {
        @Override
        public void close() throws SQLException {
            keeper.close();
        }
    }
}
