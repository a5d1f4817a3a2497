package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresInspectorTest {
    private final PostgresDatabase database = PostgresServers.database();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    static Inspection inspect(Connection connection, DatabaseUrl url) throws SQLException {
        return new PostgresInspector(new PostgresVersion(PostgresVersion.of(connection)))
                .inspect(connection, new InspectOptions(PostgresConnections.scope(url), List.of()));
    }

    private Inspection inspect(DatabaseUrl url) throws SQLException {
        try (Connection connection = PostgresDatabase.connect(url)) {
            return inspect(connection, url);
        }
    }

    @Test
    void reportsEverythingOutsideTheModel() throws SQLException {
        PostgresDatabase.run(database.url(), """
                CREATE SCHEMA app;
                SET search_path = app;
                CREATE TABLE t (a int, b int, r int4range, CONSTRAINT ex EXCLUDE USING gist (r WITH &&))
                  WITH (fillfactor = 50);
                CREATE VIEW v AS SELECT a FROM t;
                CREATE MATERIALIZED VIEW mv AS SELECT a FROM t;
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';
                CREATE AGGREGATE agg (int) (sfunc = int4pl, stype = int);
                CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                CREATE SEQUENCE s;
                CREATE DOMAIN d AS int CHECK (VALUE > 0);
                CREATE TYPE c AS (x int);
                CREATE TYPE rng AS RANGE (subtype = float8);
                CREATE EXTENSION citext;
                ALTER TABLE t ENABLE ROW LEVEL SECURITY;
                CREATE POLICY pol ON t USING (a > 0);
                CREATE RULE ru AS ON DELETE TO t DO NOTHING;
                ALTER TABLE t ADD CONSTRAINT nv CHECK (a > 0) NOT VALID;
                CREATE TABLE child () INHERITS (t);
                CREATE TABLE pt (a int) PARTITION BY LIST (a);
                CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1);
                CREATE UNLOGGED TABLE ul (a int);
                CREATE STATISTICS st ON a, b FROM t;
                REVOKE INSERT ON t FROM CURRENT_USER;
                """);

        List<String> found = described(inspect(database.url("app")));

        assertThat(found)
                .contains("privilege that its owner lacks app.t")
                .doesNotHaveDuplicates()
                .noneMatch(text -> text.startsWith("function app.citext") || text.startsWith("type "));
    }

    @Test
    void namesNoSchemaInABoundOneAndEverySchemaInARealm() throws SQLException {
        PostgresDatabase.run(
                database.url(),
                "CREATE SCHEMA app; CREATE FUNCTION app.f() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE"
                        + " TABLE app.t (a int DEFAULT app.f())");

        assertThat(column(inspect(database.url("app"))).defaultValue()).isEqualTo(new DefaultValue.Expression("f()"));
        assertThat(column(inspect(database.url())).defaultValue()).isEqualTo(new DefaultValue.Expression("app.f()"));
    }

    /** What only superusers may read is left out: the address of a subscription has a password. */
    @ParameterizedTest
    @ValueSource(ints = {13, 15, 18})
    void looksForWhatLivesInNoSchemaAsAnyUser(int major) throws SQLException {
        try (PostgresDatabase other = PostgresServers.database(major)) {
            PostgresDatabase.run(other.url(), "SELECT lo_create(4711)");

            assertThat(described(inspect(other.url()))).containsExactly("large object .4711");
        }
    }

    private static Column column(Inspection found) {
        Table table = found.realm().table(new QualifiedName("app", "t")).orElseThrow();
        return table.column("a").orElseThrow();
    }

    @Test
    void leavesTheSearchPathAsItWas() throws SQLException {
        try (Connection connection = PostgresDatabase.connect(database.url());
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = public, pg_temp");

            inspect(connection, database.url());

            try (java.sql.ResultSet row = statement.executeQuery("SHOW search_path")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("public, pg_temp");
            }
        }
    }

    @Test
    void namesTheSchemaThatIsNotThere() {
        assertThatThrownBy(() -> inspect(database.url("nope"))).hasMessage("postgres: schema \"nope\" was not found");
    }

    @Test
    void takesANumberFromAnOwnedSequenceForSerialOnlyByItsName() throws SQLException {
        PostgresDatabase.run(
                database.url("public"),
                "CREATE TABLE t (a serial, b int NOT NULL); CREATE SEQUENCE other OWNED BY t.b; ALTER TABLE t ALTER b"
                        + " SET DEFAULT nextval('other')");

        Inspection found = inspect(database.url("public"));

        Table table = found.realm().table(new QualifiedName("public", "t")).orElseThrow();
        assertThat(table.columns().getFirst().type()).isEqualTo(new ColumnType.SerialType("serial", null));
        assertThat(table.columns().getLast().defaultValue())
                .isEqualTo(new DefaultValue.Expression("nextval('other'::regclass)"));
        assertThat(found.realm().schemas().getFirst().objects(Sequence.class))
                .extracting(sequence -> sequence.name().name(), Sequence::owner)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("other", table.name()));
        assertThat(found.unsupported()).isEmpty();
    }

    @Test
    void marksAnIndexWhoseConcurrentBuildFailedAsDifferentFromAnyOther() throws SQLException {
        PostgresDatabase.run(database.url("public"), "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
        assertThatThrownBy(() -> PostgresDatabase.run(
                        database.url("public"), "CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)"))
                .hasMessageContaining("could not create unique index");

        Inspection found = inspect(database.url("public"));

        Table table = found.realm().table(new QualifiedName("public", "t")).orElseThrow();
        assertThat(new PostgresDiffRules(new PostgresVersion(new ServerVersion("15.0", 150_000)))
                        .indexOptionsChanged(
                                table.indexes().getFirst(),
                                io.atlasoperator.schema.Index.of("broken", true, List.of("a"))))
                .isTrue();
        assertThat(found.unsupported())
                .containsExactly(
                        new Inspection.UnsupportedObject("invalid index", new QualifiedName("public", "broken")));
    }

    @Test
    void reportsNothingOfPlainTables() throws SQLException {
        PostgresDatabase.run(database.url("public"), """
                ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
                CREATE TABLE p (
                  a bigserial PRIMARY KEY,
                  b int GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 5),
                  c bigint GENERATED BY DEFAULT AS IDENTITY (START -1 INCREMENT -2),
                  d smallserial, s serial, e text UNIQUE, f numeric(10, 2), g jsonb, h text[]);
                ALTER TABLE p ALTER f TYPE text;
                ALTER TABLE p ALTER s TYPE bigint;
                INSERT INTO p DEFAULT VALUES;
                ALTER TABLE p ADD i text DEFAULT 'x';
                REVOKE SELECT ON p FROM PUBLIC;
                CREATE INDEX ix ON p (e);
                """);

        assertThat(inspect(database.url("public")).unsupported()).isEmpty();
        assertThat(inspect(database.url()).unsupported()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void readsTheCatalogsOfTheOldestAndTheNewestVersion(int major) throws SQLException {
        try (PostgresDatabase other = PostgresServers.database(major)) {
            PostgresDatabase.run(other.url("public"), """
                    CREATE TABLE t (a serial, b text DEFAULT 'x');
                    INSERT INTO t DEFAULT VALUES;
                    ALTER TABLE t ADD c text DEFAULT 'x';
                    CREATE TABLE u (a text);
                    ALTER TABLE u ALTER a SET STORAGE PLAIN;
                    """);

            Inspection found = inspect(other.url("public"));

            assertThat(found.unsupported()).isEmpty();
            assertThat(found.realm()
                            .table(new QualifiedName("public", "u"))
                            .orElseThrow()
                            .column("a")
                            .map(PostgresColumnOptions::of)
                            .map(PostgresColumnOptions::storage))
                    .contains("PLAIN");
        }
    }

    private static List<String> described(Inspection found) {
        return found.unsupported().stream()
                .map(object -> object.kind() + " " + object.name())
                .toList();
    }
}
