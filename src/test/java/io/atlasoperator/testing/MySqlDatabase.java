package io.atlasoperator.testing;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.engine.Dialects;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A database of MySQL or MariaDB that lives as long as one test. */
public final class MySqlDatabase implements AutoCloseable {
    private final DatabaseUrl server;
    private final String name;

    private MySqlDatabase(DatabaseUrl server, String name) {
        this.server = server;
        this.name = name;
    }

    static MySqlDatabase create(DatabaseUrl server, String name, String options) {
        run(server, "CREATE DATABASE " + name + " " + options);
        return new MySqlDatabase(server, name);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Where it is, bound to it. */
    public DatabaseUrl url() {
        return server.withDatabase(name);
    }

    /** Where its server is. */
    public DatabaseUrl server() {
        return server;
    }

    /** The dialect that its URL means. */
    public Dialect dialect() {
        return Dialects.all().of(server);
    }

    /** A connection as its URL asks for. */
    public Connection connect() {
        return connect(url());
    }

    /** A connection as a URL asks for. */
    public static Connection connect(DatabaseUrl url) {
        ConnectionSpec spec = Dialects.all().of(url).connectionSpec(url);
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

    /** Runs statements, one in each text. */
    public void execute(String... statements) {
        run(url(), statements);
    }

    /** The first column of a query's rows. */
    public List<String> query(String query) {
        return query(url(), query);
    }

    /** Runs statements, one in each text. */
    public static void run(DatabaseUrl url, String... statements) {
        try (Connection connection = connect(url);
                Statement running = connection.createStatement()) {
            running.setEscapeProcessing(false);
            for (String statement : statements) {
                running.execute(statement);
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
        run(server, "DROP DATABASE IF EXISTS " + name);
    }
}
