package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for domains, composite types and ranges. */
class PostgresTypeLawsTest {

    private static final String TYPES = """
            CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
            CREATE DOMAIN positive AS int CONSTRAINT above CHECK (VALUE > 0);
            CREATE DOMAIN small AS positive DEFAULT 7 NOT NULL CONSTRAINT below CHECK (VALUE < 100);
            CREATE DOMAIN "Odd ""one" AS varchar(30) COLLATE "C" DEFAULT 'it''s' CHECK (VALUE <> '') CHECK (length(VALUE) < 9);
            CREATE DOMAIN price AS numeric(10, 2);
            CREATE DOMAIN moods AS mood[];
            CREATE DOMAIN words AS text[] CHECK (array_length(VALUE, 1) < 5);
            CREATE TYPE address AS (street text, number positive, "Zip" varchar(10) COLLATE "C");
            CREATE TYPE person AS (name text, home address, moods mood[], homes address[]);
            CREATE TYPE nothing AS ();
            CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi);
            CREATE TYPE texts AS RANGE (subtype = text, collation = "C");
            CREATE TYPE patterns AS RANGE (subtype = text, subtype_opclass = text_pattern_ops);
            CREATE TABLE t (
              id small,
              other small DEFAULT 3,
              m mood NOT NULL DEFAULT 'ok',
              ms mood[],
              o "Odd ""one",
              p person,
              ps person[] NOT NULL DEFAULT '{}',
              s span,
              ss span[],
              w words,
              x moods,
              pr price DEFAULT 1.50
            );
            COMMENT ON DOMAIN positive IS 'more than none';
            COMMENT ON TYPE address IS 'where';
            COMMENT ON COLUMN address.street IS 'its name';
            COMMENT ON TYPE span IS 'it''s a span';
            """;

