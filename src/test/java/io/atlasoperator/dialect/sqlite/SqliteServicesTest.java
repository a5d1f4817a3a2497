package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.dialect.Transactions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks, transactions and dev databases of SQLite. */
class SqliteServicesTest {
    @TempDir
    private Path folder;

    private static Connection open(DatabaseUrl url) throws SQLException {
        ConnectionSpec spec = SqliteUrl.of(url).connectionSpec();
        return DriverManager.getConnection(spec.jdbcUrl(), spec.properties());
    }

    private DatabaseUrl url(String name) {
        return DatabaseUrl.parse("sqlite://" + folder.resolve(name));
    }

    @Test
    void aLockHasOneHolderADatabase() throws SQLException {
        SqliteLock lock = new SqliteLock(folder);
        try (Connection connection = open(url("a.db"))) {
            TargetLock.Held held = lock.acquire(connection, url("a.db"), "n", Duration.ZERO);
            assertThatThrownBy(() -> lock.acquire(connection, url("a.db"), "n", Duration.ofMillis(30)))
                    .hasMessage("sql/sqlite: lock on \"n\" already taken");
            lock.acquire(connection, url("b.db"), "n", Duration.ZERO).close();
            lock.acquire(connection, url("a.db"), "other", Duration.ZERO).close();
            held.close();
            lock.acquire(connection, url("a.db"), "n", Duration.ZERO).close();
        }
    }

    @Test
    void aLockIsTheSameByEveryPathOfTheFile() throws SQLException {
        SqliteLock lock = new SqliteLock(folder);
        try (Connection connection = open(url("a.db"));
                TargetLock.Held held = lock.acquire(connection, url("a.db"), "n", Duration.ZERO)) {
            assertThat(held).isNotNull();
            DatabaseUrl other = DatabaseUrl.parse("sqlite://file:" + folder.resolve("x/../a.db") + "?_fk=1");
            assertThatThrownBy(() -> lock.acquire(connection, other, "n", Duration.ZERO))
                    .hasMessageContaining("already taken");
        }
    }

    @Test
    void aTransactionThatLeavesAReferenceDanglingIsRolledBack() throws SQLException {
        try (SqliteFixture database = new SqliteFixture(
                "CREATE TABLE p (id integer PRIMARY KEY)",
                "CREATE TABLE c (p int REFERENCES p (id))",
                "INSERT INTO c VALUES (1)",
                "PRAGMA foreign_keys = on")) {
            try (Transactions.Open transaction = new SqliteTransactions().begin(database.connection)) {
                database.run("INSERT INTO c VALUES (2)");
                assertThatThrownBy(transaction::commit)
                        .hasMessage("sql/sqlite: foreign key mismatch: [{tbl:c ref:p row:2 index:0}]");
            }
            assertThat(database.rows("SELECT p FROM c")).containsExactly("1");
            assertThat(database.rows("PRAGMA foreign_keys")).containsExactly("1");
        }
    }

    @Test
    void aTransactionCommitsAndEnforcesForeignKeysAgain() throws SQLException {
        try (SqliteFixture database =
                new SqliteFixture("CREATE TABLE p (id integer PRIMARY KEY)", "PRAGMA foreign_keys = on")) {
            try (Transactions.Open transaction = new SqliteTransactions().begin(database.connection)) {
                assertThat(database.rows("PRAGMA foreign_keys")).containsExactly("0");
                database.run("CREATE TABLE c (p int REFERENCES p (id))");
                transaction.commit();
            }
            assertThat(database.rows("PRAGMA foreign_keys")).containsExactly("1");
            assertThatThrownBy(() -> database.run("INSERT INTO c VALUES (2)")).hasMessageContaining("FOREIGN KEY");
        }
    }

    @Test
    void aTransactionClosedWithoutACommitLeavesNothing() throws SQLException {
        try (SqliteFixture database = new SqliteFixture()) {
            try (Transactions.Open transaction = new SqliteTransactions().begin(database.connection)) {
                assertThat(transaction).isNotNull();
                database.run("CREATE TABLE t (a int)");
            }
            assertThat(database.rows("SELECT name FROM sqlite_master")).isEmpty();
        }
    }

    @Test
    void aDevDatabaseIsFreshAndSharedByItsConnectionsAlone() throws SQLException {
        SqliteDevSpace space = new SqliteDevSpace();
        DatabaseUrl given = DatabaseUrl.parse("sqlite://dev?mode=memory");
        try (Connection connection = open(given);
                DevSpace.Lease first = space.lease(connection, given, Duration.ZERO);
                DevSpace.Lease second = space.lease(connection, given, Duration.ZERO)) {
            try (Connection one = open(first.url());
                    Connection other = open(second.url())) {
                one.createStatement().execute("CREATE TABLE t (a int)");
                assertThatThrownBy(() -> other.createStatement().execute("SELECT * FROM t"))
                        .hasMessageContaining("no such table");
            }
            try (Connection again = open(first.url())) {
                assertThat(again.createStatement().execute("SELECT * FROM t")).isTrue();
            }
        }
    }

    @Test
    void aDevDatabaseThatIsInUseIsRefused() throws SQLException {
        DatabaseUrl given = url("dev.db");
        try (Connection connection = open(given)) {
            connection.createStatement().execute("CREATE TABLE logs (a int)");
            assertThatThrownBy(() -> new SqliteDevSpace().lease(connection, given, Duration.ZERO))
                    .hasMessage("sql/migrate: connected database is not clean: found table \"logs\"");
        }
    }
}
