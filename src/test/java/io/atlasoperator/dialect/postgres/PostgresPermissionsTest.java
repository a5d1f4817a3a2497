package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.plan.ChangeOrder;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done about rights that a desired state does not speak of, and where there are no roles. */
class PostgresPermissionsTest {
    private static final PostgresDialect DIALECT = new PostgresDialect();
    private static final ServerVersion VERSION = new ServerVersion("15.0", 150_000);

    @BeforeAll
    static void roles() throws SQLException {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            PostgresDatabase.run(database.url(), "SELECT pg_catalog.atlas_make_role('reader')");
        }
    }

    @Test
    void leavesRightsAloneThatTheDesiredStateDoesNotSpeakOf() throws SQLException {
        assertThat(plan("""
                        CREATE TABLE users (id int);
                        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
                        GRANT SELECT ON users TO reader;
                        REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;
                        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader;
                        """, """
                        CREATE TABLE users (id int);
                        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
                        """)).isEmpty();
    }

    @Test
    void makesTheRightsOnOneThingEqualAndLeavesThoseOnOthers() throws SQLException {
        assertThat(plan("""
                        CREATE TABLE users (id int);
                        CREATE TABLE posts (id int);
                        GRANT SELECT ON users, posts TO reader;
                        """, """
                        CREATE TABLE users (id int);
                        CREATE TABLE posts (id int);
                        GRANT INSERT ON users TO reader;
                        """))
                .containsExactly(
                        "REVOKE SELECT ON TABLE \"public\".\"users\" FROM \"reader\"",
                        "GRANT INSERT ON TABLE \"public\".\"users\" TO \"reader\"");
    }

    @Test
    void givesAViewThatIsMadeAnewTheRightsThatSomebodyGaveBefore() throws SQLException {
        assertThat(plan("""
                        CREATE TABLE users (id int, email text);
                        CREATE VIEW emails AS SELECT email FROM users;
                        GRANT SELECT ON emails TO reader;
                        """, """
                        CREATE TABLE users (id int, email varchar(10));
                        CREATE VIEW emails AS SELECT email FROM users;
                        """))
                .startsWith("DROP VIEW \"public\".\"emails\"")
                .endsWith("GRANT SELECT ON TABLE \"public\".\"emails\" TO \"reader\"");
    }

    @Test
    void takesBackWhatTheServerGivesByItselfOnWhatIsNew() throws SQLException {
        assertThat(plan(
                        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO reader, PUBLIC",
                        """
                        CREATE TABLE users (id int);
                        GRANT SELECT ON users TO reader;
                        CREATE TABLE posts (id int);
                        """))
                .filteredOn(statement -> !statement.startsWith("CREATE"))
                .containsExactly(
                        "REVOKE INSERT, SELECT ON TABLE \"public\".\"users\" FROM PUBLIC",
                        "REVOKE INSERT ON TABLE \"public\".\"users\" FROM \"reader\"");
    }

    @Test
    void rightsFollowATableToItsNewName() throws SQLException {
        try (PostgresDatabase current = PostgresServers.database(15);
                PostgresDatabase desired = PostgresServers.database(15)) {
            PostgresDatabase.run(
                    current.url(),
                    "CREATE TABLE users (id int, mail text); GRANT SELECT ON users TO reader;"
                            + " GRANT UPDATE (mail) ON users TO reader");
            PostgresDatabase.run(desired.url(), "CREATE TABLE people (id int, email text)");
            QualifiedName people = new QualifiedName("public", "people");
            Realm to = inspect(desired.url())
                    .withRenames(List.of(
                            new Rename(Rename.What.RELATION, people, "", "users", null),
                            new Rename(Rename.What.COLUMN, people, "email", "mail", null)));

            assertThat(plan(inspect(current.url()), to))
                    .containsExactly(
                            "ALTER TABLE \"public\".\"users\" RENAME TO \"people\"",
                            "ALTER TABLE \"public\".\"people\" RENAME COLUMN \"mail\" TO \"email\"");
        }
    }

    @Test
    void makesTheRolesOfAStateWhereItIsTriedOut() throws SQLException {
        DatabaseUrl server = PostgresServers.server(15);
        try (Connection keeper = PostgresDatabase.connect(server)) {
            try (PostgresFreshDatabase fresh = PostgresFreshDatabase.create(keeper, server);
                    Connection connection = PostgresDatabase.connect(fresh.url())) {
                connection.setAutoCommit(false);
                for (String statement : List.of(
                        "CREATE TABLE t (id int)",
                        "ALTER TABLE t OWNER TO \"somebody else\"",
                        "GRANT SELECT ON t TO nobody_knows, postgres",
                        "CREATE POLICY p ON t TO \"who ever\"",
                        "ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO PUBLIC")) {
                    DIALECT.execute(connection, statement);
                }
                Realm realm = DIALECT.inspector(VERSION)
                        .inspect(connection, new InspectOptions(DIALECT.scope(fresh.url()), List.of()))
                        .realm();

                assertThat(realm.allObjects()
                                .filter(PostgresPermission.class::isInstance)
                                .map(object -> ((PostgresPermission) object).grantee()))
                        .containsExactly("PUBLIC", "nobody_knows", "postgres");
                connection.rollback();
            }
            assertThat(PostgresDatabase.query(server, "SELECT rolname FROM pg_roles WHERE rolname = 'nobody_knows'"))
                    .isEmpty();
        }
    }

    private static List<String> plan(String from, String to) throws SQLException {
        try (PostgresDatabase current = PostgresServers.database(15);
                PostgresDatabase desired = PostgresServers.database(15)) {
            PostgresDatabase.run(current.url(), from);
            PostgresDatabase.run(desired.url(), to);
            return plan(inspect(current.url()), inspect(desired.url()));
        }
    }

    private static List<String> plan(Realm from, Realm to) {
        Differ.Comparison found = new Differ(DIALECT.diffRules(VERSION), DiffPolicy.DEFAULT).compare(from, to);
        Planner planner = DIALECT.planner(VERSION);
        return planner
                .plan(
                        ChangeOrder.sort(found.changes(), planner, found.from(), found.to()),
                        new PlanOptions("", new Qualifier.BySchema()))
                .stream()
                .map(Statement::text)
                .toList();
    }

    private static Realm inspect(DatabaseUrl url) throws SQLException {
        try (Connection connection = PostgresDatabase.connect(url)) {
            return DIALECT.inspector(VERSION)
                    .inspect(connection, new InspectOptions(DIALECT.scope(url), List.of()))
                    .realm();
        }
    }
}
