package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a policy spares stays whole: with what belongs to it, with what it needs, and through changes of that. */
class PostgresSkipApplyTest {
    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());
    private final PostgresDatabase database = PostgresServers.database();
    private final DatabaseUrl target = database.url();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private SchemaApplyReport apply(String desired, Skip... skip) {
        return engine.apply(
                new SchemaApplyRequest(
                        target,
                        StateSource.Sql.of(new SourceFile("schema.sql", desired)),
                        Optional.empty(),
                        Selection.ALL,
                        new DiffPolicy(Set.of(skip), false, false),
                        TxMode.FILE,
                        false,
                        Duration.ofSeconds(20)),
                PlanGate.OPEN);
    }

    private void assertSettled(String desired, Skip... skip) {
        assertThat(apply(desired, skip).plan().statements()).isEmpty();
    }

    @Test
    void aSparedTableKeepsAllThatBelongsToItAndAllThatItNeeds() {
        PostgresDatabase.run(target, """
                CREATE TYPE mood AS ENUM ('fine'); CREATE TABLE kept (id int, mood mood);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE FUNCTION gone() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE TRIGGER noted BEFORE INSERT ON kept FOR EACH ROW EXECUTE FUNCTION note();
                CREATE RULE quiet AS ON DELETE TO kept DO INSTEAD NOTHING;
                ALTER TABLE kept ENABLE ROW LEVEL SECURITY; CREATE POLICY all_rows ON kept USING (true);
                GRANT SELECT ON kept TO PUBLIC;
                """);
        String desired = "CREATE TABLE t (id int);";

        SchemaApplyReport report = apply(desired, Skip.DROP_TABLE);
        assertThat(report.failure()).isEmpty();
        assertThat(report.applied())
                .hasSize(2)
                .anyMatch(text -> text.startsWith("DROP FUNCTION"))
                .anyMatch(text -> text.startsWith("CREATE TABLE"));
        assertThat(PostgresDatabase.query(target, "SELECT has_table_privilege('pg_monitor', 'kept', 'SELECT')::text"))
                .containsExactly("true");
        assertSettled(desired, Skip.DROP_TABLE);
    }

    @Test
    void aSparedTableKeepsItsSchema() {
        PostgresDatabase.run(
                target, "CREATE SCHEMA audit; CREATE TABLE audit.log (id int); CREATE VIEW audit.v AS SELECT 1 AS one");

        assertThat(apply("CREATE TABLE t (id int);", Skip.DROP_TABLE).applied())
                .anyMatch(text -> text.startsWith("DROP VIEW"))
                .noneMatch(text -> text.contains("SCHEMA"));
        assertThat(PostgresDatabase.query(target, "SELECT tablename FROM pg_tables WHERE schemaname = 'audit'"))
                .containsExactly("log");
    }

    @Test
    void aSparedFunctionKeepsItsRights() {
        PostgresDatabase.run(target, """
                CREATE FUNCTION secret() RETURNS int LANGUAGE sql AS 'SELECT 1';
                REVOKE ALL ON FUNCTION secret() FROM PUBLIC; GRANT EXECUTE ON FUNCTION secret() TO pg_monitor;
                """);

        assertSettled("", Skip.DROP_FUNC);
    }

    @Test
    void rightsAreNoReasonToKeepWhatTheyAreOn() {
        PostgresDatabase.run(target, """
                CREATE FUNCTION secret() RETURNS int LANGUAGE sql AS 'SELECT 1';
                REVOKE ALL ON FUNCTION secret() FROM PUBLIC;
                CREATE TABLE t (a int, b int, c int); GRANT SELECT (b, c) ON t TO pg_monitor;
                """);

        assertThat(apply("CREATE FUNCTION secret() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                                + " CREATE TABLE t (a int, b int);")
                        .failure())
                .isEmpty();
        assertThat(apply("CREATE TABLE t (a int);", Skip.DROP_OBJECT).failure()).isEmpty();
        assertSettled("CREATE TABLE t (a int);", Skip.DROP_OBJECT);
    }

    @Test
    void sparedViewsAreMadeAgainOnceTheirTableHasChanged() {
        PostgresDatabase.run(target, """
                CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v;
                GRANT SELECT ON v TO pg_monitor;
                """);
        String desired = "CREATE TABLE t (a bigint);";

        assertThat(apply(desired, Skip.DROP_VIEW).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, "SELECT pg_typeof(a)::text FROM w RIGHT JOIN (SELECT 1) x ON true"))
                .containsExactly("bigint");
        assertThat(PostgresDatabase.query(target, "SELECT has_table_privilege('pg_monitor', 'v', 'SELECT')::text"))
                .containsExactly("true");
        assertSettled(desired, Skip.DROP_VIEW);
    }

    @Test
    void aViewThatIsNotToChangeComesAgainAsItWas() {
        PostgresDatabase.run(target, "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t WHERE a > 1");
        String desired = "CREATE TABLE t (a bigint); CREATE VIEW v AS SELECT a FROM t WHERE a > 2;";

        assertThat(apply(desired, Skip.MODIFY_VIEW).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, "SELECT pg_get_viewdef('v'::regclass) LIKE '%> 1%'"))
                .containsExactly("t");
        assertSettled(desired, Skip.MODIFY_VIEW);
    }

    @Test
    void refusesToTakeFromASparedViewWhatItNeeds() {
        PostgresDatabase.run(target, "CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT b FROM t");

        assertThatThrownBy(() -> apply("CREATE TABLE t (a int);", Skip.DROP_VIEW))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("view \"v\"", "diff.skip", "column \"b\" of table \"t\"");
        assertThatThrownBy(() -> apply("", Skip.DROP_VIEW))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("view \"v\"", "needs table \"t\"");
        assertThat(apply("", Skip.DROP_VIEW, Skip.DROP_TABLE).plan().isEmpty()).isTrue();
    }

    @Test
    void aSparedIndexIsMadeAgainWithItsFunction() {
        PostgresDatabase.run(target, """
                CREATE FUNCTION f(x int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT x';
                CREATE TABLE t (a int); CREATE INDEX kept ON t (f(a));
                """);
        String desired = "CREATE FUNCTION f(y int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT y';"
                + " CREATE TABLE t (a int);";

        assertThat(apply(desired, Skip.DROP_INDEX).failure()).isEmpty();

        assertThat(PostgresDatabase.query(target, "SELECT indexname FROM pg_indexes WHERE tablename = 't'"))
                .containsExactly("kept");
        assertSettled(desired, Skip.DROP_INDEX);
    }

    private void assertRefused(String desired, Skip skip, String... words) {
        List<String> before = PostgresDatabase.query(target, "SELECT relname FROM pg_class ORDER BY 1");
        assertThatThrownBy(() -> apply(desired, skip))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("diff.skip leaves out (" + skip.name().toLowerCase(Locale.ROOT) + ")");
        assertThat(PostgresDatabase.query(target, "SELECT relname FROM pg_class ORDER BY 1"))
                .isEqualTo(before);
    }

    @Test
    void refusesWhatNeedsSomethingThatIsLeftOut() {
        PostgresDatabase.run(target, "CREATE TABLE t (a int)");
        String t = "CREATE TABLE first (a int); CREATE TABLE t (a int, b int);";

        assertRefused(
                t + "CREATE VIEW v AS SELECT b FROM t;", Skip.ADD_COLUMN, "view \"v\"", "column \"b\" of table \"t\"");
        assertRefused(t + "CREATE INDEX i ON t (b);", Skip.ADD_COLUMN, "index \"i\"", "column \"b\" of table \"t\"");
        assertRefused(
                t + "ALTER TABLE t ADD CONSTRAINT c CHECK (b > a);",
                Skip.ADD_COLUMN,
                "check \"c\" of table \"t\"",
                "column \"b\" of table \"t\"");
        assertRefused(t + "CREATE VIEW v AS SELECT b FROM t;", Skip.MODIFY_TABLE, "view \"v\"", "column \"b\"");
        assertRefused(
                "CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE t (a int CONSTRAINT fk REFERENCES p);",
                Skip.ADD_TABLE,
                "foreign key \"fk\" of table \"t\"",
                "table \"p\"");
        assertRefused(t + "CREATE VIEW v AS SELECT a FROM first;", Skip.ADD_TABLE, "view \"v\"", "table \"first\"");
        assertRefused(
                "CREATE TYPE mood AS ENUM ('x'); CREATE TABLE t (a int, m mood);",
                Skip.ADD_OBJECT,
                "column \"m\" of table \"t\"",
                "enum \"mood\"");
        assertRefused(
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (a int, b int DEFAULT f());",
                Skip.ADD_FUNC,
                "table \"t\"",
                "function \"f\"");
        assertRefused(
                "CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v;"
                        + " CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT a FROM v';",
                Skip.ADD_VIEW,
                "function \"f\"",
                "view \"v\"");
        assertRefused(
                "CREATE SCHEMA app; CREATE TABLE app.p (a int PRIMARY KEY); CREATE TABLE t (a int REFERENCES app.p);",
                Skip.ADD_SCHEMA,
                "table \"t\"",
                "table \"p\"");
    }

    @Test
    void leavesOutAllThatNeedsEachOther() {
        PostgresDatabase.run(target, "CREATE TABLE t (a int)");
        String desired =
                "CREATE TYPE mood AS ENUM ('x'); CREATE TABLE first (a int, m mood); CREATE TABLE t (a bigint);"
                        + " CREATE VIEW v AS SELECT a FROM t;";

        assertThat(apply(desired, Skip.ADD_TABLE, Skip.ADD_OBJECT).applied()).hasSize(2);
        assertThat(apply(desired, Skip.ADD_TABLE).applied()).hasSize(1);
    }
}
