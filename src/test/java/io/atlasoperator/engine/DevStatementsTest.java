package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevStatementsTest {
    private final List<String> alone = new ArrayList<>();
    private PostgresDatabase database;
    private Session session;

    @BeforeEach
    void open() {
        database = PostgresServers.database();
        session = new Databases(Dialects.all()).open(database.url());
    }

    @AfterEach
    void close() {
        session.close();
        database.close();
    }

    private void run(String... statements) {
        DevStatements.run(session, List.of(statements), Function.identity(), statement -> {
            try {
                session.execute(statement);
                alone.add(statement);
            } catch (SQLException e) {
                throw new IllegalStateException(statement + ": " + e.getMessage(), e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyRunTogether(boolean autoCommit) throws SQLException {
        session.connection().setAutoCommit(autoCommit);

        run("CREATE TABLE a (b int)", "CREATE INDEX ON a (b)", "INSERT INTO a VALUES (1)", "DROP TABLE a");

        assertThat(alone).containsExactly("INSERT INTO a VALUES (1)", "DROP TABLE a");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theOneThatFailsIsTold(boolean autoCommit) throws SQLException {
        session.connection().setAutoCommit(autoCommit);

        assertThatThrownBy(() -> run("CREATE TABLE a ()", "CREATE TABLE b ()", "CREATE TABLE c (d nope)", "SELECT 1"))
                .hasMessageStartingWith("CREATE TABLE c (d nope): ERROR: type \"nope\" does not exist");

        assertThat(alone).containsExactly("CREATE TABLE a ()", "CREATE TABLE b ()");
    }

    @Test
    void whatIsRightOnItsOwnIsNotRefusedAmongOthers() {
        run(
                "CREATE TYPE e AS ENUM ('a')",
                "ALTER TYPE e ADD VALUE 'b'",
                "CREATE TABLE t (c e DEFAULT 'b')",
                "COMMENT ON TABLE t IS 'done'");

        assertThat(PostgresDatabase.query(database.url(), "SELECT obj_description('t'::regclass)"))
                .containsExactly("done");
    }
}
