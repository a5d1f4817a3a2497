package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.plan.ChangeOrder;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of values whose column gets another type: they fit, or the server refuses and nothing is lost. */
class PostgresConversionTest {
    private static final Dialect DIALECT = new PostgresDialect();
    private static final ServerVersion VERSION = new ServerVersion("15.0", 150_000);
    private static final String TYPES_BEFORE = """
            CREATE TYPE e AS ENUM ('short', 'longest');
            CREATE DOMAIN exact AS numeric(8,2);
            CREATE DOMAIN words AS varchar(30);
            CREATE TYPE pair AS (a varchar(30), e e);
            """;
    private static final String TYPES_AFTER = """
            CREATE TYPE e AS ENUM ('longest', 'short');
            CREATE DOMAIN exact AS int;
            CREATE DOMAIN words AS varchar(5);
            CREATE TYPE pair AS (e e, a varchar(5));
            CREATE DOMAIN five AS varchar(5);
            CREATE DOMAIN bits AS bit(3);
            """;

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "varchar(30); five; longest",
                "words; words; longest",
                "words; five; longest",
                "e; varchar(5); longest",
                "e; five; longest",
                "e; char(5); longest",
                "pair; pair; (longest,short)",
                "int; boolean; 5",
                "int[]; varchar(2)[]; {12345}",
                "uuid[]; varchar(5)[]; {00000000-0000-0000-0000-000000000009}",
                "e[]; varchar(5)[]; {longest}",
                "text; bit(3); 10101",
                "text; bits; 10101",
                "int; bit(3); 13",
                "exact; exact; 1.50",
            })
    void refusesValuesThatWouldBeCut(String before, String after, String value) throws SQLException {
        try (PostgresDatabase current = database(TYPES_BEFORE, before);
                PostgresDatabase desired = database(TYPES_AFTER, after)) {
            PostgresDatabase.run(current.url("app"), "INSERT INTO t VALUES ('" + value + "')");

            assertThatThrownBy(() -> change(current, desired)).isInstanceOf(IllegalStateException.class);

            assertThat(PostgresDatabase.query(current.url("app"), "SELECT a FROM t"))
                    .containsExactly(value);
        }
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "varchar(30); five; short; short",
                "words; words; short; short",
                "e; varchar(5); short; short",
                "e; e; longest; longest",
                "pair; pair; (short,longest); (longest,short)",
                "pair; pair; (,); (,)",
                "int; boolean; 1; true",
                "boolean; int; true; 1",
                "int[]; varchar(2)[]; {12}; {12}",
                "text; bit(3); 101; 101",
                "int; bit(32); 5; 00000000000000000000000000000101",
                "exact; exact; 7.00; 7",
                "text; exact; 7; 7",
                "exact; text; 7.50; 7.50",
            })
    void keepsValuesThatFit(String before, String after, String value, String converted) throws SQLException {
        try (PostgresDatabase current = database(TYPES_BEFORE, before);
                PostgresDatabase desired = database(TYPES_AFTER, after)) {
            PostgresDatabase.run(current.url("app"), "INSERT INTO t VALUES ('" + value + "'), (NULL)");

            change(current, desired);

            assertThat(PostgresDatabase.query(current.url("app"), "SELECT a::text FROM t"))
                    .containsExactly(converted, null);
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE SEQUENCE y; CREATE TABLE t (id bigint DEFAULT nextval('y'))"
                        + "| CREATE SEQUENCE z; CREATE TABLE t (id bigint DEFAULT nextval('z')) | 4",
                "CREATE TABLE t (id serial)"
                        + "| CREATE SEQUENCE z AS int CYCLE; CREATE TABLE t (id int NOT NULL DEFAULT nextval('z'));"
                        + " ALTER SEQUENCE z OWNED BY t.id | 4",
                "CREATE SEQUENCE y; CREATE TABLE t (id bigint DEFAULT nextval('y'))"
                        + "| CREATE SEQUENCE z START 1000; CREATE TABLE t (id bigint DEFAULT nextval('z')) | 1000",
                "CREATE SEQUENCE y INCREMENT -2; CREATE TABLE t (id bigint DEFAULT nextval('y'))"
                        + "| CREATE SEQUENCE z INCREMENT -2; CREATE TABLE t (id bigint DEFAULT nextval('z')) | -7",
            })
    void goesOnCountingByTheSequenceOfAnotherName(String before, String after, long next) throws SQLException {
        try (PostgresDatabase current = PostgresServers.database(VERSION.major());
                PostgresDatabase desired = PostgresServers.database(VERSION.major())) {
            PostgresDatabase.run(current.url(), "CREATE SCHEMA app");
            PostgresDatabase.run(desired.url(), "CREATE SCHEMA app");
            PostgresDatabase.run(desired.url("app"), after);
            PostgresDatabase.run(current.url("app"), before, "INSERT INTO t SELECT FROM generate_series(1, 3)");

            change(current, desired);

            assertThat(PostgresDatabase.query(current.url("app"), "INSERT INTO t VALUES (DEFAULT) RETURNING id"))
                    .containsExactly(String.valueOf(next));
        }
    }

    @Test
    void refusesToFreeAColumnThatOldServersWouldDropWithItsFunction() throws SQLException {
        String function = "CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 1'";
        try (PostgresDatabase current = PostgresServers.database(13);
                PostgresDatabase desired = PostgresServers.database(13)) {
            for (PostgresDatabase database : List.of(current, desired)) {
                PostgresDatabase.run(database.url(), "CREATE SCHEMA app");
            }
            PostgresDatabase.run(
                    current.url("app"), function, "CREATE TABLE t (a int, g int GENERATED ALWAYS AS (f(a)) STORED)");
            PostgresDatabase.run(desired.url("app"), "CREATE TABLE t (a int, g int)");

            assertThatThrownBy(() -> change(current, desired))
                    .isInstanceOf(PlanException.class)
                    .hasMessageContaining("column \"g\" of table \"t\" can't become a plain column: PostgreSQL 13 would"
                            + " drop it along with the function \"f\"");

            PostgresDatabase.run(current.url("app"), "ALTER TABLE t ALTER g DROP EXPRESSION");
            assertThatThrownBy(() -> change(current, desired))
                    .isInstanceOf(PlanException.class)
                    .hasMessageContaining("the function \"f\" can't be dropped: a column of table \"t\"");
        }
    }

    private static PostgresDatabase database(String types, String column) {
        PostgresDatabase database = PostgresServers.database(VERSION.major());
        PostgresDatabase.run(database.url(), "CREATE SCHEMA app");
        PostgresDatabase.run(database.url("app"), types, "CREATE TABLE t (a " + column + ")");
        return database;
    }

    private static void change(PostgresDatabase current, PostgresDatabase desired) throws SQLException {
        ServerVersion version;
        try (Connection connection = PostgresDatabase.connect(current.url())) {
            version = DIALECT.version(connection);
        }
        Realm from = inspect(version, current.url("app"));
        Realm to = inspect(version, desired.url("app"));
        Planner planner = DIALECT.planner(version).between(from, to);
        String[] statements = planner
                .plan(
                        ChangeOrder.sort(
                                new Differ(DIALECT.diffRules(version), DiffPolicy.DEFAULT).diff(from, to),
                                planner,
                                from,
                                to),
                        new PlanOptions("", new Qualifier.None()))
                .stream()
                .map(Statement::text)
                .toArray(String[]::new);
        PostgresDatabase.run(current.url("app"), String.join(";\n", statements));
    }

    private static Realm inspect(ServerVersion version, DatabaseUrl url) throws SQLException {
        try (Connection connection = PostgresDatabase.connect(url)) {
            return DIALECT.inspector(version)
                    .inspect(connection, new InspectOptions(DIALECT.scope(url), List.of()))
                    .realm();
        }
    }
}
