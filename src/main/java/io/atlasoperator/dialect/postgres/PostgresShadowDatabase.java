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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A database on the target's server with a role of the same name, which owns it and nothing else, and as which alone it is
 * used: a session of that role has no other one to go back to. The leasing connection holds an advisory lock on the name,
 * so that whoever comes next can tell what is in use from what a crash has left.
 */
final class PostgresShadowDatabase implements Lease {
    private static final Pattern NAME = Pattern.compile("atlas_shadow_[0-9]+_[0-9a-f]{16}");
    private static final int RANDOM_BYTES = 8;
    private static final int PASSWORD_BYTES = 24;

    private static final String TAG = " IS 'shadow of atlas: tries a desired state out, dropped when that is done'";
    private static final String TRY_LOCK = "SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended(?, 0))";
    private static final String UNLOCK = "SELECT pg_catalog.pg_advisory_unlock(pg_catalog.hashtextextended(?, 0))";

    private static final String SITUATION = """
            SELECT d.oid, pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, d.datcollate, d.datctype,
                   r.rolname, r.rolsuper OR r.rolcreatedb AS databases, r.rolsuper OR r.rolcreaterole AS roles
              FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
             WHERE d.datname = pg_catalog.current_database() AND r.rolname = current_user
            """;

    private static final String LEFT_OVER = """
            SELECT datname FROM pg_catalog.pg_database WHERE datname ~ ('^atlas_shadow_' || ? || '_[0-9a-f]{16}$')
            UNION
            SELECT rolname FROM pg_catalog.pg_roles WHERE rolname ~ ('^atlas_shadow_' || ? || '_[0-9a-f]{16}$')
            ORDER BY 1
            """;

    /** Those that the server lets any owner of a database create: they reach nothing beyond it. */
    private static final String EXTENSIONS = """
            SELECT x.extname, n.nspname, x.extversion
              FROM pg_catalog.pg_extension x
              JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
              JOIN pg_catalog.pg_available_extension_versions v ON v.name = x.extname AND v.version = x.extversion
             WHERE x.extname <> 'plpgsql' AND v.trusted
             ORDER BY x.oid
            """;

    /** The owner of a database owns its schema "public" only since version 15. */
    private static final Set<String> NOT_OWNED = Set.of("42501");

    private final Connection connection;
    private final String name;
    private final DatabaseUrl url;

    private PostgresShadowDatabase(Connection connection, String name, DatabaseUrl url) {
        this.connection = connection;
        this.name = name;
        this.url = url;
    }

