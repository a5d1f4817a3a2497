package io.atlasoperator.cli;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A database that a command is killed over, and what can be seen of it from another session. */
sealed interface KillTarget extends AutoCloseable {
    String url();

    /** The flags that a command needs to try a schema out without a server of its own. */
    List<String> devFlags();

    /** The schema's name. */
    String schema();

    Connection connection();

    /** Whether another session has begun to change something and has not committed it. */
    boolean isChanging() throws SQLException;

    /** Waits until the server has noticed that the killed command is gone. */
    void awaitEndOfSessions();

    /** A line for each column and each index, in order. */
    List<String> shape() throws SQLException;

    @Override
    void close() throws SQLException;

    enum Kind {
        POSTGRES,
        SQLITE,
        MYSQL,
        MARIADB10,
        MARIADB11;

        KillTarget create(Path folder) throws Exception {
            return switch (this) {
                case POSTGRES -> {
                    PostgresDatabase database = PostgresServers.database();
                    yield new Postgres(
                            database, PostgresServers.database(), PostgresDatabase.connect(database.url("public")));
                }
                case SQLITE -> {
                    Path file = Files.createTempDirectory(folder, "sqlite").resolve("app.db");
                    yield new Sqlite(file, DriverManager.getConnection("jdbc:sqlite:" + file));
                }
                case MYSQL, MARIADB10, MARIADB11 -> {
                    MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.valueOf(name()));
                    yield new MySql(database, database.connect());
                }
            };
        }
    }

    default void run(String statement) throws SQLException {
        try (Statement session = connection().createStatement()) {
            session.execute(statement);
        }
    }

    /** The first column of a query's rows. */
    default List<String> query(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement session = connection().createStatement();
                ResultSet rows = session.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    record Postgres(PostgresDatabase database, PostgresDatabase dev, Connection connection) implements KillTarget {
        private static final String OTHER_SESSIONS =
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

        @Override
        public String url() {
            return database.url("public").reveal();
        }

        @Override
        public List<String> devFlags() {
            return List.of("--dev-url=" + dev.url("public").reveal());
        }

        @Override
        public String schema() {
            return "public";
        }

        @Override
        public boolean isChanging() throws SQLException {
            return !query(OTHER_SESSIONS + " AND backend_xid IS NOT NULL").isEmpty();
        }

        @Override
        public void awaitEndOfSessions() {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> query(OTHER_SESSIONS).isEmpty());
        }

        @Override
        public List<String> shape() throws SQLException {
            return query("""
                    SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns
                    WHERE table_schema = 'public'
                    UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1
                    """);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
            database.close();
            dev.close();
        }
    }

    record Sqlite(Path file, Connection connection) implements KillTarget {
        @Override
        public String url() {
            return "sqlite://" + file;
        }

        @Override
        public List<String> devFlags() {
            return List.of();
        }

        @Override
        public String schema() {
            return "main";
        }

        @Override
        public boolean isChanging() {
            return Files.exists(Path.of(file + "-journal"));
        }

        @Override
        public void awaitEndOfSessions() {
            // The system frees a process's locks when it ends, and nobody looks at it before that.
        }

        @Override
        public List<String> shape() throws SQLException {
            return query("""
                    SELECT t.name || '.' || c.name || ' ' || c.type FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                    WHERE t.type = 'table'
                    UNION ALL SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY 1
                    """);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** MySQL or MariaDB. Every statement is committed by itself, and goes on when its client is gone. */
    record MySql(MySqlDatabase database, Connection connection) implements KillTarget {
        private static final String OTHER_SESSIONS =
                "SELECT id FROM information_schema.processlist" + " WHERE db = DATABASE() AND id <> CONNECTION_ID()";

        @Override
        public String url() {
            return database.url().reveal();
        }

        @Override
        public List<String> devFlags() {
            return List.of("--dev-url=" + database.server().withDatabase("dev").reveal());
        }

        @Override
        public String schema() {
            return database.name();
        }

        @Override
        public boolean isChanging() throws SQLException {
            return !query(OTHER_SESSIONS + " AND (info LIKE 'ALTER %' OR info LIKE 'CREATE %')")
                    .isEmpty();
        }

        @Override
        public void awaitEndOfSessions() {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> query(OTHER_SESSIONS).isEmpty());
        }

        @Override
        public List<String> shape() throws SQLException {
            return query("""
                    SELECT CONCAT(table_name, '.', column_name, ' ', column_type) AS line
                    FROM information_schema.columns WHERE table_schema = DATABASE()
                    UNION ALL SELECT CONCAT(table_name, '.', index_name, ' ', seq_in_index)
                    FROM information_schema.statistics WHERE table_schema = DATABASE()
                    UNION ALL SELECT CONCAT(table_name, '.', constraint_name, ' ', constraint_type)
                    FROM information_schema.table_constraints WHERE table_schema = DATABASE()
                    ORDER BY line
                    """);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
            database.close();
        }
    }
}
