package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace.Lease;
import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.inspect.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The named database itself, for a user who may not create databases: under a lock, empty at the beginning and emptied at
 * the end.
 */
final class MySqlGivenDatabase implements Lease {
    /** What is in a database, each as the words that drop it. */
    private static final String CONTENTS = """
            SELECT CONCAT(CASE table_type WHEN 'VIEW' THEN 'VIEW ' WHEN 'SEQUENCE' THEN 'SEQUENCE ' ELSE 'TABLE ' END,
                          '`', REPLACE(table_name, '`', '``'), '`')
            FROM information_schema.tables WHERE table_schema = ?
            UNION ALL
            SELECT CONCAT(routine_type, ' `', REPLACE(routine_name, '`', '``'), '`')
            FROM information_schema.routines WHERE routine_schema = ?
            UNION ALL
            SELECT CONCAT('EVENT `', REPLACE(event_name, '`', '``'), '`')
            FROM information_schema.events WHERE event_schema = ?
            """;

    private static final String TEXT = """
            SELECT CONCAT(default_character_set_name, ' COLLATE ', default_collation_name)
            FROM information_schema.schemata WHERE schema_name = ?
            """;

    private final Connection connection;
    private final DatabaseUrl url;
    private final String name;
    private final TargetLock.Held lock;
    private final String text;

    private MySqlGivenDatabase(Connection connection, DatabaseUrl url, String name, TargetLock.Held lock, String text) {
        this.connection = connection;
        this.url = url;
        this.name = name;
        this.lock = lock;
        this.text = text;
    }

    /**
     * Waits for the place and looks whether it is empty.
     *
     * @param url bound to the database
     * @throws SQLException if it is not to be had in time, or not empty
     */
    static MySqlGivenDatabase take(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException {
        if (!(MySqlConnections.scope(url) instanceof Scope.OneSchema(String name))) {
            throw new SQLException("the dev database URL names no database");
        }
        TargetLock.Held lock = new MySqlLock().acquire(connection, url, "atlas_dev_" + name, timeout);
        try {
            MySqlStatements.execute(connection, "USE " + MySqlSyntax.INSTANCE.quoteIdentifier(name));
            List<String> found = contents(connection, name);
            if (!found.isEmpty()) {
                throw new SQLException("sql/migrate: connected database is not clean: found " + words(found.getFirst())
                        + " in connected schema");
            }
            String text = MySqlStatements.texts(connection, TEXT, name).stream()
                    .findFirst()
                    .orElse("");
            return new MySqlGivenDatabase(connection, url, name, lock, text);
        } catch (SQLException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What is in a database, each as the words that drop it. */
    static List<String> contents(Connection connection, String schema) throws SQLException {
        return MySqlStatements.texts(connection, CONTENTS, schema, schema, schema);
    }

    private static String words(String drop) {
        int blank = drop.indexOf(' ');
        String name = drop.substring(blank + 2, drop.length() - 1).replace("``", "`");
        return drop.substring(0, blank).toLowerCase(java.util.Locale.ROOT) + " \"" + name + "\"";
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public void close() throws SQLException {
        try {
            MySqlStatements.execute(connection, "SET SESSION foreign_key_checks = 0");
            for (String drop : contents(connection, name)) {
                MySqlStatements.execute(connection, "DROP " + drop);
            }
            String now = MySqlStatements.texts(connection, TEXT, name).stream()
                    .findFirst()
                    .orElse("");
            if (!now.equals(text)) {
                MySqlStatements.execute(
                        connection,
                        "ALTER DATABASE " + MySqlSyntax.INSTANCE.quoteIdentifier(name) + " CHARACTER SET " + text);
            }
        } finally {
            lock.close();
        }
    }
}
