package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for what tables of PostgreSQL have beyond columns, keys and plain indexes. */
class PostgresTableDetailLawsTest {
    private static final String SECURED = """
            CREATE TABLE docs (id int PRIMARY KEY, owner text, level int);
            ALTER TABLE docs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
            CREATE POLICY own ON docs USING (owner = CURRENT_USER);
            CREATE POLICY "Low ""levels" ON docs AS RESTRICTIVE FOR UPDATE TO CURRENT_USER, pg_monitor
              USING (level < 3) WITH CHECK (level < 2);
            CREATE POLICY reads ON docs FOR SELECT TO pg_monitor USING (true);
            CREATE POLICY adds ON docs FOR INSERT WITH CHECK (level = 0);
            COMMENT ON POLICY own ON docs IS 'mine';
            """;

    private static final String CONSTRAINTS = """
            CREATE TABLE p (a int, b int, PRIMARY KEY (a, b) DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE q (a int, b int, CONSTRAINT "Q key" PRIMARY KEY (a, b) WITH (fillfactor = 80),
              UNIQUE (b) WITH (fillfactor = 70));
            CREATE TABLE t (
              a int, b int, during int4range, what circle,
              CONSTRAINT full_key FOREIGN KEY (a, b) REFERENCES q MATCH FULL ON DELETE CASCADE,
              CONSTRAINT apart EXCLUDE USING gist (during WITH &&, what WITH &&) WHERE (a > 0)
                DEFERRABLE INITIALLY DEFERRED,
              CONSTRAINT positive CHECK (a > 0));
            ALTER TABLE t ADD CONSTRAINT later CHECK (b > 0) NOT VALID,
              ADD CONSTRAINT later_key FOREIGN KEY (a, b) REFERENCES q NOT VALID;
            CREATE INDEX sparse ON t (a) WITH (fillfactor = 50, deduplicate_items = off);
            COMMENT ON CONSTRAINT apart ON t IS 'no overlaps';
            COMMENT ON CONSTRAINT positive ON t IS 'more';
            COMMENT ON CONSTRAINT full_key ON t IS 'all or none';
            COMMENT ON CONSTRAINT p_pkey ON p IS 'late';
            COMMENT ON INDEX p_pkey IS 'its index';
            COMMENT ON INDEX "Q key" IS 'of q';
            """;

    private static final String HELD = """
            CREATE TABLE t (id int PRIMARY KEY, a int, c %1$s, d %2$s, g int GENERATED ALWAYS AS (%3$s + 1) STORED,
              CHECK (c > 0), CONSTRAINT two CHECK (a < c), UNIQUE (c));
            COMMENT ON COLUMN t.c IS 'kept';
            CREATE INDEX i ON t (a, c);
            CREATE TABLE r (c int REFERENCES t (c));
            CREATE VIEW v AS SELECT a, c FROM t;
            CREATE STATISTICS st ON a, c FROM t;
            CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
            CREATE TRIGGER tr BEFORE UPDATE OF c ON t FOR EACH ROW EXECUTE FUNCTION f();
            GRANT SELECT (c) ON t TO pg_monitor;
            """;

    private static final String PARTS = """
            CREATE TABLE p (k int, w int, v int %s) PARTITION BY LIST (k);
            CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
            CREATE INDEX of_p1 ON p1 (v);
            CREATE INDEX of_p ON p (v, w);
            ALTER TABLE p1 ADD CONSTRAINT own CHECK (v > 1);
            """;