    /** Whether a database of that name is a shadow. */
    static boolean isShadow(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Sweeps what others have left, and makes a database and its role.
     *
     * @param connection to the target, used for nothing else until the lease ends
     * @throws SQLException naming the missing right, if the login may not make them
     */
    static PostgresShadowDatabase create(Connection connection, DatabaseUrl target) throws SQLException {
        Situation situation = Situation.read(connection);
        situation.requireRights();
        sweep(connection, situation);
        String name = "atlas_shadow_" + situation.number + "_" + random(RANDOM_BYTES);
        String password = random(PASSWORD_BYTES);
        lock(connection, TRY_LOCK, name);
        DatabaseUrl url = new DatabaseUrl(
                target.scheme(),
                name,
                password,
                target.host(),
                target.port(),
                "/" + name,
                target.query(),
                target.rawQuery());
        PostgresShadowDatabase shadow = new PostgresShadowDatabase(connection, name, url);
        try {
            shadow.make(situation, password);
            shadow.fill(target);
            return shadow;
        } catch (SQLException | RuntimeException e) {
            try {
                shadow.close();
            } catch (SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private void make(Situation situation, String password) throws SQLException {
        String quoted = PostgresSyntax.quote(name);
        execute(
                connection,
                "CREATE ROLE " + quoted + " NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION INHERIT"
                        + " CONNECTION LIMIT 4",
                "COMMENT ON ROLE " + quoted + TAG,
                "ALTER ROLE " + quoted + " SET standard_conforming_strings = on",
                "ALTER ROLE " + quoted + " SET statement_timeout = '10min'");
        // The driver sends a hash, so that the password is in no log of the server.
        connection.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), null);
        execute(
                connection,
                "ALTER ROLE " + quoted + " LOGIN",
                "GRANT " + quoted + " TO CURRENT_USER",
                "CREATE DATABASE " + quoted + " OWNER " + quoted + " TEMPLATE template0 ENCODING "
                        + literal(situation.encoding) + " LC_COLLATE " + literal(situation.collate) + " LC_CTYPE "
                        + literal(situation.characters),
                "COMMENT ON DATABASE " + quoted + TAG,
                "REVOKE ALL ON DATABASE " + quoted + " FROM PUBLIC");
    }

    /** Brings along what the target has: extensions, and the schema that the URL is bound to. */
    private void fill(DatabaseUrl target) throws SQLException {
        ownPublic(target);
        List<String> statements = new ArrayList<>();
        if (PostgresConnections.scope(url) instanceof Scope.OneSchema(String schema)) {
            @Nullable String comment = PostgresFreshDatabase.schemaComment(connection, schema);
            statements.add("CREATE SCHEMA IF NOT EXISTS " + PostgresSyntax.quote(schema));
            if (comment != null) {
                statements.add("COMMENT ON SCHEMA " + PostgresSyntax.quote(schema) + " IS " + literal(comment));
            }
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
        // The first session of the role also tells whether the server lets it in.
        try (Connection inside = connect(url)) {
            execute(inside, statements.toArray(String[]::new));
        } catch (SQLException e) {
            throw new SQLException(
                    e.getMessage() + " (this was the role " + name + ", which was made for a moment: let such roles in"
                            + " with a password (pg_hba.conf), or name a dev database (devURL))",
                    e.getSQLState(),
                    e);
        }
    }

    private void ownPublic(DatabaseUrl target) throws SQLException {
        try (Connection inside = connect(target.withDatabase(name))) {
            execute(inside, "ALTER SCHEMA public OWNER TO " + PostgresSyntax.quote(name));
        } catch (SQLException e) {
            if (!NOT_OWNED.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        ConnectionSpec spec = PostgresConnections.spec(PostgresConnections.unbind(url));
        Properties properties = new Properties();
        properties.putAll(spec.properties());
        return DriverManager.getConnection(spec.jdbcUrl(), properties);
    }

    /** Drops the databases and roles of leases from this database whose connection is gone. */
    private static void sweep(Connection connection, Situation situation) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LEFT_OVER)) {
            statement.setString(1, String.valueOf(situation.number));
            statement.setString(2, String.valueOf(situation.number));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        for (String name : names) {
            if (lock(connection, TRY_LOCK, name)) {
                try {
                    drop(connection, name);
                } catch (SQLException e) {
                    // Another login's, who will sweep it: no reason to refuse this lease.
                    System.getLogger(PostgresShadowDatabase.class.getName())
                            .log(System.Logger.Level.DEBUG, "dropping the shadow " + name, e);
                    lock(connection, UNLOCK, name);
                }
            }
        }
    }

    private static void drop(Connection connection, String name) throws SQLException {
        execute(
                connection,
                "DROP DATABASE IF EXISTS " + PostgresSyntax.quote(name) + " WITH (FORCE)",
                "DROP ROLE IF EXISTS " + PostgresSyntax.quote(name));
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

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String literal(String text) {
        return PostgresSyntax.INSTANCE.quoteLiteral(text);
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public void close() throws SQLException {
        drop(connection, name);
    }

    /** What the target's database and the login are like. */
    private record Situation(
            long number,
            String encoding,
            String collate,
            String characters,
            String login,
            boolean databases,
            boolean roles) {

        static Situation read(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SITUATION)) {
                row.next();
                return new Situation(
                        row.getLong("oid"),
                        row.getString("encoding"),
                        row.getString("datcollate"),
                        row.getString("datctype"),
                        row.getString("rolname"),
                        row.getBoolean("databases"),
                        row.getBoolean("roles"));
            }
        }

        void requireRights() throws SQLException {
            List<String> missing = new ArrayList<>();
            if (!databases) {
                missing.add("CREATEDB");
            }
            if (!roles) {
                missing.add("CREATEROLE");
            }
            if (!missing.isEmpty()) {
                String rights = String.join(" ", missing);
                throw new SQLException(
                        "a shadow database needs a login that may make databases and roles, and role \"" + login
                                + "\" lacks " + rights + ": give it that (ALTER ROLE ... " + rights
                                + "), or name a dev database (devURL)",
                        "42501");
            }
        }
    }
}
