package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace.Lease;
import io.atlasoperator.inspect.Scope;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own for one lease. The leasing connection holds an advisory lock on its name, so that whoever comes
 * next can tell a database that is in use from one that a crash has left.
 */
final class PostgresFreshDatabase implements Lease {
    private static final String PREFIX = "atlas_dev_";
    private static final int RANDOM_BYTES = 8;

    private static final String TRY_LOCK = "SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended(?, 0))";
    private static final String UNLOCK = "SELECT pg_catalog.pg_advisory_unlock(pg_catalog.hashtextextended(?, 0))";
    private static final String SETTINGS = """
            SELECT oid, pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype
              FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
            """;
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]+_[0-9a-f]{16}");
    private static final String LEFT_OVER = """
            SELECT datname FROM pg_catalog.pg_database
             WHERE pg_catalog.starts_with(datname::text, ?) AND datname ~ '^atlas_dev_[0-9]+_[0-9a-f]{16}$'
            """;
    private static final String EXTENSIONS = """
            SELECT x.extname, n.nspname, x.extversion
              FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
             WHERE x.extname <> 'plpgsql'
             ORDER BY x.oid
            """;
    private static final String SCHEMA_COMMENT =
            "SELECT pg_catalog.obj_description(n.oid, 'pg_namespace') FROM pg_catalog.pg_namespace n WHERE nspname = ?";

    private static final String SIZE = "SELECT pg_catalog.pg_database_size(?::name)";

    /** In bytes; an empty database has about 8 million. */
    private static final long MOST_GROWTH = 32_000_000;

    private final Connection connection;
    private final String name;
    private final DatabaseUrl url;
    private List<String> contents = List.of();
    private long size;

    private PostgresFreshDatabase(Connection connection, String name, DatabaseUrl url) {
        this.connection = connection;
        this.name = name;
        this.url = url;
    }

    /**
     * Creates a database and fills it with what the named one brings along: extensions, and the schema that the URL is
     * bound to.
     *
     * @throws SQLException with state 42501 if the user may not create databases
     */
    static PostgresFreshDatabase create(Connection connection, DatabaseUrl given) throws SQLException {
        Settings settings = Settings.read(connection);
        sweep(connection, settings.prefix());
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String name = settings.prefix() + HexFormat.of().formatHex(random);
        lock(connection, TRY_LOCK, name);
        PostgresFreshDatabase fresh = new PostgresFreshDatabase(connection, name, given.withDatabase(name));
        try {
            String model = PostgresModelDatabase.isThere(connection)
                    ? PostgresModelDatabase.NAME
                    : "template0 ENCODING " + literal(settings.encoding) + " LC_COLLATE " + literal(settings.collate)
                            + " LC_CTYPE " + literal(settings.characters);
            execute(connection, "CREATE DATABASE " + PostgresSyntax.quote(name) + " TEMPLATE " + model);
            execute(
                    connection,
                    "COMMENT ON DATABASE " + PostgresSyntax.quote(name)
                            + " IS 'dev database of atlas: in use for a moment, dropped when it is done'");
            fresh.fill();
            return fresh;
        } catch (SQLException | RuntimeException e) {
            try {
                fresh.close();
            } catch (SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** Whether a database of that name is one that was made for a lease. */
    static boolean isFresh(String name) {
        return NAME.matcher(name).matches();
    }

    /** The statements that make what the named database brings along. */
    private List<String> contents() throws SQLException {
        List<String> statements = new ArrayList<>();
        if (PostgresConnections.scope(url) instanceof Scope.OneSchema(String schema)) {
            @Nullable String comment = schemaComment(connection, schema);
            String quoted = PostgresSyntax.quote(schema);
            statements.add("CREATE SCHEMA IF NOT EXISTS " + quoted);
            statements.add("COMMENT ON SCHEMA " + quoted + " IS " + (comment == null ? "NULL" : literal(comment)));
        }
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(EXTENSIONS)) {
            while (rows.next()) {
                String extension = PostgresSyntax.quote(rows.getString(1));
                String schema = PostgresSyntax.quote(rows.getString(2));
                if (!rows.getString(2).startsWith("pg_")) {
                    statements.add("CREATE SCHEMA IF NOT EXISTS " + schema);
                }
                statements.add("CREATE EXTENSION IF NOT EXISTS " + extension + " SCHEMA " + schema + " VERSION "
                        + literal(rows.getString(3)));
                statements.add(
                        "COMMENT ON EXTENSION " + extension + " IS " + literal(PostgresDevSpace.EXTENSION_COMMENT));
            }
        }
        return statements;
    }

    private void fill() throws SQLException {
        contents = contents();
        if (!contents.isEmpty()) {
            runInside(contents);
        }
        size = size();
    }

    private void runInside(List<String> statements) throws SQLException {
        ConnectionSpec spec = PostgresConnections.spec(PostgresConnections.unbind(url));
        Properties properties = new Properties();
        properties.putAll(spec.properties());
        try (Connection inside = DriverManager.getConnection(spec.jdbcUrl(), properties)) {
            for (String statement : statements) {
                execute(inside, statement);
            }
        }
    }

    static @Nullable String schemaComment(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SCHEMA_COMMENT)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private long size() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * {@inheritDoc} What is rolled back leaves dead rows in the catalog, which nobody may have time to vacuum, so a
     * database that has grown is not kept either.
     */
    @Override
    public boolean isReusable() throws SQLException {
        return size() - size < MOST_GROWTH && contents().equals(contents);
    }

    @Override
    public boolean isDisposable() {
        return true;
    }

    /** Drops the databases of leases from this one whose connection is gone. */
    private static void sweep(Connection connection, String prefix) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LEFT_OVER)) {
            statement.setString(1, prefix);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        for (String name : names) {
            if (lock(connection, TRY_LOCK, name)) {
                dropLeftOver(connection, name);
            }
        }
    }

    private static void dropLeftOver(Connection connection, String name) throws SQLException {
        try {
            drop(connection, name);
        } catch (SQLException e) {
            // Another user's, who will sweep it: no reason to refuse this lease.
            System.getLogger(PostgresFreshDatabase.class.getName())
                    .log(System.Logger.Level.DEBUG, "dropping the dev database " + name, e);
            lock(connection, UNLOCK, name);
        }
    }

    private static void drop(Connection connection, String name) throws SQLException {
        execute(connection, "DROP DATABASE IF EXISTS " + PostgresSyntax.quote(name) + " WITH (FORCE)");
        lock(connection, UNLOCK, name);
    }

    private static boolean lock(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static String literal(String text) {
        return PostgresSyntax.INSTANCE.quoteLiteral(text);
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public void close() throws SQLException {
        drop(connection, name);
    }

    /** What of the named database its fresh sibling has to have in common with it. */
    private record Settings(long number, String encoding, String collate, String characters) {

        static Settings read(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SETTINGS)) {
                row.next();
                return new Settings(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
            }
        }

        /** The leases from different databases do not see each other's locks, so their names tell them apart. */
        String prefix() {
            return PREFIX + number + "_";
        }
    }
}