    private static final List<Pair> PAIRS = List.of(
            Pair.of("operator classes of an extension in another schema", """
                    CREATE SCHEMA other; CREATE EXTENSION pg_trgm SCHEMA other; CREATE EXTENSION btree_gist SCHEMA other;
                    CREATE TABLE t (a text, n int, r int4range);
                    """, """
                    CREATE SCHEMA other; CREATE EXTENSION pg_trgm SCHEMA other; CREATE EXTENSION btree_gist SCHEMA other;
                    CREATE TABLE t (a text, n int, r int4range, EXCLUDE USING gist (n WITH =, r WITH &&));
                    CREATE INDEX i ON t USING gin (a other.gin_trgm_ops);
                    CREATE INDEX j ON t USING gist (a other.gist_trgm_ops (siglen = 32));
                    """),
            Pair.of(
                            "columns that are computed from now on",
                            HELD.formatted("int NOT NULL DEFAULT 5", "serial", "c"),
                            HELD.formatted(
                                    "int NOT NULL GENERATED ALWAYS AS (a * 10) STORED",
                                    "int GENERATED ALWAYS AS (a) STORED",
                                    "a"))
                    .oneWay(),
            Pair.of(
                    "a column of partitions that is computed from now on",
                    PARTS.formatted("DEFAULT 3"),
                    PARTS.formatted("GENERATED ALWAYS AS (w + 1) STORED")),
            Pair.of(
                    "a computed column of partitions with indexes of their own",
                    PARTS.formatted("GENERATED ALWAYS AS (w + 1) STORED"),
                    PARTS.formatted("GENERATED ALWAYS AS (w + 2) STORED")),
            Pair.of(
                            "a column that is computed from now on, and stored nowhere",
                            "CREATE TABLE t (a int, b int DEFAULT 1)",
                            "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL)")
                    .since(18),
            Pair.of("row level security with policies", "", SECURED),
            Pair.of("policies that change", SECURED, """
                    CREATE TABLE docs (id int PRIMARY KEY, owner text, level bigint);
                    ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
                    CREATE POLICY own ON docs TO pg_monitor USING (owner = 'x') WITH CHECK (id > 0);
                    CREATE POLICY "Low ""levels" ON docs FOR UPDATE USING (level < 3);
                    CREATE POLICY reads ON docs FOR DELETE USING (true);
                    COMMENT ON POLICY own ON docs IS 'ours';
                    """),
            Pair.of("constraints with everything", "", CONSTRAINTS),
            Pair.of("constraints that change", CONSTRAINTS, """
                    CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
                    CREATE TABLE q (a int, b int, CONSTRAINT "Other key" PRIMARY KEY (a, b) WITH (fillfactor = 90),
                      UNIQUE (b));
                    CREATE TABLE t (
                      a int, b int, during int4range, what circle,
                      CONSTRAINT full_key FOREIGN KEY (a, b) REFERENCES q ON DELETE CASCADE,
                      CONSTRAINT apart EXCLUDE USING gist (during WITH &&) WHERE (a > 0),
                      CONSTRAINT later CHECK (b > 0),
                      CONSTRAINT later_key FOREIGN KEY (a, b) REFERENCES q);
                    ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0) NOT VALID;
                    CREATE INDEX sparse ON t (a) WITH (fillfactor = 60);
                    COMMENT ON INDEX "Other key" IS 'of another';
                    COMMENT ON CONSTRAINT apart ON t IS 'none';
                    COMMENT ON CONSTRAINT full_key ON t IS 'all';
                    COMMENT ON CONSTRAINT positive ON t IS 'even more';
                    """),
            Pair.of(
                            "keys that set some columns",
                            "CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE t (a int, b int)",
                            "CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE t (a int, b int, FOREIGN KEY"
                                    + " (a, b) REFERENCES p ON DELETE SET NULL (b))")
                    .since(15),
            Pair.of(
                            "periods and keys that are not enforced",
                            "",
                            "CREATE TABLE p (id int4range, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));"
                                    + " CREATE TABLE t (id int4range, during daterange, n int, CONSTRAINT u UNIQUE (id,"
                                    + " during WITHOUT OVERLAPS), FOREIGN KEY (id, PERIOD during) REFERENCES p); CREATE"
                                    + " TABLE w (n int PRIMARY KEY); CREATE TABLE v (n int REFERENCES w NOT ENFORCED,"
                                    + " CONSTRAINT \"named\" NOT NULL n)")
                    .since(18),
            Pair.of("how rows are kept", "", """
                    CREATE UNLOGGED TABLE u (a int, b text) WITH (fillfactor = 70, autovacuum_enabled = off,
                      toast.autovacuum_vacuum_threshold = 100);
                    CREATE TABLE t (a int PRIMARY KEY, b text, c numeric, d int NOT NULL);
                    CREATE UNIQUE INDEX by_d ON t (d);
                    ALTER TABLE t REPLICA IDENTITY USING INDEX by_d, CLUSTER ON t_pkey, ALTER b SET STORAGE EXTERNAL,
                      ALTER c SET STATISTICS 500, ALTER d SET (n_distinct = -0.5);
                    """),
            Pair.of("how rows are kept, differently", """
                    CREATE UNLOGGED TABLE u (a int, b text) WITH (fillfactor = 70, autovacuum_enabled = off);
                    CREATE TABLE t (a int PRIMARY KEY, b text, c numeric, d int NOT NULL);
                    CREATE UNIQUE INDEX by_d ON t (d);
                    ALTER TABLE t REPLICA IDENTITY USING INDEX by_d, CLUSTER ON by_d, ALTER b SET STORAGE EXTERNAL,
                      ALTER c SET STATISTICS 500, ALTER d SET (n_distinct = -0.5);
                    """, """
                    CREATE TABLE u (a int, b text) WITH (fillfactor = 80, autovacuum_vacuum_threshold = 10);
                    CREATE TABLE t (a int PRIMARY KEY, b varchar, c numeric, d int NOT NULL);
                    CREATE UNIQUE INDEX by_d ON t (d, a);
                    ALTER TABLE t REPLICA IDENTITY USING INDEX by_d, CLUSTER ON t_pkey, ALTER c SET STORAGE EXTERNAL,
                      ALTER c SET STATISTICS 50;
                    """),
            Pair.of(
                            "compression",
                            "CREATE TABLE t (a text, b text COMPRESSION pglz)",
                            "CREATE TABLE t (a text COMPRESSION pglz, b text)")
                    .since(14),
            Pair.of("statistics and rules", "CREATE TABLE t (a int, b int, c int)", """
                    CREATE TABLE t (a int, b int, c bigint);
                    CREATE STATISTICS "St 1" (ndistinct, dependencies) ON a, b FROM t;
                    CREATE STATISTICS st2 ON a, c FROM t;
                    ALTER STATISTICS st2 SET STATISTICS 200;
                    COMMENT ON STATISTICS st2 IS 'two';
                    CREATE VIEW v AS SELECT a, b FROM t;
                    CREATE RULE "Ins" AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.a, new.b);
                    CREATE RULE none AS ON DELETE TO t WHERE old.a > 3 DO INSTEAD NOTHING;
                    ALTER TABLE t DISABLE RULE none;
                    COMMENT ON RULE none ON t IS 'kept';
                    """),
            Pair.of(
                    "statistics and rules that change",
                    "CREATE TABLE t (a int, b int, c int); CREATE STATISTICS st ON a, b FROM t; CREATE RULE r AS ON DELETE"
                            + " TO t DO INSTEAD NOTHING; CREATE STATISTICS typed ON b, c FROM t",
                    "CREATE TABLE t (a int, b int, c bigint); CREATE STATISTICS st ON a, c FROM t; CREATE RULE r AS ON"
                            + " UPDATE TO t DO ALSO DELETE FROM t; CREATE STATISTICS typed ON b, c FROM t"),
            Pair.of(
                    "generated columns that are computed in another way",
                    "CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED UNIQUE, CONSTRAINT c CHECK (g > 0));"
                            + " CREATE INDEX i ON t (g, a); CREATE VIEW v AS SELECT g FROM t; COMMENT ON COLUMN t.g IS 'g'",
                    "CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a * 2) STORED UNIQUE, CONSTRAINT c CHECK (g > 0));"
                            + " CREATE INDEX i ON t (g, a); CREATE VIEW v AS SELECT g FROM t; COMMENT ON COLUMN t.g IS 'g'"),
            Pair.of(
                    "types that convert only when told to",
                    "CREATE TABLE t (a int DEFAULT 1, b boolean, c jsonb, d bigint, e text[], f bytea, g uuid, h int)",
                    "CREATE TABLE t (a boolean DEFAULT true, b int, c int, d uuid, e int[], f uuid, g int, h bit(3))"));

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
