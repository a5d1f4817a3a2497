package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.dialect.ShadowSpace;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.Databases;
import io.atlasoperator.engine.DevDatabases;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.JdbcSchemaEngine;
import io.atlasoperator.engine.PlanGate;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.engine.Selection;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.PostgresDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Desired states that are tried out on the target's own server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresShadowTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String LEFT = "SELECT datname FROM pg_database WHERE datname LIKE 'atlas%'"
            + " UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'atlas\\_shadow%'";
    private static final String SCHEMA = """
            SET statement_timeout = 0;
            SELECT pg_catalog.set_config('search_path', '', false);
            CREATE SCHEMA shop;
            CREATE TYPE shop.mood AS ENUM ('fine', 'bad');
            CREATE FUNCTION shop.twice(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a * 2; $$;
            CREATE TABLE shop.pets (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                age integer DEFAULT 1 CHECK (age > 0),
                twice integer GENERATED ALWAYS AS (shop.twice(age)) STORED,
                mood shop.mood
            );
            CREATE UNIQUE INDEX pets_age ON shop.pets (age) WHERE mood = 'fine';
            CREATE VIEW shop.old AS SELECT id FROM shop.pets WHERE age > 10;
            GRANT SELECT ON shop.old TO limited;
            COMMENT ON TABLE shop.pets IS 'who''s there; not a statement';
            """;

    @TempDir
    private static Path folder;

    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine = new JdbcSchemaEngine(
            databases,
            new DevDatabases(databases, Duration.ofSeconds(30), DevDatabases.Mode.SHADOW),
            Clock.systemUTC());
    private ShadowServers servers = new ShadowServers(Path.of(""));

    @BeforeAll
    void start() {
        servers = new ShadowServers(folder);
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    /** A new database of a login. */
    private DatabaseUrl target(int major, String login) {
        DatabaseUrl server = servers.url(major, login);
        String name = "target_" + NUMBER.incrementAndGet();
        PostgresDatabase.run(server, "CREATE DATABASE " + name);
        return server.withDatabase(name);
    }

    private List<String> left(DatabaseUrl url) {
        return PostgresDatabase.query(url, LEFT);
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
                        Duration.ofSeconds(10)),
                PlanGate.OPEN);
    }

    private static StateSource sql(String text) {
        return StateSource.Sql.of(new SourceFile("schema.sql", text));
    }

    @ParameterizedTest
    @CsvSource({"13,maker", "15,owner", "15,maker", "16,maker", "18,maker"})
    void aStateIsTriedOutOnTheTargetsServerAndLeavesNothingThere(int major, String login) {
        DatabaseUrl target = target(major, login);

        SchemaApplyReport report = apply(target, sql(SCHEMA));

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied()).isNotEmpty();
        assertThat(apply(target, sql(SCHEMA + " ")).plan().statements()).isEmpty();
        assertThat(left(target)).isEmpty();
    }

    @Test
    void aStateOfOneSchemaIsTriedOutInASchemaOfThatName() {
        DatabaseUrl whole = target(15, "maker");
        PostgresDatabase.run(whole, "CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'ours'; CREATE EXTENSION citext");
        DatabaseUrl target = whole.withParameter("search_path", "app");

        assertThat(apply(target, sql("CREATE TABLE t (a public.citext);")).failure())
                .isEmpty();
        assertThat(apply(target, sql("CREATE TABLE t (a public.citext); "))
                        .plan()
                        .statements())
                .isEmpty();
        assertThat(left(whole)).isEmpty();
    }

    @Test
    void hclIsTriedOutAndScreenedToo() {
        DatabaseUrl target = target(15, "maker");
        String table = "schema \"public\" {}\ntable \"t\" {\n  schema = schema.public\n  column \"a\" {\n    type ="
                + " int\n    default = sql(\"1 + 1\")\n  }\n}\n";

        assertThat(apply(target, hcl(table)).failure()).isEmpty();
        assertThat(PostgresDatabase.query(target, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .containsExactly("t");

        String function = table + "function \"f\" {\n  schema = schema.public\n  lang = C\n  return = int\n  as ="
                + " \"evil\"\n}\n";
        assertThatThrownBy(() -> apply(target, hcl(function))).isInstanceOf(EngineException.class);

        String filled = table + "materialized \"m\" {\n  schema = schema.public\n  as = \"SELECT a FROM t\"\n  column"
                + " \"a\" {\n    type = int\n  }\n}\n";
        assertThatThrownBy(() -> apply(target, hcl(filled)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not run in a shadow database on the target's server: it runs a query: a"
                        + " materialized view has to be WITH NO DATA here");
        assertThat(left(target)).isEmpty();
    }

    private static StateSource hcl(String text) {
        return new StateSource.Hcl(List.of(new SourceFile("schema.hcl", text)), Map.of());
    }

    @Test
    void whatACrashHasLeftIsSweptByTheNextUseAndWhatIsInUseIsNot() throws SQLException {
        DatabaseUrl target = target(16, "maker");
        ShadowSpace space = new PostgresShadowSpace();
        try (Connection keeper = PostgresDatabase.connect(target);
                DevSpace.Lease used = space.lease(keeper, target, Duration.ZERO)) {
            DevSpace.Lease abandoned;
            try (Connection crashing = PostgresDatabase.connect(target)) {
                abandoned = space.lease(crashing, target, Duration.ZERO);
                PostgresDatabase.run(abandoned.url(), "CREATE TABLE t (a int)");
            }
            assertThat(left(target)).contains(abandoned.url().database()).hasSize(4);

            assertThat(apply(target, sql("CREATE TABLE t (a int);")).failure()).isEmpty();

            assertThat(left(target))
                    .containsExactly(used.url().database(), used.url().database());
        }
        assertThat(left(target)).isEmpty();
    }

    @Test
    void theRoleOwnsNothingElseAndHasNoOtherToGoBackTo() throws SQLException {
        DatabaseUrl target = target(15, "owner");
        PostgresDatabase.run(target, "CREATE TABLE secret (a int)");
        ShadowSpace space = new PostgresShadowSpace();
        try (Connection keeper = PostgresDatabase.connect(target);
                DevSpace.Lease lease = space.lease(keeper, target, Duration.ZERO)) {
            PostgresDatabase.run(lease.url(), "RESET ROLE; RESET SESSION AUTHORIZATION");
            assertThat(PostgresDatabase.query(
                            lease.url(),
                            "SELECT rolsuper::text || rolcreaterole || rolcreatedb || rolreplication FROM pg_roles"
                                    + " WHERE rolname = session_user"))
                    .containsExactly("falsefalsefalsefalse");
            assertThat(PostgresDatabase.query(
                            target,
                            "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname"
                                    + " LIKE 'atlas\\_shadow%'"))
                    .containsExactly("0");
            assertThatThrownBy(() ->
                            PostgresDatabase.query(lease.url().withDatabase(target.database()), "SELECT * FROM secret"))
                    .hasStackTraceContaining("permission denied for table secret");
            assertThat(lease.url().toString())
                    .doesNotContain(String.valueOf(lease.url().password()));
        }
    }

    @Test
    void aLoginWithoutTheRightsIsToldWhatItLacks() {
        DatabaseUrl target = target(15, "limited");

        assertThatThrownBy(() -> apply(target, sql("CREATE TABLE t (a int);")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("role \"limited\" lacks CREATEROLE")
                .hasMessageContaining("or name a dev database (devURL)");
        assertThat(left(target)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM PROGRAM 'id'",
                "ALTER SYSTEM SET work_mem = '1GB'",
                "CREATE ROLE evil",
                "CREATE USER evil",
                "GRANT maker TO limited",
                "DO $$ BEGIN NULL; END $$",
                "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p",
                "CREATE TABLESPACE s LOCATION '/tmp'",
                "CREATE TABLE s (a int) TABLESPACE pg_default",
                "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'x'",
                "CREATE FUNCTION f(language sql) RETURNS int LANGUAGE plperlu AS 'x'",
                "CREATE EXTENSION dblink",
                "CREATE EXTENSION IF NOT EXISTS \"postgres_fdw\"",
                "CREATE FOREIGN DATA WRAPPER w",
                "CREATE SERVER s FOREIGN DATA WRAPPER w",
                "SET ROLE maker",
                "SET SESSION AUTHORIZATION maker",
                "RESET ROLE",
                "SELECT set_config('role', 'maker', false)",
                "SELECT pg_catalog.set_config('role', '', false)",
                "SELECT pg_sleep(1)",
                "INSERT INTO t VALUES (1)",
                "CREATE TABLE u AS SELECT pg_sleep(1)",
                "CREATE MATERIALIZED VIEW m AS SELECT pg_sleep(1)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (pg_backend_pid())",
                "CREATE DATABASE evil",
                "DROP DATABASE postgres",
                "DROP OWNED BY CURRENT_USER",
                "ALTER ROLE maker SUPERUSER",
                "ALTER DATABASE postgres SET work_mem = '1GB'",
                "COMMENT ON DATABASE postgres IS 'x'",
                "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
                "CREATE SCHEMA s CREATE TABLE t (a int)",
                "ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO PUBLIC",
                "LOAD 'x'",
                "SECURITY LABEL ON TABLE t IS 'x'",
                "/* CREATE TABLE */ VACUUM",
                "CREATE TEMP TABLE t (a int)",
                "CREATE TABLE t (a text DEFAULT U&'!0061' UESCAPE '!')",
            })
    void whatIsNotKnownToBeHarmlessIsRefusedBeforeAnythingIsMade(String statement) {
        DatabaseUrl target = target(15, "owner");
        List<String> before = PostgresDatabase.query(target, "SELECT rolname FROM pg_roles ORDER BY 1");
        List<String> databasesBefore = PostgresDatabase.query(target, "SELECT datname FROM pg_database ORDER BY 1");

        assertThatThrownBy(() -> apply(target, sql("CREATE TABLE fine (a int);\n\n" + statement + ";")))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("schema.sql:3: not run in a shadow database on the target's server: ")
                .hasMessageContaining("; take it out of the desired state, or name a dev database (devURL): ");

        assertThat(PostgresDatabase.query(target, "SELECT rolname FROM pg_roles ORDER BY 1"))
                .isEqualTo(before);
        assertThat(PostgresDatabase.query(target, "SELECT datname FROM pg_database ORDER BY 1"))
                .isEqualTo(databasesBefore);
        assertThat(PostgresDatabase.query(target, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void severalStatementsInOneAreRefused() {
        assertThat(PostgresShadowRules.refusal("CREATE TABLE t (a int); ALTER SYSTEM SET work_mem = '1GB'"))
                .isPresent();
        assertThat(PostgresShadowRules.refusal("CREATE TABLE t (a text DEFAULT 'it\\'); ALTER SYSTEM SET x = '1'"))
                .isPresent();
        assertThat(PostgresShadowRules.refusal("CREATE TABLE t (a text DEFAULT $x$;$x$, \"b;\" int /* ; /* ; */ */);"))
                .isEmpty();
    }
}
