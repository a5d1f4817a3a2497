package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.sqlite.SqliteDialect;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.MigrationScript;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.sql.ScannerOptions;
import io.atlasoperator.sql.StatementScanner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMigrationEngineTest extends TransactionalMigrationContract {
    private final Databases databases = new Databases(new Dialects(List.of(new SqliteDialect())));

    @TempDir
    Path folder = Path.of("");

    @Override
    DatabaseUrl url() {
        return DatabaseUrl.parse("sqlite://" + folder.resolve("test.db"));
    }

    @Override
    Databases databases() {
        return databases;
    }

    @Override
    String notClean() {
        return "found table \"other\"";
    }

    @Test
    void createsTheTableThatTheReferenceCreates() throws SQLException {
        apply(directory());
        assertThat(values("SELECT sql FROM sqlite_master WHERE name = 'atlas_schema_revisions'"))
                .containsExactly(
                        "CREATE TABLE `atlas_schema_revisions` (`version` text NOT NULL, `description` text NOT"
                                + " NULL, `type` integer NOT NULL DEFAULT (2), `applied` integer NOT NULL DEFAULT (0), `total`"
                                + " integer NOT NULL DEFAULT (0), `executed_at` datetime NOT NULL, `execution_time` integer NOT"
                                + " NULL, `error` text NULL, `error_stmt` text NULL, `hash` text NOT NULL, `partial_hashes` json"
                                + " NULL, `operator_version` text NOT NULL, PRIMARY KEY (`version`))");
    }

    @Test
    void keepsTheReasonOfAFailureThatRollsBackByItself() throws SQLException {
        MigrateApplyReport report = apply(directory("1_a.sql", """
                -- atlas:txmode none

                CREATE TABLE a (id integer PRIMARY KEY);
                INSERT INTO a VALUES (1);
                INSERT OR ROLLBACK INTO a VALUES (1);
                """));

        assertThat(report.error().orElseThrow()).contains("UNIQUE constraint failed");
        Revision row = revisions().getFirst();
        assertThat(row.applied()).isEqualTo(2);
        assertThat(row.error()).contains("UNIQUE constraint failed");
    }

    @Test
    void goesOnWithRowsOfTheReference() throws SQLException {
        apply(directory("1_a.sql", A));
        MigrationDirectory directory =
                directory("1_a.sql", A, "2_b.sql", "INSERT INTO a VALUES (2);\nINSERT INTO a VALUES (3);\n");
        String hash = hashOfFirst("INSERT INTO a VALUES (2);");
        execute("INSERT INTO atlas_schema_revisions VALUES ('2', 'b', 2, 1, 2, '2026-11-21 23:51:41.766365699+09:00',"
                + " 120000, 'near \"x\": syntax error', 'INSERT INTO a VALUES (9);', 'old', '[\"" + hash
                + "\"]', 'Atlas CLI v0.30.0')");
        assertThat(revisions().get(1).executedAt()).isEqualTo(Instant.parse("2026-11-21T14:51:41.766365699Z"));

        assertThat(apply(directory).error()).isEmpty();

        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "3");
        Revision row = revisions().get(1);
        assertThat(row.executedAt()).isEqualTo(Instant.parse("2026-11-21T14:51:41.766365699Z"));
        assertThat(row.applied()).isEqualTo(2);
        assertThat(row.operatorVersion()).isEqualTo("Atlas CLI v1.2.3");
    }

    private static String hashOfFirst(String statement) {
        return MigrationScript.of(
                        new MigrationFile("x.sql", "x", "", statement),
                        new StatementScanner(ScannerOptions.GENERIC),
                        TxMode.FILE)
                .hashes()
                .getFirst();
    }

    @Test
    void writesMomentsInTheReferencesForm() throws SQLException {
        apply(directory("1_a.sql", A));
        assertThat(values("SELECT executed_at FROM atlas_schema_revisions").getFirst())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?\\+00:00");
    }

    @Test
    void runsStatementsThatNeedNoTransactionWithoutOne() throws SQLException {
        MigrateApplyReport report = engine().apply(in(
                request(directory("1_a.sql", "PRAGMA foreign_keys = on;\n" + A + "VACUUM;\nBEGIN;\n" + B + "COMMIT;")),
                TxMode.NONE));
        assertThat(report.error()).isEmpty();
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(1);
    }

    @Test
    void countsEveryTableAsDirt() throws SQLException {
        execute("CREATE TABLE x (id int)", "CREATE TABLE y (id int)");
        assertThatThrownBy(() -> apply(directory("1_a.sql", A)))
                .hasMessageContaining("connected database is not clean: found multiple tables: 2.");
    }

    @Test
    void hasOnlyOnePlaceForRevisions() {
        assertThatThrownBy(() ->
                        engine().status(new MigrateStatusRequest(url(), directory("1_a.sql", A), Optional.of("foo"))))
                .isInstanceOf(EngineException.class)
                .hasMessage("cannot store revisions-table in a separate schema (\"foo\") with SQLite driver");
        assertThat(engine().status(new MigrateStatusRequest(url(), directory("1_a.sql", A), Optional.of("main")))
                        .status())
                .isEqualTo("PENDING");
    }

    @Test
    void undoesAFileThatBreaksAForeignKey() throws SQLException {
        apply(directory("1_a.sql", "CREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE c (p int REFERENCES p (id));"));
        DatabaseUrl enforcing = url().withParameter("_fk", "1");
        MigrationDirectory directory = directory(
                "1_a.sql",
                "CREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE c (p int REFERENCES p (id));",
                "2_b.sql",
                "INSERT INTO c VALUES (7);");
        MigrateApplyReport report = engine().apply(MigrateApplyRequest.of(enforcing, directory));
        assertThat(report.error().orElseThrow()).contains("foreign key mismatch");
        assertThat(report.applied().getFirst().failure()).isPresent();
        assertThat(values("SELECT p FROM c")).isEmpty();
        assertThat(revisions()).hasSize(1);
    }
}
