package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.engine.DevDatabase.Lease;
import io.atlasoperator.engine.DevDatabase.Use;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevDatabasesTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** What a lease could find of an earlier one: objects, settings, and what a session keeps. */
    private static final List<String> TRACES = List.of(
            "SELECT nspname || '.' || relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
                    + " WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')",
            "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'",
            "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'",
            "SELECT typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = 'public'",
            "SELECT extname FROM pg_extension",
            "SELECT setdatabase || ' ' || setrole || ' ' || setconfig::text FROM pg_db_role_setting",
            "SELECT name || '=' || setting FROM pg_settings WHERE source = 'session' AND name <> 'application_name'",
            "SELECT current_setting('atlas.trace', true)",
            "SELECT current_setting('search_path')",
            "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%trace%'",
            "SELECT name FROM pg_cursors WHERE name = 'trace'",
            "SELECT pg_listening_channels()",
            "SELECT lomowner::text FROM pg_largeobject_metadata");

    private final PostgresDatabase database = PostgresServers.database();
    private final Databases databases = new Databases(Dialects.all());
    private final DevDatabases dev = new DevDatabases(databases, LONG);

    @AfterEach
    void close() {
        dev.close();
        database.close();
    }

    private Lease lease(Use use) {
        return lease(dev, use);
    }

    private Lease lease(DevDatabases from, Use use) {
        Dialect dialect = databases.dialects().of(database.url());
        return from.lease(dialect, Optional.empty(), new Scope.WholeRealm(), Optional.of(database.url()), use);
    }

    private static void run(Lease lease, String statement) throws SQLException {
        try (Statement running = lease.session().connection().createStatement()) {
            running.setEscapeProcessing(false);
            running.execute(statement);
        }
    }

    private static List<String> traces(Lease lease) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String query : TRACES) {
            try (Statement statement = lease.session().connection().createStatement();
                    ResultSet rows = statement.executeQuery(query + " ORDER BY 1")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private List<String> left() {
        return PostgresDatabase.query(
                database.url(),
                "SELECT datname FROM pg_database WHERE datname LIKE 'atlas\\_dev\\_' || (SELECT oid FROM pg_database"
                        + " WHERE datname = current_database()) || '\\_%'");
    }

    private static String name(Lease lease) {
        return lease.session().url().database();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE trace (a serial PRIMARY KEY, b text); INSERT INTO trace (b) VALUES ('x')",
                "CREATE SCHEMA trace; CREATE TYPE trace.e AS ENUM ('a')",
                "CREATE FUNCTION trace() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TEMP TABLE trace (a int)",
                "CREATE EXTENSION citext",
                "DROP SCHEMA public CASCADE",
                "SET search_path = pg_catalog; SET work_mem = '1MB'; SET atlas.trace = 'x'",
                "SELECT set_config('atlas.trace', 'x', false)",
                "PREPARE trace AS SELECT 'trace'",
                "DECLARE trace CURSOR WITH HOLD FOR SELECT 1",
                "LISTEN trace",
                "SELECT lo_create(0)",
                "ALTER ROLE CURRENT_USER SET work_mem = '2MB'",
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''2MB''', current_database()); END $$",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
            })
    void nothingOfOneLeaseIsThereInTheNext(String statement) throws SQLException {
        String first;
        List<String> before;
        try (Lease lease = lease(Use.UNDONE)) {
            first = name(lease);
            before = traces(lease);
            run(lease, statement);
        }

        try (Lease lease = lease(Use.UNDONE)) {
            assertThat(name(lease)).isEqualTo(first);
            assertThat(traces(lease)).isEqualTo(before);
        }
    }

    @Test
    void aLockThatOneLeaseTakesHoldsUpNoOther() throws SQLException {
        try (Lease lease = lease(Use.UNDONE)) {
            run(lease, "SELECT pg_advisory_lock(4711)");
        }

        try (Lease lease = lease(Use.UNDONE)) {
            // Waits for the moment in which the server notices that the other session is closed.
            run(lease, "SET LOCAL lock_timeout = '30s'; SELECT pg_advisory_lock(4711)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT; CREATE TABLE trace (a int); COMMIT",
                "CREATE TABLE trace (a int); COMMIT AND CHAIN",
                "ROLLBACK; CREATE TABLE trace (a int); COMMIT; BEGIN",
                "CREATE TABLE trace (a int); END; BEGIN; SAVEPOINT atlas_0",
            })
    void aDatabaseWhoseTransactionWasEndedIsDropped(String statements) throws SQLException {
        String first;
        List<String> before;
        try (Lease lease = lease(Use.UNDONE)) {
            first = name(lease);
            before = traces(lease);
            run(lease, statements);
        }

        assertThat(left()).isEmpty();
        try (Lease lease = lease(Use.UNDONE)) {
            assertThat(name(lease)).isNotEqualTo(first);
            assertThat(traces(lease)).isEqualTo(before);
        }
    }

    @Test
    void aDatabaseWhoseTransactionFailedIsUsedAgain() throws SQLException {
        String first;
        try (Lease lease = lease(Use.UNDONE)) {
            first = name(lease);
            run(lease, "CREATE TABLE trace (a int)");
            assertThatThrownBy(() -> run(lease, "CREATE TABLE trace (a nothing)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("nothing");
        }

        try (Lease lease = lease(Use.UNDONE)) {
            assertThat(name(lease)).isEqualTo(first);
            run(lease, "CREATE TABLE trace (a int)");
        }
    }

    @Test
    void twoUsersNeverShare() {
        try (Lease one = lease(Use.UNDONE);
                Lease two = lease(Use.UNDONE);
                Lease three = lease(Use.FREE)) {
            assertThat(List.of(name(one), name(two), name(three), database.url().database()))
                    .doesNotHaveDuplicates();
        }
        assertThat(left()).hasSize(2);
    }

    @Test
    void aKeptDatabaseIsNotUsedOnceTheNamedOneHasOtherExtensions() throws SQLException {
        lease(Use.UNDONE).close();
        PostgresDatabase.run(database.url(), "CREATE EXTENSION citext");

        try (Lease lease = lease(Use.UNDONE)) {
            run(lease, "CREATE TABLE t (a public.citext)");
        }
        assertThat(left()).hasSize(1);
    }

    @Test
    void aDatabaseThatIsGoneIsMadeAgain() throws SQLException {
        lease(Use.UNDONE).close();
        left().forEach(name -> PostgresDatabase.run(database.url(), "DROP DATABASE " + name));

        try (Lease lease = lease(Use.UNDONE)) {
            run(lease, "CREATE TABLE t (a int)");
        }
    }

    @Test
    void whatIsKeptIsDroppedAtTheEnd() {
        lease(Use.UNDONE).close();
        assertThat(left()).hasSize(1);

        dev.close();

        assertThat(left()).isEmpty();
    }

    @Test
    void ofManySchemasFewPlacesAreKept() throws InterruptedException {
        Dialect dialect = databases.dialects().of(database.url());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Scope scope = new Scope.OneSchema("schema_" + i);
            threads.add(Thread.ofVirtual()
                    .start(() -> dev.lease(dialect, Optional.empty(), scope, Optional.of(database.url()), Use.UNDONE)
                            .close()));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(left()).hasSize(4);
    }

    @Test
    void whatNobodyUsesIsDroppedAfterAWhile() throws InterruptedException {
        DevDatabases soon = new DevDatabases(databases, Duration.ofMillis(20));
        lease(soon, Use.UNDONE).close();

        while (!left().isEmpty()) {
            Thread.sleep(20);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void muchIsTriedOutWithoutATransactionInAPlaceThatIsGivenUp() throws SQLException {
        String first;
        try (Lease lease = lease(Use.MUCH_UNDONE)) {
            first = name(lease);
            assertThat(lease.session().connection().getAutoCommit()).isTrue();
            run(lease, "CREATE TABLE trace (a int)");
        }
        assertThat(left()).isEmpty();

        try (Lease lease = lease(Use.MUCH_UNDONE)) {
            assertThat(name(lease)).isNotEqualTo(first);
            assertThat(traces(lease)).doesNotContain("public.trace");
        }
    }

    @Test
    void whatIsGivenUpIsRemovedInTheMeantime() throws SQLException, InterruptedException {
        DevDatabases once = removingMeanwhile();
        makeTraces(once);
        for (int i = 0; i < 600 && !left().isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(left()).isEmpty();
        once.close();
    }

    @Test
    void closingWaitsUntilWhatWasGivenUpIsRemoved() throws SQLException {
        DevDatabases once = removingMeanwhile();
        makeTraces(once);

        once.close();

        assertThat(left()).isEmpty();
    }

    private DevDatabases removingMeanwhile() {
        return new DevDatabases(
                databases, Duration.ZERO, DevDatabases.Mode.AUTO, DevServers.NONE, DevDatabases.Cleaning.MEANWHILE);
    }

    private void makeTraces(DevDatabases made) throws SQLException {
        for (Use use : Use.values()) {
            try (Lease lease = lease(made, use)) {
                run(lease, "CREATE TABLE trace (a int)");
            }
        }
    }
}
