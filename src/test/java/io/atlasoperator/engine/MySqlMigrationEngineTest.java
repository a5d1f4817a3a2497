package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No change of the schema can be rolled back here, so each statement counts by itself. */
class MySqlMigrationEngineTest extends MigrationEngineContract {
    private final Databases databases = new Databases(Dialects.all());
    private final MySqlDatabase database = MySqlServers.database(kind());

    MySqlServers.Kind kind() {
        return MySqlServers.Kind.MYSQL;
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    DatabaseUrl url() {
        return database.url();
    }

    @Override
    Databases databases() {
        return databases;
    }

    @Override
    String notClean() {
        return "found table \"other\" in schema \"" + database.name() + "\"";
    }

    @Test
    void keepsWhatRanOfAFileThatFails() throws SQLException {
        MigrationDirectory directory = directory("1_a.sql", A, "2_x.sql", BROKEN, "3_b.sql", B);

        MigrateApplyReport report = apply(directory);

        assertThat(report.error().orElseThrow())
                .startsWith("sql/migrate: executing statement \"THIS FAILS;\" from version \"2\": ");
        assertThat(report.applied()).hasSize(2);
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2");
        Revision row = revisions().get(1);
        assertThat(row.applied()).isOne();
        assertThat(row.errorStatement()).isEqualTo("THIS FAILS;");
        assertThat(status(directory).status()).isEqualTo("PENDING");

        assertThat(apply(directory("1_a.sql", A, "2_x.sql", "INSERT INTO a VALUES (2);\n" + B))
                        .error())
                .isEmpty();
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2");
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(2);
    }

    @Test
    void refusesATransactionThatCanNotBeKept() throws SQLException {
        MigrateApplyRequest request = in(request(directory("1_a.sql", A)), TxMode.ALL);
        assertThatThrownBy(() -> engine().apply(request))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "txMode \"all\" can't be kept: " + database.dialect().name()
                                + " commits each statement that changes the schema by itself; leave txMode out, and a run that"
                                + " ends early is finished by the next one");
        assertThat(revisionsExist()).isFalse();
    }

    /** Half of it could run, and nobody could tell which half. */
    @Test
    void refusesSeveralStatementsBetweenDelimiters() throws SQLException {
        MigrateApplyReport report = apply(directory("1_a.sql", "-- atlas:delimiter \\n\\n\n" + A + "\n\n" + B));

        assertThat(report.error().orElseThrow()).contains("You have an error in your SQL syntax", "INSERT INTO a");
        assertThat(database.query("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"))
                .containsExactly("atlas_schema_revisions");
        assertThat(revisions().getFirst().applied()).isZero();
        assertThat(revisions().getFirst().inDoubt()).isFalse();
    }
}
