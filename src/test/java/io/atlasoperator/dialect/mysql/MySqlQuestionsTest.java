package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many tables there are, as many questions are asked of the server to look at them. */
class MySqlQuestionsTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void asManyForManyTablesAsForFew(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind);
                Connection connection = database.connect()) {
            grow(database, 1, 2);
            long few = questions(connection, database);
            grow(database, 3, 40);

            assertThat(questions(connection, database)).isEqualTo(few);
            assertThat(Inspected.of(database).schema().tables()).hasSize(40);
        }
    }

    private static void grow(MySqlDatabase database, int from, int to) {
        for (int number = from; number <= to; number++) {
            database.execute("""
                    CREATE TABLE t%1$d (
                      id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, parent bigint, name varchar(100) NOT NULL DEFAULT 'a',
                      made timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, twice bigint AS (id_of * 2) STORED, id_of int,
                      KEY name (name), CONSTRAINT parent_%1$d FOREIGN KEY (parent) REFERENCES t%2$d (id),
                      CONSTRAINT check_%1$d CHECK (id_of >= 0))
                    """.formatted(number, Math.max(1, number - 1)));
        }
    }

    private static long questions(Connection connection, MySqlDatabase database) throws SQLException {
        Inspector inspector = Inspected.inspector(database, connection);
        long before = asked(connection);
        inspector.inspect(connection, new InspectOptions(new Scope.OneSchema(database.name()), List.of()));
        return asked(connection) - before;
    }

    private static long asked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Questions'")) {
            row.next();
            return row.getLong(2);
        }
    }
}
