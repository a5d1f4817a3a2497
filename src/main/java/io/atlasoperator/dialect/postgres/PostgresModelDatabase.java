package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.inspect.Scope;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The database of which the fresh databases of a server are copies, where somebody has asked for one. */
final class PostgresModelDatabase {
    static final String NAME = "atlas_dev_model";

    private static final String COMMENT = "the dev databases of atlas begin as copies of this one";
    private static final String EXISTS = """
            SELECT true FROM pg_catalog.pg_database
             WHERE datname = '%s' AND pg_catalog.shobj_description(oid, 'pg_database') = '%s'
            """.formatted(NAME, COMMENT);

    private PostgresModelDatabase() {}

    /** Makes it, with the schema that a URL is bound to, and says where it is. */
    static DatabaseUrl create(Connection connection, DatabaseUrl named) throws SQLException {
        DatabaseUrl url = named.withDatabase(NAME);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME + " TEMPLATE template0");
            statement.execute("COMMENT ON DATABASE " + NAME + " IS '" + COMMENT + "'");
        }
        if (PostgresConnections.scope(url) instanceof Scope.OneSchema(String schema)) {
            ConnectionSpec spec = PostgresConnections.spec(PostgresConnections.unbind(url));
            Properties properties = new Properties();
            properties.putAll(spec.properties());
            try (Connection inside = DriverManager.getConnection(spec.jdbcUrl(), properties);
                    Statement statement = inside.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + PostgresSyntax.quote(schema));
            }
        }
        return url;
    }

    /** Whether a server has one. */
    static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EXISTS)) {
            return row.next();
        }
    }
}
