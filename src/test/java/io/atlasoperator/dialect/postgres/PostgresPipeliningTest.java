package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.Pipelining;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresPipeliningTest {
    private static final String TABLE = "CREATE TABLE t (a int);";

    private final Pipelining pipelining = new PostgresPipelining();

    @ParameterizedTest
    @ValueSource(
            strings = {
                TABLE,
                "create  index i on t (a)",
                "ALTER TABLE t ADD b text DEFAULT ';'",
                "COMMENT ON TABLE t IS 'a; b'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;",
                "DROP VIEW v; -- gone",
            })
    void definitionsGoTogether(String statement) {
        assertThat(pipelining.together(List.of(TABLE, statement, TABLE))).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "INSERT INTO t VALUES (1)",
                "COPY t FROM stdin;\n1\n\\.",
                "SET search_path = s",
                "DO $$ BEGIN END $$",
                "BEGIN",
                "CREATE EXTENSION citext",
                "COMMENT ON EXTENSION citext IS 'x'",
                "ALTER TABLE t OWNER TO somebody",
                "GRANT SELECT ON t TO somebody",
                "CREATE DATABASE d",
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql RETURN $1 + 1",
                "CREATE TABLE a (); CREATE TABLE b ()",
                "CREATE TABLE a (b text DEFAULT 'open; still",
            })
    void whatIsMoreThanADefinitionGoesAlone(String statement) {
        assertThat(pipelining.together(List.of(TABLE, statement, TABLE))).isEqualTo(1);
        assertThat(pipelining.together(List.of(statement, TABLE, TABLE))).isEqualTo(1);
    }

    @Test
    void neverGoTogetherMoreThanTheWayHasRoomFor() {
        assertThat(pipelining.together(Collections.nCopies(1000, TABLE))).isBetween(2, 100);
        String large = "COMMENT ON TABLE t IS '" + "x".repeat(20_000) + "'";
        assertThat(pipelining.together(List.of(large, large, large))).isEqualTo(1);
        assertThat(pipelining.together(List.of(large + " ".repeat(100_000), TABLE)))
                .isEqualTo(1);
    }

    @Test
    void inAutoCommitModeAllTakeEffectOrNone() throws SQLException {
        try (PostgresDatabase database = PostgresServers.database();
                Connection connection = PostgresDatabase.connect(database.url())) {
            Pipelining.Ran failed =
                    pipelining.run(connection, List.of("CREATE TABLE a ()", "CREATE TABLE a ()", "CREATE TABLE b ()"));

            assertThat(failed.ran()).isEqualTo(1);
            assertThat(failed.failure().orElseThrow().getSQLState()).isEqualTo("42P07");

            Pipelining.Ran done = pipelining.run(connection, List.of("CREATE TABLE a ()", "CREATE TABLE b ()"));

            assertThat(done.failure()).isEmpty();
            assertThat(done.ran()).isEqualTo(2);
            assertThat(PostgresDatabase.query(
                            database.url(),
                            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"))
                    .containsExactly("a", "b");
        }
    }
}
