package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for functions and procedures. */
class PostgresRoutineLawsTest {
    private static final String TYPES = "CREATE TYPE mood AS ENUM ('sad', 'glad');"
            + " CREATE TABLE users (id int PRIMARY KEY, name text, mood mood);";

    private static final List<Pair> PAIRS = List.of(
            Pair.of("every kind of argument, result and attribute", TYPES, TYPES + """
                    CREATE FUNCTION plain() RETURNS integer LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION over(a integer, b text DEFAULT 'it''s', c timestamptz = now()) RETURNS text
                        LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 7.5 AS $$SELECT b$$;
                    CREATE FUNCTION over(a text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT a$$;
                    CREATE FUNCTION over(a varchar(3)[], b numeric(3,2)) RETURNS SETOF bigint LANGUAGE sql ROWS 5
                        AS 'SELECT 1::bigint';
                    CREATE FUNCTION moods(m mood, all_of mood[] DEFAULT '{sad}') RETURNS SETOF mood LANGUAGE sql
                        AS 'SELECT m';
                    CREATE FUNCTION rows_of(u users) RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';
                    CREATE FUNCTION outs(IN a int, OUT b text, INOUT c int) LANGUAGE sql AS $$SELECT 'x'::text, c$$;
                    CREATE FUNCTION out_rows(OUT b text, OUT "C d" int) RETURNS SETOF record LANGUAGE sql
                        AS $$SELECT 'x'::text, 1$$;
                    CREATE FUNCTION "Odd ""table"(n int) RETURNS TABLE (id int, "Na me" text, m mood) LANGUAGE plpgsql
                        SECURITY DEFINER SET search_path = app, "$user", '' SET work_mem = '5MB' AS $fn$
                    DECLARE
                        u users%ROWTYPE; -- declared
                    BEGIN
                        RETURN QUERY SELECT 1, '$$ ${x} %{y}'::text, 'sad'::app.mood;
                    END;
                    $fn$;
                    CREATE FUNCTION many(VARIADIC a anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT a[1]';
                    CREATE FUNCTION unnamed(int, OUT int) LANGUAGE sql AS 'SELECT $1';
                    CREATE FUNCTION ranges(r int4range, OUT i interval, j "char") LANGUAGE sql AS 'SELECT NULL::interval';
                    CREATE FUNCTION nothing() RETURNS void LANGUAGE plpgsql AS $$BEGIN END$$;
                    CREATE PROCEDURE work(a int, INOUT b text DEFAULT 'b') LANGUAGE plpgsql AS $$
                    BEGIN
                      b := a::text;
                    END $$;
                    COMMENT ON FUNCTION over(integer, text, timestamptz) IS 'it''s one';
                    COMMENT ON PROCEDURE work IS 'works';
                    """),
            Pair.of(
                    "bodies that hold their own quotes",
                    "CREATE FUNCTION a() RETURNS text LANGUAGE sql AS 'SELECT 1::text'",
                    """
                    CREATE FUNCTION a() RETURNS text LANGUAGE sql AS 'SELECT $$x$$ || $body$y$body$ -- $body1$';
                    CREATE FUNCTION b() RETURNS void LANGUAGE plpgsql AS 'BEGIN END; -- $';
                    CREATE FUNCTION c() RETURNS void LANGUAGE plpgsql AS 'BEGIN END; -- $$body';
                    CREATE FUNCTION d() RETURNS void LANGUAGE plpgsql AS E'\\tBEGIN\\r\\n  NULL; -- \\\\ ''q''\\n\\nEND\\n\\n  ';
                    CREATE FUNCTION e() RETURNS void LANGUAGE plpgsql AS '
                    BEGIN
                    /*
                    SQL
                    */
                    END
                    ';
                    """),
            Pair.of("what may be replaced in place", """
                    CREATE FUNCTION a(x int, int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE TABLE t (id int DEFAULT a(1, 2));
                    CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT 1';
                    COMMENT ON FUNCTION a IS 'before';
                    """, """
                    CREATE FUNCTION a(x int, y int) RETURNS int LANGUAGE plpgsql IMMUTABLE STRICT SECURITY DEFINER
                        PARALLEL RESTRICTED COST 3 SET work_mem = '1MB' AS 'BEGIN RETURN 2; END';
                    CREATE TABLE t (id int DEFAULT a(1, 2));
                    CREATE PROCEDURE p(x int) LANGUAGE sql SECURITY DEFINER AS 'SELECT 2';
                    COMMENT ON FUNCTION a IS 'after';
                    """).oneWay(),
            Pair.of("what may not be replaced, with what depends on it", """
                    CREATE FUNCTION a(x int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION n(x int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION o(OUT x int) LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION d(x int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION k() RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE VIEW v AS SELECT a(1) AS a, n(1) AS n;
                    """, """
                    CREATE FUNCTION a(x int) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
                    CREATE FUNCTION n(y int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION o(OUT y int) LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION d(x int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE PROCEDURE k() LANGUAGE sql AS 'SELECT 1';
                    CREATE VIEW v AS SELECT a(1) AS a, n(1) AS n;
                    """),
            Pair.of("what tables use is made anew", """
                    CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                    CREATE TABLE t (id int DEFAULT f(1), n int DEFAULT f(2), m int DEFAULT f(3), name text,
                        CONSTRAINT positive CHECK (f(n) > 0), CONSTRAINT gone CHECK (f(n) > 1), CHECK (n > 0));
                    CREATE INDEX over ON t (f(n)) WHERE f(id) > 0;
                    CREATE INDEX other ON t (n);
                    CREATE TABLE untouched (id int DEFAULT f(1));
                    """, """
                    CREATE FUNCTION f(y int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                    CREATE TABLE t (id int DEFAULT f(1), n bigint DEFAULT 7, m int, name text, more int,
                        CONSTRAINT positive CHECK (f(id) > 0), CHECK (n > 0));
                    CREATE UNIQUE INDEX over ON t (f(id));
                    CREATE INDEX other ON t (n);
                    CREATE TABLE untouched (id int DEFAULT f(1));
                    """).oneWay(),
            Pair.of("bodies of the SQL standard", TYPES + """
                            CREATE FUNCTION s(a int) RETURNS int LANGUAGE sql RETURN a + 1;
                            """, TYPES + """
                            CREATE VIEW glad AS SELECT id FROM users WHERE mood = 'glad';
                            CREATE FUNCTION s(a int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a + 2;
                            CREATE FUNCTION first_glad() RETURNS SETOF int
                            BEGIN ATOMIC
                                SELECT id FROM glad;
                                SELECT id FROM users WHERE name = ';' || (CASE WHEN id > 1 THEN 'x' ELSE name END);
                            END;
                            CREATE PROCEDURE ins(a int, OUT b int)
                            BEGIN ATOMIC
                                INSERT INTO users VALUES (a, 'x');
                                SELECT a;
                            END;
                            """).since(14),
            Pair.of("bodies that look at what is made in the same plan", "CREATE TABLE first (id int)", """
                    CREATE TABLE first (id int);
                    CREATE TABLE zebras (id int PRIMARY KEY, tag text);
                    CREATE VIEW zoo AS SELECT * FROM zebras;
                    CREATE FUNCTION b_other() RETURNS SETOF zebras LANGUAGE sql AS 'SELECT * FROM zebras';
                    CREATE FUNCTION a_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM zoo, b_other()';
                    CREATE FUNCTION c_declares() RETURNS void LANGUAGE plpgsql
                        AS 'DECLARE z zebras; t zebras.tag%TYPE; BEGIN END';
                    """),
            Pair.of("bodies and defaults in a cycle", "", """
                    CREATE FUNCTION valid(int) RETURNS boolean LANGUAGE sql AS 'SELECT true';
                    CREATE TABLE t (id int CHECK (valid(id)), n bigint);
                    CREATE OR REPLACE FUNCTION valid(int) RETURNS boolean LANGUAGE sql
                        AS 'SELECT count(*) < 9 FROM t WHERE id = $1';
                    CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'SELECT f($1)';
                    CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT g($1)';
                    """),
            Pair.of(
                            "routines go with what they are used by",
                            TYPES + """
                    CREATE FUNCTION d() RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION i(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
                    CREATE FUNCTION m(mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    ALTER TABLE users ALTER id SET DEFAULT d(), ADD CHECK (i(name) <> 'x');
                    CREATE INDEX lowered ON users (i(name)) WHERE i(name) <> '';
                    CREATE TABLE gone (id int DEFAULT d());
                    """,
                            "CREATE TABLE users (id int PRIMARY KEY, name text)")
                    .oneWay());

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
