package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace.Lease;
import io.atlasoperator.inspect.Scope;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * A database of its own for one lease, with the character set of the named one, which need not exist. The leasing connection
 * holds a lock on its name, so that whoever comes next can tell a database that is in use from one that a crash has left.
 */
final class MySqlFreshDatabase implements Lease {
    /** The names of dev databases; what has such a name and no lock is left over. */
    static final String PATTERN = "^atlas_dev_[0-9a-f]{16}$";

    private static final String PREFIX = "atlas_dev_";
    private static final int RANDOM_BYTES = 8;

    private static final String TEXT = """
            SELECT CONCAT('CHARACTER SET ', default_character_set_name, ' COLLATE ', default_collation_name)
            FROM information_schema.schemata WHERE schema_name = ?
            """;
    private static final String LEFT_OVER =
            "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'atlas\\_dev\\_%'";

    private final Connection connection;
    private final String name;
    private final DatabaseUrl url;

    private MySqlFreshDatabase(Connection connection, String name, DatabaseUrl url) {
        this.connection = connection;
        this.name = name;
        this.url = url;
    }

    /**
     * Creates a database.
     *
     * @param given bound to a database, which need not be there
     * @throws SQLException if the user may not create databases
     */
    static MySqlFreshDatabase create(Connection connection, DatabaseUrl given) throws SQLException {
        sweep(connection);
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String name = PREFIX + HexFormat.of().formatHex(random);
        String text = "";
        if (MySqlConnections.scope(given) instanceof Scope.OneSchema(String schema)) {
            text = MySqlStatements.texts(connection, TEXT, schema).stream()
                    .findFirst()
                    .orElse("");
        }
        lock(connection, name);
        try {
            MySqlStatements.execute(connection, "CREATE DATABASE " + name + " " + text);
        } catch (SQLException e) {
            unlock(connection, name);
            throw e;
        }
        return new MySqlFreshDatabase(connection, name, MySqlConnections.bind(given, name));
    }

    /** Drops the databases of leases whose connection is gone. */
    static void sweep(Connection connection) throws SQLException {
        List<String> names = MySqlStatements.texts(connection, LEFT_OVER);
        for (String name : names) {
            if (name.matches(PATTERN) && lock(connection, name)) {
                try {
                    drop(connection, name);
                } catch (SQLException e) {
                    // Another user's, who will sweep it: no reason to refuse this lease.
                    System.getLogger(MySqlFreshDatabase.class.getName())
                            .log(System.Logger.Level.DEBUG, "dropping the dev database " + name, e);
                    unlock(connection, name);
                }
            }
        }
    }

    private static void drop(Connection connection, String name) throws SQLException {
        // All of its tables go, so that none has to be looked at for those that refer to it. The session is used for
        // nothing else.
        MySqlStatements.execute(connection, "SET SESSION foreign_key_checks = 0");
        MySqlStatements.execute(connection, "DROP DATABASE IF EXISTS " + name);
        unlock(connection, name);
    }

    private static boolean lock(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, 0)")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == 1;
            }
        }
    }

    private static void unlock(Connection connection, String name) throws SQLException {
        MySqlStatements.execute(connection, "DO RELEASE_LOCK('" + name + "')");
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public boolean isDisposable() {
        return true;
    }

    @Override
    public void close() throws SQLException {
        drop(connection, name);
    }
}
