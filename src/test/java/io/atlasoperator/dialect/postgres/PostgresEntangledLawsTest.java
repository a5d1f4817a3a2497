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
            Pair.of(
                    "tables become unlogged and point to each other",
                    "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY)",
                    "CREATE UNLOGGED TABLE a (id int PRIMARY KEY); CREATE UNLOGGED TABLE b (id int PRIMARY KEY"
                            + " REFERENCES a, up int REFERENCES b)"),
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
                    // Older servers would drop the column h along with the function: that is refused.
                    .since(15),
            Pair.of("a key gets another type while a computed column is computed in another way", """
                    CREATE TABLE t (id int PRIMARY KEY, n int, s text, CONSTRAINT c CHECK (id > 0),
                      g text GENERATED ALWAYS AS (lower(s)) STORED);
                    """, """
                    CREATE TABLE t (id bigint, n varchar(20), s text, CONSTRAINT c CHECK (id > 0), CONSTRAINT k PRIMARY KEY (id),
                      g text GENERATED ALWAYS AS (upper(n)) STORED);
                    """)
                    .oneWay(),
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
            Pair.of("little or nothing changes of what is over computed columns that are made anew", """
                    CREATE TABLE b (id int PRIMARY KEY);
                    CREATE TABLE t (a int, n int, g int GENERATED ALWAYS AS (a + 1) STORED,
                      h int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY,
                      CONSTRAINT u UNIQUE (g), CONSTRAINT w UNIQUE (n) INCLUDE (g),
                      CONSTRAINT positive CHECK (g > 0), CONSTRAINT more CHECK (g > 1),
                      CONSTRAINT f FOREIGN KEY (g) REFERENCES b, CONSTRAINT k FOREIGN KEY (g) REFERENCES b);
                    CREATE INDEX i ON t (g);
                    CREATE INDEX j ON t (n, (g + 1));
                    CREATE INDEX o ON t (n) WHERE g > 3;
                    COMMENT ON INDEX i IS 'as it was';
                    COMMENT ON INDEX o IS 'kept';
                    CREATE TABLE c (g int REFERENCES t (g), h int REFERENCES t);
                    """, """
                    CREATE TABLE b (id int PRIMARY KEY);
                    CREATE TABLE t (a bigint, n int, g int GENERATED ALWAYS AS (a + 1) STORED,
                      h int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY,
                      CONSTRAINT u UNIQUE (g), CONSTRAINT w UNIQUE (n) INCLUDE (g),
                      CONSTRAINT positive CHECK (g > 0), CONSTRAINT more CHECK (g > 1),
                      CONSTRAINT f FOREIGN KEY (g) REFERENCES b, CONSTRAINT k FOREIGN KEY (g) REFERENCES b);
                    CREATE INDEX i ON t (g);
                    CREATE INDEX j ON t (n, (g + 1)) WITH (fillfactor = 70);
                    CREATE INDEX o ON t (n) WHERE g > 3;
                    COMMENT ON INDEX i IS 'as it is';
                    COMMENT ON INDEX o IS 'kept';
                    COMMENT ON INDEX w IS 'an index';
                    COMMENT ON CONSTRAINT w ON t IS 'a constraint';
                    COMMENT ON CONSTRAINT more ON t IS 'a check';
                    COMMENT ON CONSTRAINT k ON t IS 'a key';
                    COMMENT ON CONSTRAINT t_pkey ON t IS 'the key';
                    CREATE TABLE c (g int REFERENCES t (g), h int REFERENCES t);
                    """),
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
            Pair.of("a grandchild gets a column with the default of its parent", """
                    CREATE TABLE p (a int);
                    CREATE TABLE c () INHERITS (p);
                    CREATE TABLE g () INHERITS (c);
                    """, """
                    CREATE TABLE p (a int, b text DEFAULT 'p');
                    CREATE TABLE c () INHERITS (p);
                    ALTER TABLE c ALTER b SET DEFAULT 'c';
                    CREATE TABLE g () INHERITS (c);
                    """),
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
                    .oneWay(),
            Pair.of("tables that go, one with a key to the other and with a sequence that the other counts by", """
                    CREATE SEQUENCE s;
                    CREATE TABLE a (id bigint PRIMARY KEY DEFAULT nextval('s'));
                    CREATE TABLE b (id bigint, a bigint REFERENCES a);
                    ALTER SEQUENCE s OWNED BY b.id;
                    """, "")
                    .oneWay(),
            Pair.of("a domain is made anew and a function that it called goes", """
                    CREATE FUNCTION f(int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 > 0';
                    CREATE DOMAIN d AS numeric(8,2) CONSTRAINT c CHECK (f(VALUE::int));
                    CREATE TABLE t (d d);
                    CREATE TABLE gone (d d);
                    """, """
                    CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0);
                    CREATE TABLE t (d d);
                    """)
                    .oneWay(),
            Pair.of("keys made anew that CLUSTER and replication use", """
                    CREATE TABLE t (id int, n int, CONSTRAINT k PRIMARY KEY (id));
                    ALTER TABLE t CLUSTER ON k, REPLICA IDENTITY USING INDEX k;
                    CREATE TYPE e AS ENUM ('a', 'b');
                    CREATE TABLE u (e e, n text NOT NULL);
                    CREATE INDEX j ON u (n, (e = 'b'));
                    ALTER TABLE u CLUSTER ON j;
                    """, """
                    CREATE TABLE t (id int, n int, CONSTRAINT k PRIMARY KEY (id) INCLUDE (n));
                    ALTER TABLE t CLUSTER ON k, REPLICA IDENTITY USING INDEX k;
                    CREATE TYPE e AS ENUM ('b');
                    CREATE TABLE u (e e, n text NOT NULL);
                    CREATE INDEX j ON u (n, (e = 'b'));
                    ALTER TABLE u CLUSTER ON j;
                    """),
            Pair.of("keys of a table to itself that come after what they point to", "CREATE TABLE other (a int)", """
                    CREATE TABLE other (a int);
                    CREATE TABLE t (a int, up int, b int, c int, UNIQUE (a) INCLUDE (b) DEFERRABLE);
                    ALTER TABLE t ADD CONSTRAINT z UNIQUE (a);
                    CREATE UNIQUE INDEX i ON t (b);
                    ALTER TABLE t ADD FOREIGN KEY (up) REFERENCES t (a), ADD FOREIGN KEY (c) REFERENCES t (b);
                    """),
            Pair.of(
                            "what a column was computed from goes and the column stays",
                            "CREATE TABLE t (a int, b int, g int GENERATED ALWAYS AS (a * 2) STORED,"
                                    + " h int GENERATED ALWAYS AS (b * 2) STORED)",
                            "CREATE TABLE t (b bigint, g int, h int)")
                    .oneWay(),
            Pair.of("a sequence stays logged while the table that owns it does not", """
                    CREATE SEQUENCE s;
                    CREATE TABLE t (id bigint);
                    ALTER SEQUENCE s OWNED BY t.id;
                    """, """
                    CREATE SEQUENCE s CYCLE;
                    CREATE UNLOGGED TABLE t (id bigint);
                    ALTER SEQUENCE s OWNED BY t.id;
                    """),
            Pair.of("sequences change their owners", """
                    CREATE SEQUENCE s START 3;
                    CREATE SEQUENCE r;
                    CREATE TABLE gone (id bigint);
                    ALTER SEQUENCE r OWNED BY gone.id;
                    """, """
                    CREATE SEQUENCE s START 3 INCREMENT 5;
                    CREATE SEQUENCE r;
                    CREATE TABLE t (id bigint DEFAULT nextval('s'), n bigint DEFAULT nextval('r'));
                    CREATE VIEW v AS SELECT id FROM t;
                    ALTER SEQUENCE s OWNED BY t.id;
                    ALTER SEQUENCE r OWNED BY t.n;
                    """).oneWay(),
            Pair.of("partitions go and come that keys hold on to", """
                    CREATE TABLE a (id int PRIMARY KEY);
                    CREATE TABLE p (id int PRIMARY KEY, a int REFERENCES a) PARTITION BY LIST (id);
                    CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                    CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
                    CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3) PARTITION BY LIST (id);
                    CREATE TABLE p31 PARTITION OF p3 FOR VALUES IN (3);
                    CREATE TABLE b (p int REFERENCES p, q int, CONSTRAINT q FOREIGN KEY (q) REFERENCES p);
                    """, """
                    CREATE TABLE p (id int PRIMARY KEY, a int) PARTITION BY LIST (id);
                    CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 4);
                    CREATE TABLE p2 (id int, a int);
                    CREATE TABLE b (p int REFERENCES p, q int);
                    """).oneWay(),
            Pair.of("partitioned tables go that keys point to", """
                    CREATE TABLE p (id int PRIMARY KEY) PARTITION BY LIST (id);
                    CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
                    CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1);
                    CREATE TABLE z (p int REFERENCES p);
                    CREATE TABLE stays (p int REFERENCES p);
                    """, "CREATE TABLE stays (p int)")
                    .oneWay());

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
