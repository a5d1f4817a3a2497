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

/** What becomes of rows, counters and extensions when objects that are not tables change. */
class PostgresObjectsApplyTest {
    private static final String EXTENSIONS = "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1";

    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());
    private final List<PostgresDatabase> created = new ArrayList<>();

    @AfterEach
    void dropDatabases() {
        created.forEach(PostgresDatabase::close);
    }

    @Test
    void aSequenceThatIsNotYetWhereItBeginsFromNowOnIsTakenThere() {
        DatabaseUrl target = database();
        apply(
                target,
                "CREATE SEQUENCE up; CREATE SEQUENCE down INCREMENT -1; CREATE SEQUENCE within; CREATE SEQUENCE beyond;");
        PostgresDatabase.run(
                target, "SELECT nextval('up')", "SELECT setval('within', 500)", "SELECT setval('beyond', 500)");
        String desired = "CREATE SEQUENCE up MINVALUE 100; CREATE SEQUENCE within START 100 MINVALUE 100;"
                + " CREATE SEQUENCE down INCREMENT -1 MAXVALUE -50;";

        assertThat(apply(target, desired + " CREATE SEQUENCE beyond;").failure())
                .isEmpty();

        assertThat(PostgresDatabase.query(
                        target, "SELECT concat_ws(' ', nextval('up'), nextval('within'), nextval('down'))"))
                .containsExactly("100 501 -50");
        assertThat(apply(target, desired + " CREATE SEQUENCE beyond;").plan().isEmpty())
                .isTrue();
        // What would give out nothing any more is refused by the server.
        assertThat(apply(target, desired + " CREATE SEQUENCE beyond MAXVALUE 100;")
                        .failure())
                .isPresent();
    }

    @Test
    void refusesAnotherTypeForAPartitionKeyBeforeAnythingRuns() {
        DatabaseUrl target = database();
        apply(target, "CREATE TABLE p (d date) PARTITION BY RANGE (d);");

        assertThatThrownBy(() ->
                        apply(target, "CREATE TABLE a (id int); CREATE TABLE p (d timestamp) PARTITION BY RANGE (d);"))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("column \"d\" of table \"p\"", "partition key");
    }

    @Test
    void whatBelongsToATableFollowsItsNewName() {
        DatabaseUrl target = database();
        String parts = "ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON %1$s USING (a > %2$s);"
                + " CREATE RULE ru AS ON DELETE TO %1$s WHERE (old.a > %2$s) DO INSTEAD NOTHING;"
                + " CREATE STATISTICS s ON id, a FROM %1$s;";
        apply(target, "CREATE TABLE t (id int PRIMARY KEY, a int);" + parts.formatted("t", 0));
        String renamed = "-- atlas:renamed_from t\nCREATE TABLE tt (id int PRIMARY KEY, a bigint);";

        assertThat(apply(target, renamed + parts.formatted("tt", 1)).failure()).isEmpty();
        assertThat(apply(target, renamed + parts.formatted("tt", 1)).plan().isEmpty())
                .isTrue();

        DatabaseUrl onlyRenamed = database();
        apply(onlyRenamed, "CREATE TABLE t (id int PRIMARY KEY, a int);" + parts.formatted("t", 0));
        SchemaApplyReport report = apply(onlyRenamed, renamed.replace("bigint", "int") + parts.formatted("tt", 0));
        assertThat(report.failure()).isEmpty();
        assertThat(report.applied()).noneMatch(text -> text.contains("POLICY") || text.contains("STATISTICS"));
    }

    @Test
    void hclMakesCollationsAndSearchConfigurationsBeforeWhatHasThem() {
        DatabaseUrl target = database();

        assertThat(apply(target, Optional.empty(), hcl("""
                                schema "public" {}
                                table "a" {
                                  schema = schema.public
                                  column "name" {
                                    type    = text
                                    collate = "\\"public\\".\\"loose\\""
                                  }
                                  column "body" {
                                    type = tsvector
                                    null = true
                                    as   = "to_tsvector('public.words', name)"
                                  }
                                  column "plain" {
                                    type = text
                                  }
                                  index "i" {
                                    on {
                                      column  = column.plain
                                      collate = "\\"public\\".\\"loose\\""
                                    }
                                  }
                                }
                                collation "loose" {
                                  schema        = schema.public
                                  provider      = "icu"
                                  locale        = "und-u-ks-level2"
                                  deterministic = "false"
                                }
                                text_search_configuration "words" {
                                  schema   = schema.public
                                  parser   = "\\"default\\""
                                  mappings = ["asciiword WITH simple"]
                                }
                                """)).failure()).isEmpty();
    }

    @Test
    void nullAsADefaultIsNoText() {
        DatabaseUrl target = database();

        apply(target, Optional.empty(), hcl("""
                schema "public" {}
                table "t" {
                  schema = schema.public
                  column "id" {
                    type = int
                  }
                  column "name" {
                    type    = text
                    null    = true
                    default = sql("NULL")
                  }
                }
                """));
        PostgresDatabase.run(target, "INSERT INTO t (id) VALUES (1)");

        assertThat(PostgresDatabase.query(target, "SELECT (name IS NULL)::text FROM t"))
                .containsExactly("true");
    }

    private DatabaseUrl database() {
        PostgresDatabase database = PostgresServers.database();
        created.add(database);
        return database.url();
    }

    private SchemaApplyReport apply(DatabaseUrl target, Optional<DatabaseUrl> dev, StateSource desired) {
        return engine.apply(
                new SchemaApplyRequest(
                        target,
                        desired,
                        dev,
                        Selection.ALL,
                        DiffPolicy.DEFAULT,
                        TxMode.FILE,
                        false,
                        Duration.ofSeconds(20)),
                PlanGate.OPEN);
    }

    private SchemaApplyReport apply(DatabaseUrl target, String sql) {
        return apply(target, Optional.empty(), sql(sql));
    }

    private static StateSource sql(String text) {
        return StateSource.Sql.of(new SourceFile("schema.sql", text));
    }

    private static StateSource hcl(String text) {
        return new StateSource.Hcl(List.of(new SourceFile("schema.hcl", text)), Map.of());
    }

    @Test
    void convertsRowsWhenAnEnumLosesAValueAndChangesNothingIfARowHoldsIt() {
        DatabaseUrl target = database();
        String table = "CREATE TABLE t (id int PRIMARY KEY, e e NOT NULL DEFAULT 'a');"
                + " CREATE VIEW v AS SELECT e FROM t WHERE e = 'a';";
        apply(target, "CREATE TYPE e AS ENUM ('a', 'b', 'c'); " + table);
        PostgresDatabase.run(target, "INSERT INTO t VALUES (1, 'a'), (2, 'b')");

        SchemaApplyReport refused = apply(target, "CREATE TYPE e AS ENUM ('c', 'a'); " + table);

        assertThat(refused.failure())
                .hasValueSatisfying(
                        failure -> assertThat(failure.message()).contains("invalid input value for enum e: \"b\""));
        assertThat(PostgresDatabase.query(target, "SELECT enum_range(NULL::e)::text"))
                .containsExactly("{a,b,c}");

        PostgresDatabase.run(target, "DELETE FROM t WHERE id = 2");
        assertThat(apply(target, "CREATE TYPE e AS ENUM ('c', 'a'); " + table).failure())
                .isEmpty();
        assertThat(PostgresDatabase.query(target, "SELECT enum_range(NULL::e)::text"))
                .containsExactly("{c,a}");
        assertThat(PostgresDatabase.query(target, "SELECT e::text FROM v")).containsExactly("a");
        assertThat(PostgresDatabase.query(target, "SELECT typname FROM pg_type WHERE typname = 'e_old'"))
                .isEmpty();
        assertThat(apply(target, "CREATE TYPE e AS ENUM ('c', 'a'); " + table)
                        .plan()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void goesOnCountingWhenSequencesChange() {
        DatabaseUrl target = database();
        // As programs that dump databases write it, with a sequence of another type than the column's.
        apply(target, """
                CREATE SEQUENCE s;
                CREATE TABLE t (id integer NOT NULL);
                CREATE SEQUENCE t_id_seq OWNED BY t.id;
                ALTER TABLE ONLY t ALTER COLUMN id SET DEFAULT nextval('t_id_seq'::regclass);
                """);
        PostgresDatabase.query(target, "SELECT nextval('s'), nextval('t_id_seq') FROM generate_series(1, 5)");
        String desired = "CREATE SEQUENCE s AS int INCREMENT 10 CACHE 2; CREATE TABLE t (id serial);";

        assertThat(apply(target, desired).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, "SELECT nextval('s')")).containsExactly("15");
        assertThat(PostgresDatabase.query(target, "INSERT INTO t DEFAULT VALUES RETURNING id"))
                .containsExactly("6");
        assertThat(apply(target, desired).plan().isEmpty()).isTrue();
    }

    @Test
    void leavesPublicationsOfOtherSchemasAlone() {
        DatabaseUrl target = database();
        PostgresDatabase.run(target, """
                CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY);
                CREATE PUBLICATION nothing;
                CREATE PUBLICATION others FOR TABLE t;
                CREATE PUBLICATION mixed FOR TABLE t, app.t;
                CREATE PUBLICATION ours FOR TABLE app.t;
                """);
        String desired = "CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY);"
                + " CREATE PUBLICATION changes FOR TABLE app.t;";

        assertThat(applyTo("app", target, desired).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, "SELECT pubname FROM pg_publication ORDER BY 1"))
                .containsExactly("changes", "mixed", "nothing", "others");
        assertThat(applyTo("app", target, desired).plan().isEmpty()).isTrue();
        assertThatThrownBy(() -> applyTo("app", target, desired + " CREATE PUBLICATION more;"))
                .hasMessageContaining("the desired state makes publication more");
        assertThatThrownBy(() -> applyTo("app", target, hcl("""
                        schema "app" {}
                        table "t" {
                          schema = schema.app
                          column "id" { type = int }
                        }
                        publication "more" {
                        }
                        """)))
                .hasMessageContaining("publication more, which is about more than the schemas app");
    }

    private SchemaApplyReport applyTo(String schema, DatabaseUrl target, String sql) {
        return applyTo(schema, target, sql(sql));
    }

    private SchemaApplyReport applyTo(String schema, DatabaseUrl target, StateSource desired) {
        return engine.apply(
                new SchemaApplyRequest(
                        target,
                        desired,
                        Optional.empty(),
                        new Selection(List.of(schema), List.of(), List.of()),
                        DiffPolicy.DEFAULT,
                        TxMode.FILE,
                        false,
                        Duration.ofSeconds(20)),
                PlanGate.OPEN);
    }

    @Test
    void letsRowsReferToAConstraintThatWasAnIndex() {
        DatabaseUrl target = database();
        apply(target, "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX u ON t (a);");

        apply(target, "CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a));");

        PostgresDatabase.run(
                target,
                "INSERT INTO t VALUES (1, 1)",
                "INSERT INTO t VALUES (1, 2) ON CONFLICT ON CONSTRAINT u DO UPDATE SET b = 3");
        assertThat(PostgresDatabase.query(target, "SELECT b FROM t")).containsExactly("3");
    }

    @Test
    void bringsExtensionsToTheTarget() {
        DatabaseUrl target = database();
        String desired = "CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;"
                + " COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';"
                + " CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE EXTENSION IF NOT EXISTS citext;"
                + " CREATE TABLE t (name citext, salt text DEFAULT gen_salt('bf'));";

        assertThat(apply(target, desired).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, EXTENSIONS)).containsExactly("citext", "pgcrypto");
        assertThat(apply(target, desired).plan().isEmpty()).isTrue();
        apply(target, "CREATE TABLE t (name text);");
        assertThat(PostgresDatabase.query(target, EXTENSIONS)).isEmpty();
    }

    @Test
    void leavesExtensionsAloneThatLiveOutsideTheSchemaOfTheUrl() {
        DatabaseUrl realm = database();
        PostgresDatabase.run(realm, "CREATE SCHEMA app; CREATE EXTENSION citext SCHEMA public");
        DatabaseUrl bound = realm.withParameter("search_path", "app");
        String desired = "CREATE EXTENSION IF NOT EXISTS citext; CREATE EXTENSION IF NOT EXISTS pgcrypto;"
                + " CREATE TABLE t (id int);";

        apply(bound, "CREATE TABLE t (id int);");
        assertThat(PostgresDatabase.query(realm, EXTENSIONS)).containsExactly("citext");

        apply(bound, desired);
        assertThat(PostgresDatabase.query(realm, EXTENSIONS)).containsExactly("citext", "pgcrypto");
        assertThat(PostgresDatabase.query(
                        realm,
                        "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname IN"
                                + " ('citext', 'pgcrypto') ORDER BY extname"))
                .containsExactly("public", "app");
        assertThat(apply(bound, desired).plan().isEmpty()).isTrue();
        assertThat(apply(bound, Optional.empty(), hcl("""
                        schema "app" {
                        }
                        extension "citext" {
                          schema = schema.public
                        }
                        extension "pgcrypto" {
                          schema = schema.app
                        }
                        table "t" {
                          schema = schema.app
                          column "id" {
                            type = int
                            null = true
                          }
                        }
                        """)).plan().isEmpty()).isTrue();
    }

    @Test
    void wantsExtensionsOfTheDevDatabaseOnlyIfTheStateDoes() {
        DatabaseUrl dev = database();
        PostgresDatabase.run(dev, "CREATE EXTENSION citext; CREATE EXTENSION pgcrypto; CREATE EXTENSION hstore");
        DatabaseUrl target = database();
        PostgresDatabase.run(target, "CREATE EXTENSION hstore");

        apply(target, Optional.of(dev), sql("CREATE TABLE t (name citext);"));
        assertThat(PostgresDatabase.query(target, EXTENSIONS)).containsExactly("citext", "hstore");

        String asked = "CREATE EXTENSION IF NOT EXISTS pgcrypto; CREATE TABLE t (name citext);";
        apply(target, Optional.of(dev), sql(asked));
        assertThat(PostgresDatabase.query(target, EXTENSIONS)).containsExactly("citext", "hstore", "pgcrypto");
        assertThat(apply(target, Optional.of(dev), sql(asked)).plan().isEmpty()).isTrue();
    }

    @Test
    void saysWhatToDoAboutExtensionsThatTheDevDatabaseCanNotHave() {
        assertThatThrownBy(() -> apply(database(), "CREATE EXTENSION file_fdw;"))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("permission denied to create extension \"file_fdw\"", "dev database");
        assertThatThrownBy(() -> apply(database(), "CREATE EXTENSION no_such_thing;"))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("\"no_such_thing\"", "dev database");
    }

    @Test
    void takesADumpForADesiredState() {
        DatabaseUrl target = database();
        String dump = """
                \\restrict x1Y2
                SET statement_timeout = 0;
                SET check_function_bodies = false;
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE FUNCTION public.twice() RETURNS bigint LANGUAGE sql AS 'SELECT 2 * count(*) FROM public.t';
                CREATE TABLE public.t (id integer NOT NULL, name text);
                ALTER TABLE public.t OWNER TO postgres;
                COPY public.t (id, name) FROM stdin;
                1\tit's; (
                2\t\\N
                \\.
                CREATE SEQUENCE public.s;
                SELECT pg_catalog.setval('public.s', 7, true);
                ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
                \\unrestrict x1Y2
                """;

        assertThat(apply(target, dump).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, "SELECT twice()")).containsExactly("0");
        assertThat(apply(target, dump).applied()).isEmpty();
    }

    @Test
    void makesATriggerAfterTheOtherTableThatItNames() {
        DatabaseUrl target = database();

        SchemaApplyReport report = apply(target, Optional.empty(), hcl("""
                schema "public" {}
                function "f" {
                  schema = schema.public
                  lang   = PLpgSQL
                  return = trigger
                  as     = "BEGIN RETURN NULL; END"
                }
                trigger "a_first" {
                  on          = table.a
                  deferrable  = INITIALLY_DEFERRED
                  constraint  = true
                  from        = table.z
                  foreach     = ROW
                  after { insert = true }
                  execute { function = function.f }
                }
                table "a" {
                  schema = schema.public
                  column "i" { type = int }
                }
                table "z" {
                  schema = schema.public
                  column "i" { type = int }
                }
                """));

        assertThat(report.failure()).isEmpty();
    }
}
