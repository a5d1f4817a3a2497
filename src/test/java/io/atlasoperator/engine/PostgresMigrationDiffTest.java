package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leads from a migration directory to HCL. */
class PostgresMigrationDiffTest {
    private static final String ROUTINES = """
            CREATE FUNCTION digit() RETURNS text LANGUAGE sql AS $$ SELECT '1'; $$;
            CREATE FUNCTION "Code"(n int) RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT repeat(digit(), n); END;
            CREATE FUNCTION unused() RETURNS text LANGUAGE sql AS $$ SELECT 'x'; $$;
            """;
    private static final String TABLE = """
            schema "public" {}
            table "t" {
              schema = schema.public
              column "c" {
                type    = text
                default = sql("%s(4)")
              }
            }
            """;

    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());
    private final PostgresDatabase database = PostgresServers.database();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private List<String> diff(String hcl, Optional<String> qualifier) {
        DatabaseUrl dev = database.url("public");
        MigrationDirectory directory = MigrationDirectory.atlas("file://m", List.of(new SourceFile("1.sql", ROUTINES)));
        return engine
                .diff(new SchemaDiffRequest(
                        new StateSource.Migrations(directory, Optional.empty()),
                        new StateSource.Hcl(List.of(new SourceFile("schema.hcl", hcl)), Map.of()),
                        Optional.of(dev),
                        Selection.ALL,
                        DiffPolicy.DEFAULT,
                        "",
                        qualifier))
                .statements()
                .stream()
                .map(Statement::text)
                .toList();
    }

    @Test
    void keepsTheRoutinesThatHclCallsWithoutSayingThem() {
        assertThat(diff(TABLE.formatted("\\\"Code\\\""), Optional.empty()))
                .containsExactlyInAnyOrder(
                        "DROP FUNCTION \"unused\"()", "CREATE TABLE \"t\" (\"c\" text NOT NULL DEFAULT \"Code\"(4))");
    }

    @Test
    void refusesToCallWhatIsNowhere() {
        assertThatThrownBy(() -> diff(TABLE.formatted("nowhere"), Optional.empty()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("function nowhere(integer) does not exist");
    }

    @Test
    void qualifiesNamesAsAsked() {
        assertThat(diff(TABLE.formatted("repeat('x', 3) || pg_catalog.to_hex"), Optional.of("other")))
                .contains("DROP FUNCTION \"other\".\"unused\"()")
                .anyMatch(text -> text.startsWith("CREATE TABLE \"other\".\"t\""));
    }
}
