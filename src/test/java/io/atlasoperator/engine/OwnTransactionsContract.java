package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.plan.TxMode;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What becomes of files that begin and end transactions by themselves, on any database. */
abstract class OwnTransactionsContract extends MigrationEngineFixture {
    private static final String NO_TRANSACTION = "-- atlas:txmode none\n\n";

    @Test
    void notesAFailureInTheFilesOwnTransactionAndRunsAllOfItAgain() throws SQLException {
        MigrationDirectory broken =
                directory("1_a.sql", A, "2_x.sql", "BEGIN;\nINSERT INTO a VALUES (2);\nTHIS FAILS;\nCOMMIT;\n");

        MigrateApplyReport report = engine().apply(in(request(broken), TxMode.NONE));

        assertThat(report.error().orElseThrow()).contains("THIS FAILS;");
        Revision row = revisions().get(1);
        assertThat(row.inDoubt()).isFalse();
        assertThat(row.applied()).isZero();
        assertThat(row.errorStatement()).isEqualTo("THIS FAILS;");
        assertThat(row.error()).isNotEmpty();
        MigrationDirectory repaired =
                directory("1_a.sql", A, "2_x.sql", "BEGIN;\nINSERT INTO a VALUES (2);\nCOMMIT;\n");
        assertThat(engine().apply(in(request(repaired), TxMode.NONE)).error()).isEmpty();
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2");
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(2);
    }

    @Test
    void keepsTheFilesTransactionsThatWereCommittedBeforeAFailure() throws SQLException {
        String first = "BEGIN;\nINSERT INTO a VALUES (2);\nCOMMIT;\n";
        String second = "BEGIN;\nINSERT INTO a VALUES (3);\n";
        engine().apply(in(
                request(directory("1_a.sql", A, "2_x.sql", first + second + "THIS FAILS;\nCOMMIT;\n")), TxMode.NONE));
        assertThat(revisions().get(1).applied()).isEqualTo(3);
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2");

        engine().apply(in(request(directory("1_a.sql", A, "2_x.sql", first + second + "COMMIT;\n")), TxMode.NONE));

        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2", "3");
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(2);
    }

    @Test
    void goesOnAfterTheFileRolledBackItsOwnTransaction() throws SQLException {
        MigrateApplyReport report = apply(directory(
                "1_a.sql",
                A,
                "2_x.sql",
                NO_TRANSACTION + "BEGIN;\nINSERT INTO a VALUES (2);\nROLLBACK;\nINSERT INTO a VALUES (3);\n"
                        + "BEGIN;\nINSERT INTO a VALUES (4);\nSAVEPOINT s;\nINSERT INTO a VALUES (5);\n"
                        + "ROLLBACK TO SAVEPOINT s;\nINSERT INTO a VALUES (6);\nCOMMIT;\n"));
        assertThat(report.error()).isEmpty();
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "3", "4", "6");
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(2);
    }

    @Test
    void refusesAFileThatRollsBackTheTransactionOfTheRun() throws SQLException {
        MigrationDirectory directory =
                directory("1_a.sql", A, "2_x.sql", "INSERT INTO a VALUES (2);\n-- no\nROLLBACK;\n");
        MigrateApplyReport report = apply(directory);
        assertThat(report.error().orElseThrow()).startsWith("the statement at 2_x.sql:3 rolls back the transaction");
        assertThat(report.transientFailure()).isFalse();
        assertThat(revisionsExist()).isFalse();
    }
}
