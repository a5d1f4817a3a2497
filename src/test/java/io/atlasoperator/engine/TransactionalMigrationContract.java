package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.plan.TxMode;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * What applying migrations means beside that where changes of the schema can be rolled back, and where a server takes several
 * statements at once.
 */
abstract class TransactionalMigrationContract extends MigrationEngineContract {
    @Test
    void undoesAFileThatFails() throws SQLException {
        MigrationDirectory directory = directory("1_a.sql", A, "2_x.sql", BROKEN, "3_b.sql", B);

        MigrateApplyReport report = apply(directory);

        assertThat(report.error().orElseThrow())
                .startsWith("sql/migrate: executing statement \"THIS FAILS;\" from version \"2\": ");
        assertThat(report.transientFailure()).isFalse();
        assertThat(report.applied()).hasSize(2);
        assertThat(report.applied().get(1).statements()).containsExactly("INSERT INTO a VALUES (2);", "THIS FAILS;");
        assertThat(report.applied().get(1).failure().orElseThrow().statement()).isEqualTo("THIS FAILS;");
        assertThat(values("SELECT id FROM a")).containsExactly("1");
        assertThat(revisions()).extracting(Revision::version).containsExactly("1");
        assertThat(status(directory).status()).isEqualTo("PENDING");
        assertThat(status(directory).error()).isEmpty();
    }

    @Test
    void undoesEverythingInOneTransaction() throws SQLException {
        MigrationDirectory directory = directory("1_a.sql", A, "2_x.sql", BROKEN);

        MigrateApplyReport report = engine().apply(in(request(directory), TxMode.ALL));

        assertThat(report.error().orElseThrow()).contains("THIS FAILS;");
        assertThat(revisions()).isEmpty();
        assertThatThrownBy(() -> values("SELECT id FROM a")).isInstanceOf(SQLException.class);
    }

    @Test
    void appliesEverythingInOneTransaction() throws SQLException {
        engine().apply(in(request(directory("1_a.sql", A, "2_b.sql", B)), TxMode.ALL));
        assertThat(revisions()).extracting(Revision::version).containsExactly("1", "2");
    }

    @Test
    void letsAFileChooseItsTransaction() throws SQLException {
        engine().apply(in(
                request(directory("1_a.sql", A, "2_x.sql", "-- atlas:txmode file\n\n" + BROKEN)), TxMode.NONE));
        assertThat(revisions()).extracting(Revision::version).containsExactly("1");
        engine().apply(request(directory("1_a.sql", A, "2_x.sql", "-- atlas:txmode none\n\n" + BROKEN)));
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void finishesInATransactionWhatWasBegunWithoutOne() throws SQLException {
        engine().apply(in(request(directory("1_a.sql", A, "2_x.sql", BROKEN)), TxMode.NONE));
        apply(directory(
                "1_a.sql", A, "2_x.sql", "INSERT INTO a VALUES (2);\nINSERT INTO a VALUES (4);\n", "3_b.sql", B));
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2", "4");
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(3);
    }

    @Test
    void goesOnAfterTheFileUndidAPartOfTheTransactionOfTheRun() throws SQLException {
        MigrateApplyReport report = apply(directory(
                "1_a.sql",
                A + "SAVEPOINT s;\nINSERT INTO a VALUES (2);\nROLLBACK TO SAVEPOINT s;\nINSERT INTO a VALUES (3);\n"));
        assertThat(report.error()).isEmpty();
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "3");
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(1);
    }

    @Test
    void runsEveryStatementOfAPieceBetweenDelimiters() throws SQLException {
        apply(directory(
                "1_a.sql",
                "-- atlas:delimiter \\n\\n\n" + A + "\n\nINSERT INTO a VALUES (2);INSERT INTO a VALUES (3)"));
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2", "3");
        assertThat(revisions().getFirst().total()).isEqualTo(2);
    }
}
