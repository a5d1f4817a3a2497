package io.atlasoperator.testing;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.postgres.PostgresDialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A database that lives as long as one test. */
public final class PostgresDatabase implements AutoCloseable {
    private final DatabaseUrl server;
    private final String name;

    private PostgresDatabase(DatabaseUrl server, String name) {
        this.server = server;
        this.name = name;
    }

    static PostgresDatabase create(DatabaseUrl server, String name) {
        PostgresDatabase database = new PostgresDatabase(server, name);
        run(server, "CREATE DATABASE " + name + " TEMPLATE template0");
        return database;
    }

    /** Where it is; the whole of it. */
    public DatabaseUrl url() {
        return server.withDatabase(name);
    }

    /** Where it is, bound to one schema. */
    public DatabaseUrl url(String schema) {
        return url().withParameter("search_path", schema);
    }

    /** A connection as a URL of this database asks for. */
    public static Connection connect(DatabaseUrl url) {
        ConnectionSpec spec = new PostgresDialect().connectionSpec(url);
        Properties properties = new Properties();
        properties.putAll(spec.properties());
        try {
            Connection connection = DriverManager.getConnection(spec.jdbcUrl(), properties);
            try (Statement statement = connection.createStatement()) {
                for (String initial : spec.initialStatements()) {
                    statement.execute(initial);
                }
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements, one or more in each text. */
    public static void run(DatabaseUrl url, String... texts) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String text : texts) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The first column of a query's rows. */
    public static List<String> query(DatabaseUrl url, String query) {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
        return found;
    }

    @Override
    public void close() {
        run(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}
