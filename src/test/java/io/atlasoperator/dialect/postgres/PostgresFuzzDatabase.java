package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database that serves one pair of states after another: it is emptied and never made anew, which would take longer. */
final class PostgresFuzzDatabase implements AutoCloseable {
    private static final Dialect DIALECT = new PostgresDialect();

    private final PostgresDatabase database;
    private final Connection connection;

    PostgresFuzzDatabase(PostgresDatabase database) {
        this.database = database;
        this.connection = PostgresDatabase.connect(database.url());
    }

    /** Leaves the schemas of a frame, and nothing in them. */
    void empty() throws SQLException {
        run(List.of(
                "SET search_path = public",
                "SET client_min_messages = error",
                "DROP SCHEMA IF EXISTS app CASCADE",
                "DROP SCHEMA IF EXISTS \"Odd \"\"s\" CASCADE",
                "CREATE SCHEMA app",
                "CREATE SCHEMA \"Odd \"\"s\""));
    }

    /** Runs statements in one transaction. */
    void run(List<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String text : statements) {
                try {
                    statement.execute(text);
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + "\n  in: " + text, e.getSQLState(), e);
                }
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Unqualified names are those of a schema. */
    void use(String schema) throws SQLException {
        run(List.of("SET search_path = " + schema));
    }

    Realm realm(boolean oneSchema) throws SQLException {
        Inspection found = DIALECT.inspector(DIALECT.version(connection))
                .inspect(
                        connection,
                        new InspectOptions(oneSchema ? new Scope.OneSchema("app") : new Scope.WholeRealm(), List.of()));
        if (!found.unsupported().isEmpty()) {
            throw new AssertionError("beyond the model: " + found.unsupported());
        }
        return found.realm();
    }

    List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder row = new StringBuilder(String.valueOf(rows.getString(1)));
                for (int column = 2; column <= width; column++) {
                    row.append('|').append(rows.getString(column));
                }
                found.add(row.toString());
            }
        }
        return found;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            database.close();
        }
    }
}
