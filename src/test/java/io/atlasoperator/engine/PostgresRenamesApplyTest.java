package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Renames by hint that take more than a new name for one thing. */
class PostgresRenamesApplyTest {
    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());
    private final List<PostgresDatabase> created = new ArrayList<>();

    @AfterEach
    void dropDatabases() {
        created.forEach(PostgresDatabase::close);
    }

    @Test
    void aColumnFollowsInThePartitionsAndChildrenOfItsTable() {
        DatabaseUrl target = database("""
                CREATE TABLE p (id int, k text, CONSTRAINT c CHECK (k <> '')) PARTITION BY LIST (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
                CREATE TABLE p2 (k text, id int, CONSTRAINT c CHECK (k <> ''));
                ALTER TABLE p1 ATTACH PARTITION p2 FOR VALUES IN (1);
                CREATE INDEX own ON p2 (k);
                CREATE VIEW v AS SELECT k FROM p2;
                CREATE TABLE a (k text);
                CREATE TABLE b (extra int) INHERITS (a);
                INSERT INTO p VALUES (1, 'one');
                INSERT INTO b VALUES ('two', 2);
                """);
        String desired = """
                CREATE TABLE p (
                  id int,
                  -- atlas:renamed_from k
                  kind text,
                  CONSTRAINT c CHECK (kind <> '')
                ) PARTITION BY LIST (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
                CREATE TABLE p2 (
                  -- atlas:renamed_from k
                  kind text,
                  id int,
                  CONSTRAINT c CHECK (kind <> '')
                );
                ALTER TABLE p1 ATTACH PARTITION p2 FOR VALUES IN (1);
                CREATE INDEX own ON p2 (kind);
                CREATE VIEW v AS SELECT kind AS k FROM p2;
                CREATE TABLE a (
                  -- atlas:renamed_from k
                  kind text
                );
                CREATE TABLE b (extra int) INHERITS (a);
                """;

        assertThat(apply(target, sql(desired)).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, "SELECT kind FROM p2 UNION ALL SELECT kind FROM b"))
                .containsExactly("one", "two");
        assertThat(apply(target, sql(desired)).plan().isEmpty()).isTrue();
    }

    @Test
    void aColumnMayBeCalledLikeAWordForAnIndex() {
        DatabaseUrl target = database("CREATE TABLE t (name text, other int); INSERT INTO t VALUES ('kept', 1)");

        assertThat(apply(target, sql("""
                                CREATE TABLE t (
                                  -- atlas:renamed_from name
                                  key text,
                                  -- atlas:renamed_from other
                                  index int
                                );
                                """)).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, "SELECT key FROM t")).containsExactly("kept");
    }

    @Test
    void aHintBeforeWhatHasNoNameIsRefusedAndSoIsOneBeforeAColumnThatGoes() {
        DatabaseUrl target = database("CREATE TABLE t (a int)");

        assertThatThrownBy(() -> apply(target, sql("""
                        CREATE TABLE t (
                          a int,
                          -- atlas:renamed_from t_pkey
                          PRIMARY KEY (a)
                        );
                        """)))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("3:3", "stands before nothing");
        assertThatThrownBy(() -> apply(target, sql("""
                        CREATE TABLE t (
                          -- atlas:renamed_from a
                          b int
                        );
                        ALTER TABLE t RENAME b TO c;
                        """)))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("2,3", "column \"b\"", "does not have in the end");
    }

    @Test
    void anOldNameInOtherLettersIsNoOtherColumn() {
        DatabaseUrl target = database("CREATE TABLE t (\"EMAIL_ADDRESS\" text)");

        assertThatThrownBy(
                        () -> apply(target, sql("CREATE TABLE t (\n-- atlas:renamed_from email_address\nmail text);")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Did you mean \"EMAIL_ADDRESS\"?");
    }

    @Test
    void routinesSpeakOfATypeByItsNewName() {
        String state = """
                CREATE TYPE %1$s AS ENUM ('x', 'y');
                CREATE FUNCTION f(v %1$s, w %1$s[]) RETURNS %1$s LANGUAGE sql AS 'SELECT v%2$s';
                CREATE FUNCTION g(%1$s, %1$s) RETURNS %1$s LANGUAGE sql AS 'SELECT $1';
                CREATE AGGREGATE ag(%1$s) (SFUNC = g, STYPE = %1$s);
                CREATE TABLE t (c %1$s);
                CREATE VIEW v AS SELECT f(c, ARRAY[c]) AS f FROM t;
                """;
        DatabaseUrl target = database(state.formatted("mood", ""));
        StateSource desired = sql("-- atlas:renamed_from mood\n" + state.formatted("feeling", " LIMIT 1"));

        SchemaApplyReport report = apply(target, desired);

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied()).noneMatch(text -> text.contains("AGGREGATE"));
        assertThat(apply(target, desired).plan().isEmpty()).isTrue();
    }

    @Test
    void aCheckOfADomainGetsAnotherNameWhereItCanNotBeMadeAgain() {
        String state = """
                CREATE DOMAIN %1$s AS text CHECK (VALUE <> '');
                CREATE TYPE pair AS (x %1$s, y int);
                CREATE TABLE t (e pair[]);
                """;
        DatabaseUrl target = database(state.formatted("d"));
        StateSource desired = sql("-- atlas:renamed_from d\n" + state.formatted("word"));

        assertThat(apply(target, desired).applied())
                .anyMatch(text -> text.endsWith("RENAME CONSTRAINT \"d_check\" TO \"word_check\""));
        assertThat(apply(target, desired).plan().isEmpty()).isTrue();
    }

    @Test
    void anExclusionConstraintIsNotBuiltAnewForItsName() {
        DatabaseUrl target = database("CREATE TABLE t (a int, CONSTRAINT ex EXCLUDE (a WITH =))");

        assertThat(apply(target, sql("""
                                CREATE TABLE t (
                                  a int,
                                  -- atlas:renamed_from ex
                                  CONSTRAINT ey EXCLUDE (a WITH =)
                                );
                                """)).applied()).containsExactly("ALTER INDEX \"public\".\"ex\" RENAME TO \"ey\"");
        assertThat(apply(target, hcl("""
                                schema "public" {}
                                table "t" {
                                  schema = schema.public
                                  column "a" {
                                    null = true
                                    type = int
                                  }
                                  exclude "ez" {
                                    renamed_from = "ey"
                                    on {
                                      column = column.a
                                      op     = "="
                                    }
                                  }
                                }
                                """)).applied()).containsExactly("ALTER INDEX \"public\".\"ey\" RENAME TO \"ez\"");
    }

    @Test
    void namesOfTypesConstraintsAndIndexesAreSwappedAndShiftedAlong() {
        DatabaseUrl target = database("""
                CREATE TYPE x AS ENUM ('x'); CREATE TYPE y AS ENUM ('y'); CREATE DOMAIN d AS int; CREATE SEQUENCE s;
                CREATE TABLE t (
                  a int, b int, x x, y y[], d d,
                  CONSTRAINT small CHECK (a < 9), CONSTRAINT large CHECK (b > 5), CONSTRAINT other CHECK (a <> b));
                CREATE TABLE u (a int);
                CREATE INDEX i ON t (a); CREATE INDEX j ON t (b); CREATE INDEX k ON u (a);
                GRANT SELECT (a), UPDATE (b) ON t TO pg_monitor;
                INSERT INTO t VALUES (1, 6, 'x', '{y}', 3);
                """);
        StateSource desired = sql("""
                -- atlas:renamed_from y
                CREATE TYPE x AS ENUM ('y');
                -- atlas:renamed_from x
                CREATE TYPE y AS ENUM ('x');
                -- atlas:renamed_from d
                CREATE DOMAIN e AS int;
                -- atlas:renamed_from t
                CREATE TABLE u (
                  -- atlas:renamed_from a
                  b int,
                  -- atlas:renamed_from b
                  c int,
                  x y, y x[], d e,
                  -- atlas:renamed_from large
                  CONSTRAINT small CHECK (c > 5),
                  -- atlas:renamed_from small
                  CONSTRAINT large CHECK (b < 9),
                  -- atlas:renamed_from other
                  CONSTRAINT differ CHECK (b <> c)
                );
                -- atlas:renamed_from u
                CREATE TABLE w (a int);
                -- atlas:renamed_from j
                CREATE INDEX i ON u (c);
                -- atlas:renamed_from i
                CREATE INDEX k ON u (b);
                -- atlas:renamed_from k
                CREATE INDEX l ON w (a);
                CREATE SEQUENCE s;
                """);

        SchemaApplyReport report = apply(target, desired);

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied()).allMatch(text -> text.contains(" RENAME "));
        assertThat(PostgresDatabase.query(
                        target, "SELECT concat_ws(' ', b, c, x, y, d, pg_typeof(x), pg_typeof(y)) FROM u"))
                .containsExactly("1 6 x {y} 3 y x[]");
        assertThat(PostgresDatabase.query(
                        target,
                        "SELECT attname || ' ' || split_part(attacl[1]::text, '/', 1) FROM pg_attribute"
                                + " WHERE attrelid = 'u'::regclass AND attacl IS NOT NULL ORDER BY 1"))
                .containsExactly("b pg_monitor=r", "c pg_monitor=w");
        assertThat(apply(target, desired).plan().isEmpty()).isTrue();
    }

    private DatabaseUrl database(String script) {
        PostgresDatabase database = PostgresServers.database();
        created.add(database);
        PostgresDatabase.run(database.url(), script);
        return database.url();
    }

    private SchemaApplyReport apply(DatabaseUrl target, StateSource desired) {
        return engine.apply(
                new SchemaApplyRequest(
                        target,
                        desired,
                        Optional.empty(),
                        Selection.ALL,
                        DiffPolicy.DEFAULT,
                        TxMode.FILE,
                        false,
                        Duration.ofSeconds(20)),
                PlanGate.OPEN);
    }

    private static StateSource sql(String script) {
        return StateSource.Sql.of(new SourceFile("schema.sql", script));
    }

    private static StateSource hcl(String text) {
        return new StateSource.Hcl(List.of(new SourceFile("schema.hcl", text)), Map.of());
    }
}
