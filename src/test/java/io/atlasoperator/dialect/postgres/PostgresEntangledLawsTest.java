package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws where one thing can't change while another holds on to it. */
class PostgresEntangledLawsTest {
    private static final List<Pair> PAIRS = List.of(
            Pair.of("keys that foreign keys point to are made anew", """
                    CREATE TABLE a (id int PRIMARY KEY, code text, CONSTRAINT u UNIQUE (code), up int REFERENCES a);
                    CREATE TABLE b (a int REFERENCES a, code text REFERENCES a (code) ON DELETE CASCADE);
                    CREATE TABLE gone (a int REFERENCES a);
                    """, """
                    CREATE TABLE a (id int, code text, CONSTRAINT u UNIQUE (code) INCLUDE (id), up int,
                      CONSTRAINT other PRIMARY KEY (id) INCLUDE (code), FOREIGN KEY (up) REFERENCES a);
                    CREATE TABLE b (a int REFERENCES a, code text REFERENCES a (code) ON DELETE SET NULL);
                    """).oneWay(),
            Pair.of("foreign keys between columns that get another type", """
                    CREATE TYPE e AS ENUM ('a', 'b', 'c');
                    CREATE TABLE a (k e PRIMARY KEY, n int UNIQUE);
                    CREATE TABLE b (k e REFERENCES a, n int REFERENCES a (n));
                    """, """
                    CREATE TYPE e AS ENUM ('b', 'a');
                    CREATE TABLE a (k e PRIMARY KEY, n text UNIQUE);
                    CREATE TABLE b (k e REFERENCES a, n text REFERENCES a (n));
                    """),
            Pair.of(
                    "tables that point to each other change how they are kept",
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY REFERENCES a)",
                    "CREATE UNLOGGED TABLE a (id int PRIMARY KEY); CREATE UNLOGGED TABLE b (id int PRIMARY KEY"
                            + " REFERENCES a)"),
            Pair.of("functions that computed columns and domains call", """
                    CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 1';
                    CREATE FUNCTION ok(n int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 > 0';
                    CREATE DOMAIN d AS int CONSTRAINT c CHECK (ok(VALUE));
                    CREATE TABLE t (a int, d d, g int GENERATED ALWAYS AS (f(a)) STORED,
                      h int GENERATED ALWAYS AS (f(a)) STORED, CONSTRAINT positive CHECK (g > 0));
                    CREATE INDEX i ON t (g);
                    CREATE VIEW v AS SELECT g FROM t;
                    """, """
                    CREATE FUNCTION f(int) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 2::bigint';
                    CREATE FUNCTION ok(m int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 > 0';
                    CREATE DOMAIN d AS int CONSTRAINT c CHECK (ok(VALUE));
                    CREATE TABLE t (a int, d d, g int GENERATED ALWAYS AS (f(a)) STORED, h int,
                      CONSTRAINT positive CHECK (g > 0));
                    CREATE INDEX i ON t (g);
                    CREATE VIEW v AS SELECT g FROM t;
                    """)
                    .oneWay()
                    .since(15),
            Pair.of("what computed columns are computed from changes", """
                    CREATE TABLE t (a int, b text, gone int, g int GENERATED ALWAYS AS (a + 1) STORED,
                      h int GENERATED ALWAYS AS (gone * 2) STORED, k text GENERATED ALWAYS AS (upper(b)) STORED);
                    CREATE VIEW v AS SELECT g FROM t;
                    COMMENT ON COLUMN t.g IS 'kept';
                    """, """
                    CREATE TABLE t (a bigint, b varchar(9), g int GENERATED ALWAYS AS (a + 1) STORED, more int,
                      h bigint GENERATED ALWAYS AS (more * 2) STORED, k varchar(20));
                    CREATE VIEW v AS SELECT g FROM t;
                    COMMENT ON COLUMN t.g IS 'kept';
                    """).oneWay(),
            Pair.of("types that are made of types that are made anew", """
                    CREATE TYPE e AS ENUM ('a', 'b');
                    CREATE TYPE c AS (n int, e e);
                    CREATE TABLE t (c c);
                    CREATE TABLE gone (e e);
                    CREATE TYPE unused AS (e e);
                    """, """
                    CREATE TYPE e AS ENUM ('b');
                    CREATE TYPE c AS (e e, n bigint, more text);
                    CREATE TABLE t (c c);
                    """).oneWay(),
            Pair.of(
                    "serial columns become identities and the other way round",
                    "CREATE TABLE \"T t\" (a serial, b int GENERATED ALWAYS AS IDENTITY, c int NOT NULL)",
                    "CREATE TABLE \"T t\" (a int GENERATED ALWAYS AS IDENTITY, b serial, c serial)"),
            Pair.of("children and partitions keep what is their own", """
                    CREATE TABLE p (a int DEFAULT 1, b text DEFAULT 'p');
                    CREATE TABLE c () INHERITS (p);
                    ALTER TABLE c ALTER a SET DEFAULT 5, ALTER b SET DEFAULT 'c';
                    CREATE TABLE r (a int, b text NOT NULL) PARTITION BY LIST (a);
                    CREATE TABLE r1 PARTITION OF r (b NOT NULL) FOR VALUES IN (1);
                    """, """
                    CREATE TABLE p (a bigint DEFAULT 2, b text);
                    CREATE TABLE c () INHERITS (p);
                    ALTER TABLE c ALTER a SET DEFAULT 5, ALTER b SET DEFAULT 'c';
                    CREATE TABLE r (a int, b text) PARTITION BY LIST (a);
                    CREATE TABLE r1 PARTITION OF r (b NOT NULL) FOR VALUES IN (1);
                    """).oneWay(),
            Pair.of("a partition gets other bounds while its parent changes", """
                    CREATE TABLE p (a int, b varchar(9)) PARTITION BY LIST (a);
                    CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                    """, """
                    CREATE TABLE p (a int, b text, CONSTRAINT c CHECK (b <> '')) PARTITION BY LIST (a);
                    CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2);
                    """)
                    .oneWay(),
            Pair.of("rules on columns that get another type, collations and names that go", """
                    CREATE TABLE t (a int, b text COLLATE "C", CONSTRAINT named PRIMARY KEY (a));
                    CREATE RULE r AS ON DELETE TO t WHERE old.a > 3 DO INSTEAD NOTHING;
                    """, """
                    CREATE TABLE t (a bigint PRIMARY KEY, b text);
                    CREATE RULE r AS ON DELETE TO t WHERE old.a > 3 DO INSTEAD NOTHING;
                    """),
            Pair.of("two keys of the same columns, and parameters of views", "CREATE TABLE other (a int)", """
                    CREATE TABLE other (a int);
                    CREATE TABLE t (a int PRIMARY KEY, s varchar(9) CHECK (s IN ('a', 'b') OR s IS NULL));
                    ALTER TABLE t ADD UNIQUE (a);
                    CREATE VIEW v WITH (security_barrier = on) AS SELECT a FROM t;
                    CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT a FROM t;
                    """),
            Pair.of("tables that go, one with a sequence that the other counts by", """
                    CREATE SEQUENCE s;
                    CREATE TABLE a (id bigint DEFAULT nextval('s'));
                    CREATE TABLE b (id bigint DEFAULT nextval('s'));
                    ALTER SEQUENCE s OWNED BY a.id;
                    """, "")
                    .oneWay());

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