    private static final List<Pair> PAIRS = List.of(
            Pair.of("comments on the checks of a domain", "", """
                    CREATE DOMAIN d AS int CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE < 9);
                    COMMENT ON CONSTRAINT a ON DOMAIN d IS 'it''s more';
                    """),
            Pair.of("other comments on the checks of a domain", """
                    CREATE DOMAIN d AS int CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE < 9)
                      CONSTRAINT c CHECK (VALUE <> 3) CONSTRAINT gone CHECK (VALUE <> 4);
                    COMMENT ON CONSTRAINT a ON DOMAIN d IS 'old';
                    COMMENT ON CONSTRAINT b ON DOMAIN d IS 'stays';
                    COMMENT ON CONSTRAINT gone ON DOMAIN d IS 'goes';
                    """, """
                    CREATE DOMAIN d AS int CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE < 8)
                      CONSTRAINT c CHECK (VALUE <> 3);
                    COMMENT ON CONSTRAINT a ON DOMAIN d IS 'new';
                    COMMENT ON CONSTRAINT b ON DOMAIN d IS 'stays';
                    COMMENT ON CONSTRAINT c ON DOMAIN d IS 'fresh';
                    """),
            Pair.of("types along with tables that have them", "", TYPES),
            Pair.of("domains that change in place", """
                    CREATE DOMAIN d AS int DEFAULT 1 NOT NULL CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE < 9);
                    CREATE DOMAIN e AS text;
                    CREATE DOMAIN g AS text;
                    ALTER DOMAIN g ADD CONSTRAINT old CHECK (VALUE <> 'x') NOT VALID;
                    CREATE TABLE t (d d, e e);
                    CREATE VIEW v AS SELECT d, e FROM t;
                    COMMENT ON DOMAIN d IS 'old';
                    """, """
                    CREATE DOMAIN d AS int DEFAULT 2 CONSTRAINT a CHECK (VALUE > 1) CONSTRAINT c CHECK (VALUE < 8);
                    CREATE DOMAIN e AS text DEFAULT 'x' NOT NULL;
                    ALTER DOMAIN e ADD CONSTRAINT later CHECK (VALUE <> '') NOT VALID;
                    CREATE DOMAIN g AS text CONSTRAINT old CHECK (VALUE <> 'x');
                    CREATE TABLE t (d d, e e);
                    CREATE VIEW v AS SELECT d, e FROM t;
                    COMMENT ON DOMAIN d IS 'new';
                    """),
            Pair.of("domains that are over another type", """
                    CREATE DOMAIN used AS int CHECK (VALUE > 0);
                    CREATE DOMAIN over AS used NOT NULL;
                    CREATE DOMAIN unused AS int;
                    CREATE TABLE t (a used DEFAULT 1, b over, c used[], CONSTRAINT ck CHECK (a > 1));
                    CREATE INDEX i ON t (a) WHERE a > 2;
                    CREATE VIEW v AS SELECT a, b FROM t;
                    """, """
                    CREATE DOMAIN used AS bigint CHECK (VALUE > 0);
                    CREATE DOMAIN over AS used NOT NULL;
                    CREATE DOMAIN unused AS text COLLATE "C";
                    CREATE TABLE t (a used DEFAULT 1, b over, c used[], CONSTRAINT ck CHECK (a > 1));
                    CREATE INDEX i ON t (a) WHERE a > 2;
                    CREATE VIEW v AS SELECT a, b FROM t;
                    """),
            Pair.of("composite types that change in place", """
                    CREATE TYPE c AS (a int, b text, gone int);
                    CREATE TYPE unused AS (a int);
                    CREATE TABLE t (c c, cs c[]);
                    COMMENT ON COLUMN c.a IS 'old';
                    """, """
                    CREATE TYPE c AS (a int, b text, d int, e varchar(3));
                    CREATE TYPE unused AS (b int, a bigint);
                    CREATE TABLE t (c c, cs c[]);
                    COMMENT ON COLUMN c.a IS 'new';
                    COMMENT ON TYPE c IS 'commented';
                    """),
            Pair.of("composite types whose fields get another type", """
                    CREATE TYPE inner_one AS (a int);
                    CREATE TYPE c AS (a int, i inner_one);
                    CREATE TABLE t (c c, cs c[], i inner_one);
                    CREATE VIEW v AS SELECT (c).a FROM t;
                    """, """
                    CREATE TYPE inner_one AS (a bigint);
                    CREATE TYPE c AS (a int, i inner_one);
                    CREATE TABLE t (c c, cs c[], i inner_one);
                    CREATE VIEW v AS SELECT (c).a FROM t;
                    """),
            Pair.of("enums that lose and move values", """
                    CREATE TYPE e AS ENUM ('a', 'b', 'c');
                    CREATE TYPE unused AS ENUM ('x', 'y');
                    CREATE DOMAIN over AS e;
                    CREATE TABLE t (
                      a e NOT NULL DEFAULT 'b', b e[] DEFAULT '{a,b}', o over, n int, left_behind e,
                      CONSTRAINT ck CHECK (a <> 'c' OR n > 1)
                    );
                    CREATE UNIQUE INDEX i ON t (n) WHERE a = 'a';
                    CREATE INDEX plain ON t (a);
                    CREATE VIEW v AS SELECT a FROM t WHERE a = 'b';
                    CREATE MATERIALIZED VIEW m AS SELECT count(*) AS n FROM v;
                    COMMENT ON TYPE e IS 'old';
                    INSERT INTO t VALUES ('b', '{b,a}', 'a', 1, 'a');
                    """, """
                    CREATE TYPE e AS ENUM ('b', 'd', 'a');
                    CREATE TYPE unused AS ENUM ('y', 'x');
                    CREATE DOMAIN over AS e;
                    CREATE TABLE t (
                      a e NOT NULL DEFAULT 'a', b e[] DEFAULT '{a,b}', o over, n int, left_behind text,
                      CONSTRAINT ck CHECK (a <> 'd' OR n > 1)
                    );
                    CREATE UNIQUE INDEX i ON t (n) WHERE a = 'a';
                    CREATE INDEX plain ON t (a);
                    CREATE VIEW v AS SELECT a FROM t WHERE a = 'b';
                    CREATE MATERIALIZED VIEW m AS SELECT count(*) AS n FROM v;
                    COMMENT ON TYPE e IS 'new';
                    """),
            Pair.of("types that change their kind and ranges that change", """
                    CREATE DOMAIN was_domain AS text;
                    CREATE TYPE was_enum AS ENUM ('a');
                    CREATE TYPE r AS RANGE (subtype = int);
                    CREATE TYPE s AS RANGE (subtype = int);
                    CREATE TABLE t (a was_domain DEFAULT 'a', b was_enum, s s);
                    COMMENT ON TYPE s IS 'old';
                    """, """
                    CREATE TYPE was_domain AS ENUM ('a');
                    CREATE DOMAIN was_enum AS text;
                    CREATE TYPE r AS RANGE (subtype = bigint);
                    CREATE TYPE s AS RANGE (subtype = int);
                    CREATE TABLE t (a was_domain DEFAULT 'a', b was_enum, s s);
                    COMMENT ON TYPE s IS 'new';
                    """),
            Pair.of("ranges with named types of several", "", """
                    CREATE TYPE r AS RANGE (subtype = int, multirange_type_name = many);
                    CREATE TABLE t (r r, m many, ms many[]);
                    """).since(14));

    @TestFactory
    Stream<DynamicTest> needNoServerWhereNothingChanged() {
        return PostgresLaws.needNoServer(PAIRS);
    }

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
