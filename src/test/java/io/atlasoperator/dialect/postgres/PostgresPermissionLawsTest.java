package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for rights. */
class PostgresPermissionLawsTest {
    private static final String THINGS = """
            CREATE TYPE mood AS ENUM ('sad', 'glad');
            CREATE DOMAIN percent AS int CHECK (VALUE BETWEEN 0 AND 100);
            CREATE TABLE users (id serial PRIMARY KEY, email text, "Odd ""col" mood);
            CREATE TABLE "Odd ""table" (id int);
            CREATE SEQUENCE ticket;
            CREATE VIEW active AS SELECT id, email FROM users;
            CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM users;
            CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
            CREATE FUNCTION twice(n mood[], numeric(4,2)) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';
            CREATE PROCEDURE tidy(x int) LANGUAGE sql AS 'SELECT 1';
            CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
            """;

    private static final String GRANTED = """
            GRANT SELECT, INSERT ON users TO reader;
            GRANT UPDATE ON users TO reader WITH GRANT OPTION;
            GRANT SELECT (id), UPDATE (email, "Odd ""col") ON users TO "Odd ""role";
            GRANT ALL ON "Odd ""table" TO PUBLIC;
            GRANT USAGE, SELECT ON SEQUENCE ticket, users_id_seq TO reader;
            GRANT SELECT ON active, counted TO reader WITH GRANT OPTION;
            REVOKE EXECUTE ON FUNCTION twice(int) FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION twice(mood[], numeric), total(int) TO reader;
            REVOKE ALL ON PROCEDURE tidy(int) FROM PUBLIC;
            GRANT EXECUTE ON PROCEDURE tidy(int) TO reader;
            REVOKE USAGE ON TYPE mood FROM PUBLIC;
            GRANT USAGE ON DOMAIN percent TO reader;
            ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO reader;
            ALTER DEFAULT PRIVILEGES FOR ROLE reader IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
            """;

    private static final List<Pair> PAIRS = List.of(
            Pair.of("rights on everything that is new", "CREATE TABLE other (id int)", THINGS + GRANTED),
            Pair.of("rights on what is there", THINGS, THINGS + GRANTED),
            Pair.of("rights change", THINGS + GRANTED, THINGS + """
                    GRANT SELECT ON users TO reader WITH GRANT OPTION;
                    GRANT UPDATE ON users TO reader;
                    GRANT UPDATE (id) ON users TO "Odd ""role";
                    GRANT SELECT ON "Odd ""table" TO reader;
                    GRANT USAGE ON SEQUENCE ticket TO PUBLIC;
                    GRANT SELECT ON users_id_seq TO reader;
                    GRANT SELECT ON active TO PUBLIC;
                    GRANT INSERT ON active TO reader;
                    GRANT EXECUTE ON FUNCTION twice(int) TO reader;
                    GRANT EXECUTE ON FUNCTION twice(mood[], numeric) TO PUBLIC;
                    REVOKE EXECUTE ON FUNCTION total(int) FROM PUBLIC;
                    GRANT SELECT ON counted TO "Odd ""role";
                    GRANT USAGE ON TYPE mood TO reader;
                    REVOKE EXECUTE ON PROCEDURE tidy(int) FROM reader;
                    REVOKE USAGE ON DOMAIN percent FROM PUBLIC;
                    ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT, INSERT ON TABLES TO reader, PUBLIC;
                    ALTER DEFAULT PRIVILEGES FOR ROLE reader IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO PUBLIC, "Odd ""role";
                    """),
            Pair.of(
                    "rights that are taken from all are looked after",
                    THINGS + "GRANT SELECT ON users TO reader; GRANT EXECUTE ON FUNCTION twice(int) TO reader",
                    THINGS + "REVOKE ALL ON users FROM PUBLIC; GRANT EXECUTE ON FUNCTION twice(int) TO PUBLIC"),
            Pair.of(
                    "what is made anew keeps its rights",
                    THINGS + GRANTED,
                    THINGS.replace("email text", "email varchar(10)").replace("RETURNS int LANG", "RETURNS bigint LANG")
                            + GRANTED + "CREATE TABLE more (id int)"),
            Pair.of(
                    "a type that makes room for another keeps its rights",
                    THINGS + GRANTED + "GRANT USAGE ON TYPE mood TO reader",
                    THINGS.replace("('sad', 'glad')", "('glad', 'sad')")
                            + GRANTED.replace("REVOKE USAGE ON TYPE mood FROM PUBLIC;", "")),
            Pair.of("things go with their rights", THINGS + GRANTED, """
                    CREATE TABLE users (id serial PRIMARY KEY);
                    GRANT SELECT, INSERT ON users TO reader;
                    GRANT UPDATE ON users_id_seq TO reader;
                    ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
                    ALTER DEFAULT PRIVILEGES FOR ROLE reader IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
                    """));

    @BeforeAll
    static void roles() throws SQLException {
        for (int major : List.of(13, 15, 18)) {
            try (PostgresDatabase database = PostgresServers.database(major)) {
                PostgresDatabase.run(
                        database.url(),
                        "SELECT pg_catalog.atlas_make_role('reader'), pg_catalog.atlas_make_role('Odd \"role')");
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
