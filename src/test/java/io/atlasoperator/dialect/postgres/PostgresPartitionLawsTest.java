package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for partitions and inheritance. */
class PostgresPartitionLawsTest {
    private static final String LOGS = """
            CREATE TABLE kinds (id int PRIMARY KEY);
            CREATE TABLE logs (
              id bigint NOT NULL, at date NOT NULL DEFAULT '2020-01-01', kind int REFERENCES kinds,
              text varchar(20) DEFAULT 'x', CONSTRAINT longer CHECK (length(text) > 0), PRIMARY KEY (id, at))
              PARTITION BY RANGE (at);
            CREATE INDEX logs_kind ON logs (kind);
            """;

    private static final String PARTITIONS = LOGS + """
            CREATE TABLE logs_old PARTITION OF logs FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
            CREATE TABLE logs_2020 PARTITION OF logs (CONSTRAINT own CHECK (kind > 0), text DEFAULT 'y' NOT NULL)
              FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY LIST (id);
            CREATE TABLE logs_2020_one PARTITION OF logs_2020 FOR VALUES IN (1, 2) WITH (fillfactor = 60);
            CREATE TABLE logs_2020_rest PARTITION OF logs_2020 DEFAULT;
            CREATE TABLE "Logs ""x" (text varchar(20) DEFAULT 'z', kind int, at date NOT NULL, id bigint NOT NULL,
              CONSTRAINT longer CHECK (length(text) > 0), CONSTRAINT "Named" PRIMARY KEY (id, at));
            CREATE INDEX named_kind ON "Logs ""x" (kind);
            CREATE INDEX own_text ON "Logs ""x" (text);
            ALTER TABLE logs ATTACH PARTITION "Logs ""x" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
            COMMENT ON TABLE logs_old IS 'old';
            COMMENT ON COLUMN logs_old.at IS 'day';
            CREATE TABLE notes (id int, at date, FOREIGN KEY (id, at) REFERENCES logs);
            """;

    private static final String OWN_NOT_NULLS = """
            CREATE TABLE p (a int, b int, c text NOT NULL, CONSTRAINT key PRIMARY KEY (a, b)) PARTITION BY LIST (a);
            CREATE TABLE p1 (a int NOT NULL, b int NOT NULL, c text DEFAULT 'x' NOT NULL);
            ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
            CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (a);
            CREATE TABLE p3 (a int NOT NULL, b int NOT NULL, c text CONSTRAINT deep NOT NULL);
            ALTER TABLE p2 ATTACH PARTITION p3 FOR VALUES IN (2);
            CREATE TABLE k (a int, b int, FOREIGN KEY (a, b) REFERENCES p);
            CREATE TABLE r (a int CONSTRAINT named NOT NULL);
            CREATE TABLE s (a int NOT NULL) INHERITS (r);
            """;

