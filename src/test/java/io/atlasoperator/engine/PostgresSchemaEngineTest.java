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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSchemaEngineTest extends SchemaEngineContract {
    private final List<PostgresDatabase> created = new ArrayList<>();

    @Override
    protected DatabaseUrl freshTarget() {
        PostgresDatabase database = PostgresServers.database();
        created.add(database);
        return database.url();
    }

    @AfterEach
    void dropDatabases() {
        created.forEach(PostgresDatabase::close);
    }

    @Override
    protected String excludeTable(String name) {
        return "public." + name;
    }

    @Test
    void staysInsideTheSchemaThatTheUrlIsBoundTo() {
        DatabaseUrl realm = freshTarget();
        run(realm, "CREATE SCHEMA app; CREATE TABLE public.t (id integer); CREATE TABLE app.old (id integer)");
        DatabaseUrl bound = realm.withParameter("search_path", "app");

        SchemaApplyReport report = apply(bound, sql("CREATE TABLE t (id integer PRIMARY KEY);"));

        assertThat(report.applied()).hasSize(2).noneMatch(statement -> statement.contains("app"));
        assertThat(PostgresDatabase.query(
                        realm, "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename IN ('t', 'old')"))
                .containsExactlyInAnyOrder("public.t", "app.t");
        assertThat(apply(bound, sql("CREATE TABLE t (id integer PRIMARY KEY);"))
                        .plan()
                        .isEmpty())
                .isTrue();
    }

    private SchemaApplyReport applyConcurrently(DatabaseUrl target, String desired) {
        SchemaApplyRequest usual = request(target, sql(desired), false);
        return engine.apply(
                new SchemaApplyRequest(
                        usual.target(),
                        usual.desired(),
                        usual.dev(),
                        usual.selection(),
                        new DiffPolicy(Set.of(), true, true),
                        usual.txMode(),
                        false,
                        usual.lockTimeout()),
                PlanGate.OPEN);
    }

    private static List<String> indexes(DatabaseUrl target) {
        return PostgresDatabase.query(
                target,
                "SELECT indexrelid::regclass || ' ' || indisvalid || ' ' || indisunique || ' ' || indnatts"
                        + " FROM pg_index WHERE indrelid = 't'::regclass ORDER BY 1");
    }

    @Test
    void concurrentChangeOfAnIndexLeavesTheOldOneUntilTheNewOneServes() {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (a integer, b integer); CREATE INDEX i ON t (a); COMMENT ON INDEX i IS 'old'");
        String desired =
                "CREATE TABLE t (a integer, b integer); CREATE INDEX i ON t (a, b); COMMENT ON INDEX i IS 'new';";

        SchemaApplyReport report = applyConcurrently(target, desired);

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied())
                .containsExactly(
                        "CREATE INDEX CONCURRENTLY \"i_new\" ON \"public\".\"t\" (\"a\", \"b\")",
                        "ALTER INDEX \"public\".\"i\" RENAME TO \"i_old\"",
                        "ALTER INDEX \"public\".\"i_new\" RENAME TO \"i\"",
                        "DROP INDEX CONCURRENTLY \"public\".\"i_old\"",
                        "COMMENT ON INDEX \"public\".\"i\" IS 'new'");
        assertThat(indexes(target)).containsExactly("i true false 2");
        assertThat(applyConcurrently(target, desired).plan().isEmpty()).isTrue();
    }

    @Test
    void concurrentBuildThatFailedIsCompletedByTheNextRun() {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (a integer); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1), (1)");
        String desired = "CREATE TABLE t (a integer); CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (a);";

        SchemaApplyReport failed = applyConcurrently(target, desired);

        assertThat(failed.failure()).isPresent();
        assertThat(indexes(target))
                .contains("i true false 1")
                .hasSize(2)
                .anyMatch(index -> index.contains(" false true"));

        run(target, "DELETE FROM t");
        assertThat(applyConcurrently(target, desired).failure()).isEmpty();
        assertThat(indexes(target)).containsExactly("i true true 1", "j true true 1");
        assertThat(applyConcurrently(target, desired).plan().isEmpty()).isTrue();
    }

    @Test
    void concurrentBuildThatLeftAnUnusedIndexUnderItsNameIsDoneAgain() {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)");
        String desired = "CREATE TABLE t (a integer); CREATE UNIQUE INDEX i ON t (a);";
        assertThat(applyConcurrently(target, desired).failure()).isPresent();
        assertThat(indexes(target)).containsExactly("i false true 1");

        run(target, "DELETE FROM t");
        assertThat(apply(target, sql(desired)).applied())
                .containsExactly(
                        "DROP INDEX \"public\".\"i\"", "CREATE UNIQUE INDEX \"i\" ON \"public\".\"t\" (\"a\")");
        assertThat(indexes(target)).containsExactly("i true true 1");
    }

    /** Written as the server prints it, but for what each database has by itself. */
    private static final String PRINTED = """
            schema "public" {}
            table "users" {
              schema = schema.public
              column "id" {
                type = integer
              }
              column "age" {
                null = true
                type = integer
              }
              primary_key {
                columns = [column.id]
              }
              check "adult" {
                expr = "(age >= 18)"
              }
              index "users_age" {
                on {
                  expr = "(age + 1)"
                }
              }
            }
            """;

    @Test
    void needsNoDevDatabaseToSeeThatNothingHasChanged() {
        DatabaseUrl target = freshTarget();
        SchemaApplyReport made = apply(target, hclState(PRINTED));

        SchemaApplyReport seen = withoutDevDatabase().apply(request(target, hclState(PRINTED), false), PlanGate.OPEN);

        assertThat(made.applied()).isNotEmpty();
        assertThat(seen.plan().isEmpty()).isTrue();
        assertThat(engine.hash(seen.desired())).isEqualTo(engine.hash(made.desired()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(age >= 18)        | (age >= 21)",
                "(age >= 18)        | (age >= (18)::integer)",
                "(age + 1)          | (1 + age)",
                "index \"users_age\" | index \"users_older\"",
                "type = integer     | type = bigint",
                "schema \"public\" {} | schema \"public\" { comment = \"ours\" }",
            })
    void asksTheDevDatabaseWhatAnyOtherTextComesTo(String printed, String other) {
        DatabaseUrl target = freshTarget();
        apply(target, hclState(PRINTED));
        StateSource changed = hclState(PRINTED.replace(printed, other));

        assertThatThrownBy(() -> withoutDevDatabase().apply(request(target, changed, false), PlanGate.OPEN))
                .isInstanceOf(NoDevDatabase.class);
    }

    private JdbcSchemaEngine withoutDevDatabase() {
        DevDatabase none = (dialect, version, scope, given, use) -> {
            throw new NoDevDatabase();
        };
        return new JdbcSchemaEngine(databases, none, Clock.systemUTC());
    }

    private static final class NoDevDatabase extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static StateSource hclState(String text) {
        return new StateSource.Hcl(List.of(new SourceFile("schema.hcl", text)), Map.of());
    }

    @Test
    void leavesNoDevDatabaseBehind() {
        DatabaseUrl target = freshTarget();

        apply(target, sql("CREATE TABLE t (id integer);"));
        assertThatThrownBy(() -> apply(target, sql("CREATE TABLE broken (id nothing);")))
                .isInstanceOf(EngineException.class);

        assertThat(PostgresDatabase.query(target, "SELECT datname FROM pg_database WHERE datname LIKE 'atlas_dev_%'"))
                .isEmpty();
    }

    /** Each of these needs or notices the end of a transaction, so it comes out wrong if all of it runs in one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN; CREATE TABLE t (id integer, name text); COMMIT;",
                "CREATE TABLE t (id integer); COMMIT; ALTER TABLE t ADD COLUMN name text;",
                "CREATE TABLE t (id integer, name text); BEGIN; DROP TABLE t; ROLLBACK;",
                "CREATE TABLE t (id integer); DO $$ BEGIN ALTER TABLE t ADD COLUMN name text; COMMIT; END $$;",
                "CREATE TABLE t (id integer, name text); VACUUM t;",
                "CREATE TABLE t (id integer, name text); CREATE INDEX CONCURRENTLY i ON t (id); DROP INDEX i;",
                "CREATE TYPE e AS ENUM ('a'); COMMIT; ALTER TYPE e ADD VALUE 'b'; CREATE TABLE x (e e DEFAULT 'b');"
                        + " DROP TABLE x; DROP TYPE e; CREATE TABLE t (id integer, name text);",
                "CREATE SCHEMA o; SET LOCAL search_path = o; CREATE TABLE t (id integer, name text); DROP SCHEMA o;",
                "CREATE SCHEMA o; SELECT set_config('search_path', 'o', true); CREATE TABLE t (id integer, name text);"
                        + " DROP SCHEMA o;",
                "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer REFERENCES p DEFERRABLE INITIALLY"
                        + " DEFERRED, name text); INSERT INTO p VALUES (1); INSERT INTO t VALUES (1);"
                        + " ALTER TABLE t DROP CONSTRAINT t_id_fkey; DROP TABLE p;",
                "CREATE TEMP TABLE m (a int) ON COMMIT DELETE ROWS; INSERT INTO m VALUES (1); CREATE TABLE t (id integer,"
                        + " name text); DO $$ BEGIN IF EXISTS (SELECT FROM pg_temp.m) THEN DROP TABLE t; END IF; END $$;"
                        + " DROP TABLE m;",
            })
    void realizesWhatCanNotRunInOneTransaction(String script) {
        DatabaseUrl target = freshTarget();
        DatabaseUrl dev = freshTarget();

        SchemaApplyReport report = apply(target, sql(script), Optional.of(dev));

        assertThat(report.failure()).isEmpty();
        assertThat(PostgresDatabase.query(
                        target,
                        "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema ="
                                + " 'public' ORDER BY ordinal_position"))
                .containsExactly("t.id", "t.name");
        assertThat(PostgresDatabase.query(
                        dev, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
        assertThat(devDatabasesOf(dev)).isEmpty();
    }

    @Test
    void aScriptThatFailsHalfWayLeavesNothingOnTheDevDatabase() {
        DatabaseUrl dev = freshTarget();

        assertThatThrownBy(() -> apply(
                        freshTarget(),
                        sql("CREATE TABLE t (id integer); CREATE TABLE broken (id nothing);"),
                        Optional.of(dev)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("line 1: executing statement: \"CREATE TABLE broken (id nothing);\"")
                .hasMessageContaining("type \"nothing\" does not exist");

        assertThat(PostgresDatabase.query(
                        dev, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
        assertThat(devDatabasesOf(dev)).isEmpty();
    }

    private SchemaApplyReport apply(DatabaseUrl target, StateSource desired, Optional<DatabaseUrl> dev) {
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

    private static List<String> devDatabasesOf(DatabaseUrl dev) {
        return PostgresDatabase.query(
                dev,
                "SELECT datname FROM pg_database WHERE datname LIKE 'atlas_dev_' || (SELECT oid FROM pg_database WHERE"
                        + " datname = current_database()) || '_%'");
    }

    /** What is run on the embedded server comes from whoever may create a resource, so it must not get out of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO PROGRAM 'true';",
                "COPY (SELECT 1) TO '/tmp/atlas-escape';",
                "CREATE TABLE t AS SELECT pg_read_file('/etc/hostname') AS c;",
                "CREATE TABLE t (c text); COPY t FROM '/etc/hostname';",
                "ALTER SYSTEM SET archive_command = 'true';",
                "CREATE ROLE escape SUPERUSER;",
                "SET ROLE atlas_superuser;",
                "GRANT pg_execute_server_program TO atlas_dev;",
                "SELECT pg_catalog.atlas_make_role('x'); SET ROLE x; COPY (SELECT 1) TO PROGRAM 'true';",
                "CREATE EXTENSION file_fdw;",
            })
    void desiredStatesCanNotLeaveTheEmbeddedServer(String statement) {
        assertThatThrownBy(() -> apply(freshTarget(), sql(statement)))
                .isInstanceOf(EngineException.class)
                .hasMessageMatching("(?s).*(permission denied|must be superuser|must have admin option).*");
    }

    @Test
    void saysWhatIsWrongWithALoginWithoutThePassword() {
        DatabaseUrl target = freshTarget();
        DatabaseUrl wrong = new DatabaseUrl(
                target.scheme(),
                target.user(),
                "hunter2",
                target.host(),
                target.port(),
                target.path(),
                target.query(),
                target.rawQuery());

        assertThatThrownBy(() -> apply(wrong, sql("CREATE TABLE t (id integer);")))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(EngineException.Reason.CONNECT))
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void dropsASchemaWithoutWhatIsExcludedInIt() {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE SCHEMA audit; CREATE TABLE audit.log (id integer); CREATE TABLE audit.gone (id integer)");

        SchemaApplyReport report = apply(target, sql("CREATE TABLE t (id integer);"), "audit.log");

        assertThat(report.applied()).anyMatch(text -> text.contains("gone")).noneMatch(text -> text.contains("SCHEMA"));
        assertThat(PostgresDatabase.query(target, "SELECT tablename FROM pg_tables WHERE schemaname = 'audit'"))
                .containsExactly("log");
        assertThat(apply(target, sql("CREATE TABLE t (id integer);"), "audit.log")
                        .plan()
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t.id | CREATE TABLE t (name text NOT NULL);",
                "t.id | CREATE TABLE t (id bigint, name text NOT NULL);",
                "t.main | CREATE TABLE t (id integer NOT NULL, name text NOT NULL, CHECK (id > 0), UNIQUE (id, name));",
            })
    void keepsWhatIsMadeOfAnExcludedColumn(String exclude, String desired) {
        DatabaseUrl target = freshTarget().withParameter("search_path", "public");
        run(
                target,
                "CREATE TABLE t (id integer CONSTRAINT main PRIMARY KEY, name text, CHECK (id > 0), UNIQUE (id, name))");

        SchemaApplyReport report = apply(target, sql(desired), exclude);

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied()).noneMatch(text -> text.contains("main") || text.contains("t_id_check"));
        assertThat(apply(target, sql(desired), exclude).plan().isEmpty()).isTrue();
    }

    @Test
    void refusesAnotherPrimaryKeyThanAnExcludedOne() {
        DatabaseUrl target = freshTarget().withParameter("search_path", "public");
        run(target, "CREATE TABLE t (id integer PRIMARY KEY, name text NOT NULL)");

        assertThatThrownBy(() -> apply(target, sql("CREATE TABLE t (name text PRIMARY KEY);"), "t.id"))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("table \"t\"", "[name]", "[id]", "exclude");
    }

    @Test
    void keepsThePrimaryKeyOfATableOfWhichOnlyAColumnIsTakenIn() {
        DatabaseUrl target = freshTarget().withParameter("search_path", "public");
        run(target, "CREATE TABLE t (id integer PRIMARY KEY, name text, CHECK (name <> id::text))");
        SchemaApplyRequest request = new SchemaApplyRequest(
                target,
                sql("CREATE TABLE t (name text NOT NULL);"),
                Optional.empty(),
                new Selection(List.of(), List.of("t.name"), List.of()),
                DiffPolicy.DEFAULT,
                TxMode.FILE,
                false,
                Duration.ofSeconds(10));

        assertThat(engine.apply(request, PlanGate.OPEN).applied())
                .containsExactly("ALTER TABLE \"t\" ALTER COLUMN \"name\" SET NOT NULL");
    }

    @Test
    void keepsTheHistoryOfVersionedMigrations() {
        DatabaseUrl target = freshTarget();
        run(
                target,
                "CREATE SCHEMA atlas_schema_revisions; CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (v text)");

        assertThat(apply(target, sql("CREATE TABLE t (id integer);")).applied()).hasSize(1);
        assertThat(apply(target, new StateSource.Hcl(List.of(), Map.of())).applied())
                .anyMatch(text -> text.contains("atlas_schema_revisions"));
    }

    @Test
    void refusesToDropASchemaWithObjectsThatItDoesNotManage() {
        DatabaseUrl target = freshTarget();
        run(
                target,
                "CREATE SCHEMA reports; CREATE TABLE reports.t (a int); CREATE CONVERSION reports.daily FOR 'LATIN1'"
                        + " TO 'UTF8' FROM iso8859_1_to_utf8");

        assertThatThrownBy(() -> apply(target, sql("CREATE TABLE t (id integer);")))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("schema \"reports\"", "conversion \"daily\"");
        assertThat(PostgresDatabase.query(target, "SELECT conname FROM pg_conversion WHERE conname = 'daily'"))
                .containsExactly("daily");
    }

    @Test
    void refusesToDropASchemaThatWouldTakeAlongWhatIsLeftAlone() {
        DatabaseUrl target = freshTarget();
        run(target, """
                CREATE SCHEMA app; CREATE SCHEMA keep;
                CREATE TYPE app.state AS ENUM ('on', 'off'); CREATE TABLE app.parent (id integer PRIMARY KEY);
                CREATE TABLE keep.child (id integer REFERENCES app.parent, state app.state);
                CREATE VIEW keep.parents AS SELECT id FROM app.parent;
                """);

        assertThatThrownBy(() -> apply(target, sql("CREATE TABLE t (id integer);"), "keep"))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(
                        "schema \"app\"",
                        "column \"state\" of keep.child",
                        "constraint \"child_id_fkey\" of keep.child",
                        "view keep.parents");
        assertThat(PostgresDatabase.query(
                        target,
                        "SELECT attname FROM pg_attribute WHERE attrelid = 'keep.child'::regclass AND attnum > 0"))
                .containsExactlyInAnyOrder("id", "state");
    }

    @Test
    void dropsASchemaThatOthersDependOnlyOnUntilThePlanHasRun() {
        DatabaseUrl target = freshTarget();
        run(target, """
                CREATE SCHEMA app; CREATE TABLE app.parent (id integer PRIMARY KEY);
                CREATE TYPE app.state AS ENUM ('on', 'off');
                CREATE TABLE public.child (id integer REFERENCES app.parent, state app.state);
                CREATE TABLE public.gone (id integer REFERENCES app.parent);
                """);
        StateSource desired = sql("CREATE TABLE child (id integer);");

        assertThat(apply(target, desired).applied()).anyMatch(text -> text.contains("DROP SCHEMA \"app\""));
        assertThat(apply(target, desired).plan().isEmpty()).isTrue();
    }

    @Test
    void refusesADesiredStateThatMakesThingsOutsideTheSchemasLookedAt() {
        DatabaseUrl target = freshTarget();

        assertThatThrownBy(() -> apply(
                        target.withParameter("search_path", "public"),
                        sql("CREATE SCHEMA audit; CREATE TABLE audit.log (id integer);")))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("table audit.log", "only schema public");
        assertThat(PostgresDatabase.query(target, "SELECT nspname FROM pg_namespace WHERE nspname = 'audit'"))
                .isEmpty();
    }

    /** Files that the reference wrote name no collation, and write constraints as indexes. */
    @Test
    void takesWhatAFileDoesNotSayFromTheTarget() {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (a integer CONSTRAINT u UNIQUE, b text COLLATE \"C\")");

        assertThat(apply(target, hclState("""
                        schema "public" {
                        }
                        table "t" {
                          schema = schema.public
                          column "a" {
                            type = int
                            null = true
                          }
                          column "b" {
                            type = text
                            null = true
                          }
                          index "u" {
                            unique  = true
                            columns = [column.a]
                          }
                        }
                        """)).plan().statements()).isEmpty();
        assertThat(apply(target, sql("CREATE TABLE t (a integer, b text); CREATE UNIQUE INDEX u ON t (a);"))
                        .applied())
                .hasSize(2);
    }

    @Test
    void refusesWhatLivesInNoSchemaWhereTheUrlIsBoundToOne() {
        assertThatThrownBy(() -> apply(
                        freshTarget().withParameter("search_path", "public"),
                        sql("CREATE TABLE t (id integer); CREATE PUBLICATION changes FOR TABLE t;")))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("publication changes", "only schema public");
    }

    @Test
    void refusesADatabaseAsDesiredStateThatHasMoreThanItSays() {
        DatabaseUrl source = freshTarget();
        run(source, "CREATE TABLE t (a integer)");
        run(source, "CREATE CONVERSION r FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8");
        DatabaseUrl target = freshTarget();

        assertThatThrownBy(() -> apply(target, new StateSource.Database(source)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("conversion \"r\"");
    }

    private SchemaApplyReport apply(DatabaseUrl target, StateSource desired, String exclude) {
        return engine.apply(
                new SchemaApplyRequest(
                        target,
                        desired,
                        Optional.empty(),
                        new Selection(List.of(), List.of(), List.of(exclude)),
                        DiffPolicy.DEFAULT,
                        TxMode.FILE,
                        false,
                        Duration.ofSeconds(10)),
                PlanGate.OPEN);
    }

    @Test
    void refusesADesiredStateWithObjectsThatItDoesNotManage() {
        assertThatThrownBy(
                        () -> apply(
                                freshTarget(),
                                sql(
                                        "CREATE TABLE t (a integer); CREATE CONVERSION r FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("conversion \"r\"");
    }

    @Test
    void namesWhatNeedsADroppedTable() {
        DatabaseUrl target = freshTarget();
        run(
                target,
                "CREATE TABLE t (a integer); CREATE SCHEMA reports; CREATE VIEW reports.v AS SELECT a FROM t;"
                        + " CREATE VIEW reports.w AS SELECT a + 1 FROM t");

        SchemaApplyReport report =
                apply(target.withParameter("search_path", "public"), sql("CREATE TABLE u (b integer);"));

        assertThat(report.failure().orElseThrow().text())
                .startsWith(
                        "pq: cannot drop table t because other objects depend on it: view reports.v depends on table"
                                + " t, view reports.w depends on table t (hint: drop or change that first")
                .doesNotContain("CASCADE");
        assertThat(report.kept()).isEmpty();
    }

    @Test
    void tellsColumnsAndNotValuesOfRowsThatStandInTheWay() {
        DatabaseUrl target = freshTarget();
        run(
                target,
                "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a text, b text, p integer);"
                        + " INSERT INTO t VALUES ('secret', 'x)=(y', 7), ('secret', 'x)=(y', 7)");
        String tables = "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a text, b text, p integer";

        assertThat(failure(target, tables + "); CREATE UNIQUE INDEX i ON t (a, b);"))
                .endsWith("could not create unique index \"i\": more than one row with the same (a, b)");
        assertThat(failure(target, tables + " REFERENCES p);"))
                .endsWith("violates foreign key constraint \"t_p_fkey\" on (p)");
    }

    private String failure(DatabaseUrl target, String desired) {
        return apply(target, sql(desired)).failure().orElseThrow().text();
    }

    @Test
    void takesADatabaseForADesiredStateWhateverItsSchemaIsCalled() {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (a integer); INSERT INTO t VALUES (1)");
        DatabaseUrl model = freshTarget();
        run(model, "CREATE SCHEMA staging; CREATE TABLE staging.t (a integer, b integer)");

        SchemaApplyReport report = engine.apply(
                request(
                        target.withParameter("search_path", "public"),
                        new StateSource.Database(model.withParameter("search_path", "staging")),
                        false),
                PlanGate.OPEN);

        assertThat(report.applied()).containsExactly("ALTER TABLE \"t\" ADD COLUMN \"b\" integer NULL");
        assertThatThrownBy(() -> engine.apply(
                        request(target, new StateSource.Database(model.withParameter("search_path", "staging")), false),
                        PlanGate.OPEN))
                .hasMessageContaining("cannot diff a database connection with a schema \"staging\"");
        assertThatThrownBy(() -> engine.apply(
                        request(
                                target.withParameter("search_path", "public"),
                                new StateSource.Database(model.withParameter("search_path", "public")),
                                false),
                        PlanGate.OPEN))
                .hasMessageContaining("the desired state makes nothing");
        assertThat(PostgresDatabase.query(target, "SELECT a FROM t")).containsExactly("1");
    }
}
