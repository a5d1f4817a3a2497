package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left where a statement that runs in no transaction fails in the middle of a plan. */
class PostgresConcurrentBuildTest {
    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());
    private final PostgresDatabase database = PostgresServers.database();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private SchemaApplyReport apply(String desired, String... exclude) {
        return apply(TxMode.FILE, desired, exclude);
    }

    private SchemaApplyReport apply(TxMode mode, String desired, String... exclude) {
        return engine.apply(
                new SchemaApplyRequest(
                        database.url(),
                        StateSource.Sql.of(new SourceFile("schema.sql", desired)),
                        Optional.empty(),
                        new Selection(List.of(), List.of(), List.of(exclude)),
                        new DiffPolicy(Set.of(), true, true),
                        mode,
                        false,
                        Duration.ofSeconds(20)),
                PlanGate.OPEN);
    }

    private List<String> query(String sql) {
        return PostgresDatabase.query(database.url(), sql);
    }

    @Test
    void aViewThatIsLeftAloneIsThereAgainBeforeTheBuild() {
        PostgresDatabase.run(database.url(), """
                CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, 'x');
                CREATE VIEW reports AS SELECT a FROM t;
                """);

        SchemaApplyReport report =
                apply("CREATE TABLE t (a bigint, b text); CREATE UNIQUE INDEX u ON t (b);", "*.reports");

        assertThat(report.failure()).isPresent();
        assertThat(report.applied()).anyMatch(text -> text.startsWith("DROP VIEW"));
        assertThat(report.pending().getFirst()).startsWith("CREATE UNIQUE INDEX CONCURRENTLY");
        assertThat(query("SELECT viewname FROM pg_views WHERE schemaname = 'public'"))
                .containsExactly("reports");
        PostgresDatabase.run(database.url(), "DELETE FROM t WHERE a = 2");
        assertThat(apply("CREATE TABLE t (a bigint, b text); CREATE UNIQUE INDEX u ON t (b);", "*.reports")
                        .failure())
                .isEmpty();
    }

    @Test
    void aRightThatTheStateDoesNotSpeakOfIsThereAgainBeforeTheBuild() {
        PostgresDatabase.run(database.url(), """
                CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, 'x');
                CREATE INDEX i ON t (b); CREATE VIEW v AS SELECT a FROM t; GRANT SELECT ON v TO pg_monitor;
                """);

        SchemaApplyReport report = apply("CREATE TABLE t (a bigint, b text); CREATE UNIQUE INDEX i ON t (b);"
                + " CREATE VIEW v AS SELECT a FROM t;");

        assertThat(report.failure()).isPresent();
        assertThat(report.applied()).anyMatch(text -> text.startsWith("DROP VIEW"));
        assertThat(query("SELECT has_table_privilege('pg_monitor', 'v', 'SELECT')::text"))
                .containsExactly("true");
    }

    @Test
    void withoutTransactionsWhatOnlyThePlanMakesAgainIsThereAfterAFailure() {
        PostgresDatabase.run(database.url(), """
                CREATE TABLE t (a text, b int PRIMARY KEY); INSERT INTO t VALUES ('x', 1);
                CREATE VIEW reports AS SELECT a FROM t;
                CREATE VIEW v AS SELECT a FROM t; GRANT SELECT ON v TO pg_monitor;
                """);

        SchemaApplyReport report = apply(
                TxMode.NONE,
                "CREATE TABLE first (a int); CREATE TABLE t (a int, b int PRIMARY KEY); CREATE VIEW v AS SELECT a FROM t;",
                "*.reports");

        assertThat(report.failure()).isPresent();
        assertThat(report.applied()).anyMatch(text -> text.startsWith("DROP VIEW"));
        assertThat(query("SELECT viewname FROM pg_views WHERE schemaname = 'public' ORDER BY 1"))
                .containsExactly("reports", "v");
        assertThat(query("SELECT has_table_privilege('pg_monitor', 'v', 'SELECT')::text"))
                .containsExactly("true");
        PostgresDatabase.run(database.url(), "UPDATE t SET a = '7'");
        assertThat(apply(
                                TxMode.NONE,
                                "CREATE TABLE t (a int, b int PRIMARY KEY); CREATE VIEW v AS SELECT a FROM t;",
                                "*.reports")
                        .failure())
                .isEmpty();
        assertThat(query("SELECT a FROM reports")).containsExactly("7");
    }

    @Test
    void anIndexThatAKeyWaitsForIsBuiltInTheTransaction() {
        PostgresDatabase.run(database.url(), """
                CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, 'x');
                CREATE VIEW reports AS SELECT a FROM t; CREATE TABLE f (b text);
                """);

        SchemaApplyReport report = apply(
                "CREATE TABLE t (a bigint, b text); CREATE UNIQUE INDEX u ON t (b);"
                        + " CREATE TABLE f (b text REFERENCES t (b));",
                "*.reports");

        assertThat(report.failure()).isPresent();
        assertThat(report.kept()).isEmpty();
        assertThat(query("SELECT viewname FROM pg_views WHERE schemaname = 'public'"))
                .containsExactly("reports");
        assertThat(query("SELECT atttypid::regtype::text FROM pg_attribute WHERE attrelid = 't'::regclass"
                        + " AND attname = 'a'"))
                .containsExactly("integer");
    }

    @Test
    void anIndexNextToWhatNothingHoldsOnToIsBuiltWhereItWas() {
        PostgresDatabase.run(database.url(), "CREATE TABLE t (a int, b text); CREATE TABLE z (a int)");

        SchemaApplyReport report = apply(
                "CREATE TABLE t (a bigint, b text); CREATE INDEX u ON t (b);" + " CREATE TABLE z (a int, b int);");

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied()).hasSize(3);
        assertThat(report.applied().get(1)).startsWith("CREATE INDEX CONCURRENTLY");
    }

    private static final String ORDERS = "CREATE TABLE t (a int, b int); ";

    @Test
    void indexesOfAMaterializedViewAreBuiltBesideThoseWhoReadIt() {
        PostgresDatabase.run(
                database.url(),
                ORDERS + "CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE INDEX gone ON m (a);"
                        + " CREATE INDEX changed ON m (a)");
        String desired = ORDERS + "CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;"
                + " CREATE INDEX changed ON m (a, b); CREATE UNIQUE INDEX fresh ON m (b);"
                + " COMMENT ON INDEX fresh IS 'one a row'; COMMENT ON MATERIALIZED VIEW m IS 'kept';";

        SchemaApplyReport report = apply(desired);

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied())
                .containsExactlyInAnyOrder(
                        "COMMENT ON MATERIALIZED VIEW \"public\".\"m\" IS 'kept'",
                        "DROP INDEX CONCURRENTLY \"public\".\"gone\"",
                        "CREATE INDEX CONCURRENTLY \"changed_new\" ON \"public\".\"m\" (\"a\", \"b\")",
                        "ALTER INDEX \"public\".\"changed\" RENAME TO \"changed_old\"",
                        "ALTER INDEX \"public\".\"changed_new\" RENAME TO \"changed\"",
                        "DROP INDEX CONCURRENTLY \"public\".\"changed_old\"",
                        "CREATE UNIQUE INDEX CONCURRENTLY \"fresh\" ON \"public\".\"m\" (\"b\")",
                        "COMMENT ON INDEX \"public\".\"fresh\" IS 'one a row'");
        assertThat(apply(desired).plan().isEmpty()).isTrue();
    }

    @Test
    void anIndexOfAMaterializedViewWhoseBuildFailedIsBuiltByTheNextRun() {
        PostgresDatabase.run(
                database.url(),
                ORDERS + "INSERT INTO t VALUES (1, 1), (1, 2); CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;");
        String desired = ORDERS + "CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE UNIQUE INDEX one ON m (a);";

        assertThat(apply(desired).failure()).isPresent();

        assertThat(query("SELECT indisvalid::text FROM pg_index WHERE indrelid = 'm'::regclass"))
                .containsExactly("false");
        PostgresDatabase.run(database.url(), "DELETE FROM t WHERE b = 2; REFRESH MATERIALIZED VIEW m");
        assertThat(apply(desired).failure()).isEmpty();
        assertThat(query("SELECT indexrelid::regclass || ' ' || indisvalid FROM pg_index"
                        + " WHERE indrelid = 'm'::regclass"))
                .containsExactly("one true");
        assertThat(apply(desired).plan().isEmpty()).isTrue();
    }
}