    private static final List<Pair> PAIRS = List.of(
            Pair.of("parts of a partition key with a collation or an operator class", "", """
                    CREATE TABLE h (a int, "B c" text, d text, e text COLLATE "C")
                      PARTITION BY HASH (a, lower(d) COLLATE "C" text_pattern_ops, "B c" COLLATE "POSIX", (d || 'x'), e);
                    CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                    CREATE TABLE l (t text) PARTITION BY LIST (t text_pattern_ops);
                    CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', NULL);
                    CREATE TABLE r (t varchar(5), u text) PARTITION BY RANGE ((t || u) COLLATE "C");
                    """),
            Pair.of("tables with their partitions", "", PARTITIONS),
            Pair.of("partitions come and go", PARTITIONS, LOGS + """
                    CREATE TABLE logs_new PARTITION OF logs DEFAULT;
                    CREATE TABLE notes (id int, at date, FOREIGN KEY (id, at) REFERENCES logs);
                    """),
            Pair.of("a table changes along with its partitions", PARTITIONS, """
                    CREATE TABLE kinds (id int PRIMARY KEY);
                    CREATE TABLE logs (
                      id bigint NOT NULL, at date NOT NULL DEFAULT '2022-01-01', kind int REFERENCES kinds,
                      text text DEFAULT 'x', more int DEFAULT 1, CONSTRAINT longer CHECK (length(text) > 1),
                      PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                    CREATE INDEX logs_kind_more ON logs (kind, more);
                    CREATE TABLE logs_old PARTITION OF logs FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
                    CREATE TABLE logs_2020 PARTITION OF logs (CONSTRAINT own CHECK (kind > 1), text DEFAULT 'y' NOT NULL)
                      FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY LIST (id);
                    CREATE TABLE logs_2020_one PARTITION OF logs_2020 FOR VALUES IN (1, 2);
                    CREATE TABLE logs_2020_rest PARTITION OF logs_2020 DEFAULT;
                    CREATE TABLE "Logs ""x" (text text DEFAULT 'z', kind int, at date NOT NULL, id bigint NOT NULL,
                      more int, CONSTRAINT longer CHECK (length(text) > 1), CONSTRAINT "Named" PRIMARY KEY (id, at));
                    CREATE INDEX own_text ON "Logs ""x" (text);
                    ALTER TABLE logs ATTACH PARTITION "Logs ""x" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
                    CREATE TABLE notes (id int, at date, FOREIGN KEY (id, at) REFERENCES logs);
                    """)
                    .oneWay(),
            Pair.of(
                    "a partition joins a table that gets a foreign key to a key that comes in the place of another",
                    """
                    CREATE TABLE k (id int NOT NULL, CONSTRAINT former UNIQUE (id));
                    CREATE TABLE p (a int NOT NULL) PARTITION BY LIST (a);
                    CREATE TABLE joins (a int NOT NULL);
                    """,
                    """
                    CREATE TABLE k (id int PRIMARY KEY);
                    CREATE TABLE p (a int NOT NULL, CONSTRAINT p_k FOREIGN KEY (a) REFERENCES k) PARTITION BY LIST (a);
                    CREATE TABLE joins PARTITION OF p FOR VALUES IN (1);
                    """),
            Pair.of("a partition that is NOT NULL by itself becomes nullable along with its parent", """
                    CREATE TABLE p (a int NOT NULL, b text NOT NULL) PARTITION BY LIST (a);
                    CREATE TABLE own PARTITION OF p (b DEFAULT 'x' NOT NULL) FOR VALUES IN (1);
                    CREATE TABLE other PARTITION OF p FOR VALUES IN (2);
                    """, """
                    CREATE TABLE p (a int NOT NULL, b text) PARTITION BY LIST (a);
                    CREATE TABLE own PARTITION OF p (b DEFAULT 'x') FOR VALUES IN (1);
                    CREATE TABLE other PARTITION OF p FOR VALUES IN (2);
                    """),
            Pair.of(
                    "columns that are NOT NULL in partitions and children by themselves get another type",
                    OWN_NOT_NULLS,
                    """
                    CREATE TABLE p (a int, b bigint, c varchar(9) NOT NULL, CONSTRAINT key PRIMARY KEY (a, b)) PARTITION BY LIST (a);
                    CREATE TABLE p1 (a int NOT NULL, b bigint NOT NULL, c varchar(9) DEFAULT 'x' NOT NULL);
                    ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
                    CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (a);
                    CREATE TABLE p3 (a int NOT NULL, b bigint NOT NULL, c varchar(9) CONSTRAINT deep NOT NULL);
                    ALTER TABLE p2 ATTACH PARTITION p3 FOR VALUES IN (2);
                    CREATE TABLE k (a int, b bigint, FOREIGN KEY (a, b) REFERENCES p);
                    CREATE TABLE r (a bigint CONSTRAINT named NOT NULL);
                    CREATE TABLE s (a bigint NOT NULL) INHERITS (r);
                    """),
            Pair.of("partitions are attached, detached and get other bounds", """
                    CREATE TABLE k (id int PRIMARY KEY);
                    CREATE TABLE p (a int NOT NULL, b int REFERENCES k, CONSTRAINT c CHECK (b > 0)) PARTITION BY LIST (a);
                    CREATE INDEX p_b ON p (b);
                    CREATE TABLE goes PARTITION OF p FOR VALUES IN (1);
                    CREATE TABLE moves PARTITION OF p FOR VALUES IN (2);
                    CREATE TABLE comes (a int NOT NULL, b int REFERENCES k, CONSTRAINT c CHECK (b > 0));
                    CREATE INDEX comes_b_idx ON comes (b);
                    """, """
                    CREATE TABLE k (id int PRIMARY KEY);
                    CREATE TABLE p (a int NOT NULL, b int REFERENCES k, CONSTRAINT c CHECK (b > 0)) PARTITION BY LIST (a);
                    CREATE INDEX p_b ON p (b);
                    CREATE TABLE goes (a int NOT NULL, b int);
                    CREATE TABLE moves PARTITION OF p FOR VALUES IN (2, 3);
                    CREATE TABLE comes PARTITION OF p FOR VALUES IN (1);
                    """),
            Pair.of(
                    "partitions of identity columns",
                    "",
                    "CREATE TABLE p (id bigint GENERATED ALWAYS AS IDENTITY, a int) PARTITION BY HASH (a); CREATE TABLE"
                            + " p0 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE p1 PARTITION OF"
                            + " p FOR VALUES WITH (MODULUS 2, REMAINDER 1); CREATE VIEW v AS SELECT id FROM p0"),
            Pair.of("tables that inherit", "", """
                    CREATE TABLE a (id int PRIMARY KEY, name text DEFAULT 'a', CONSTRAINT named CHECK (name <> ''));
                    CREATE TABLE b (at date NOT NULL, gone int, CONSTRAINT alone CHECK (gone > 0) NO INHERIT);
                    CREATE TABLE c (extra int UNIQUE, name text DEFAULT 'c') INHERITS (a, b);
                    ALTER TABLE c ALTER gone SET DEFAULT 5, ALTER gone SET NOT NULL;
                    CREATE TABLE d (CONSTRAINT own CHECK (extra > 1)) INHERITS (c);
                    CREATE TABLE e (gone int, at date NOT NULL);
                    ALTER TABLE e INHERIT b;
                    CREATE INDEX ON d (name);
                    COMMENT ON COLUMN d.name IS 'from afar';
                    """),
            Pair.of(
                            "inheritance changes",
                            "CREATE TABLE a (x int, y int, CONSTRAINT n CHECK (x > 0)); CREATE TABLE b (z int); CREATE TABLE c"
                                    + " (w int) INHERITS (a); CREATE TABLE d (x int, y int, z int, CONSTRAINT n CHECK (x > 0))",
                            "CREATE TABLE a (x bigint, q int, CONSTRAINT n CHECK (x > 0)); CREATE TABLE b (z int); CREATE TABLE"
                                    + " c (w int) INHERITS (a); CREATE TABLE d (x bigint, y int, z int, q int) INHERITS (a, b)")
                    .oneWay(),
            Pair.of(
                    "inheritance comes and goes",
                    "CREATE TABLE a (x int, CONSTRAINT n CHECK (x > 0)); CREATE TABLE b (y int); CREATE TABLE c"
                            + " (z int) INHERITS (a, b); CREATE TABLE d (x int, y int, CONSTRAINT n CHECK (x > 0))",
                    "CREATE TABLE a (x int, CONSTRAINT n CHECK (x > 0)); CREATE TABLE b (y int); CREATE TABLE c (x int,"
                            + " y int, z int); CREATE TABLE d (x int, y int) INHERITS (b, a)"));

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
