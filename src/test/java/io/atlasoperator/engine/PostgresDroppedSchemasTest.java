package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A schema is not dropped along with what others hold on to, unless that goes too. */
class PostgresDroppedSchemasTest {
    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());
    private final PostgresDatabase database = PostgresServers.database();

    @BeforeEach
    void makeDependents() {
        PostgresDatabase.run(database.url(), """
                CREATE SCHEMA a; CREATE TYPE a.mood AS ENUM ('fine'); CREATE TABLE a.t (id int);
                CREATE SCHEMA b; CREATE MATERIALIZED VIEW b.m AS SELECT id FROM a.t;
                CREATE TYPE b.pair AS (mood a.mood); CREATE DOMAIN b.d AS a.mood; CREATE TABLE b.t (mood a.mood);
                """);
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private SchemaApplyReport apply(String desired, String... exclude) {
        return engine.apply(
                new SchemaApplyRequest(
                        database.url(),
                        StateSource.Sql.of(new SourceFile("schema.sql", desired)),
                        Optional.empty(),
                        new Selection(List.of(), List.of(), List.of(exclude)),
                        DiffPolicy.DEFAULT,
                        TxMode.FILE,
                        false,
                        Duration.ofSeconds(20)),
                PlanGate.OPEN);
    }

    @Test
    void whatIsLeftAloneKeepsIt() {
        assertThatThrownBy(() -> apply("CREATE TABLE public.kept (id int);", "b"))
                .hasMessageContaining("\"a\" can't be dropped")
                .hasMessageContaining("domain b.d")
                .hasMessageContaining("materialized view b.m")
                .hasMessageContaining("\"mood\" of b.pair")
                .hasMessageContaining("column \"mood\" of b.t");
    }

    @Test
    void whatGoesTooDoesNot() {
        assertThat(apply("CREATE TABLE public.kept (id int);").failure()).isEmpty();
        assertThat(PostgresDatabase.query(
                        database.url(), "SELECT nspname FROM pg_namespace WHERE nspname IN ('a', 'b')"))
                .isEmpty();
    }

    @Test
    void whatIsDroppedBeforeDoesNot() {
        assertThat(apply("CREATE SCHEMA b; CREATE TABLE b.kept (id int);").failure())
                .isEmpty();
        assertThat(PostgresDatabase.query(
                        database.url(), "SELECT nspname FROM pg_namespace WHERE nspname IN ('a', 'b')"))
                .containsExactly("b");
    }
}
