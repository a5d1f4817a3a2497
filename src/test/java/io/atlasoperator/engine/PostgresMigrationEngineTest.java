package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.postgres.PostgresDialect;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresMigrationEngineTest extends TransactionalMigrationContract {
    private final Databases databases = new Databases(new Dialects(List.of(new PostgresDialect())));
    private final PostgresDatabase database = PostgresServers.database();

    @BeforeEach
    void createSchema() {
        PostgresDatabase.run(database.url(), "CREATE SCHEMA app");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Override
    DatabaseUrl url() {
        return database.url("app");
    }

    @Override
    Databases databases() {
        return databases;
    }

    @Override
    String notClean() {
        return "found table \"other\" in schema \"app\"";
    }

    @Test
    void createsTheTableThatTheReferenceCreates() throws SQLException {
        apply(directory());
        assertThat(values(
                        "SELECT column_name || ' ' || data_type || ' ' || is_nullable || coalesce(' ' || column_default, '')"
                                + " FROM information_schema.columns WHERE table_name = 'atlas_schema_revisions' AND table_schema ="
                                + " 'app' ORDER BY ordinal_position"))
                .containsExactly(
                        "version character varying NO",
                        "description character varying NO",
                        "type bigint NO 2",
                        "applied bigint NO 0",
                        "total bigint NO 0",
                        "executed_at timestamp with time zone NO",
                        "execution_time bigint NO",
                        "error text YES",
                        "error_stmt text YES",
                        "hash character varying NO",
                        "partial_hashes jsonb YES",
                        "operator_version character varying NO");
        assertThat(values(
                        "SELECT conname FROM pg_constraint WHERE conrelid = 'app.atlas_schema_revisions'::regclass AND"
                                + " contype = 'p'"))
                .containsExactly("atlas_schema_revisions_pkey");
    }

    @Test
    void keepsTheRevisionsOfAWholeDatabaseInASchemaOfTheirOwn() throws SQLException {
        PostgresDatabase.run(database.url(), "DROP SCHEMA app");
        MigrateApplyReport report = engine().apply(MigrateApplyRequest.of(database.url(), directory("1_a.sql", A)));
        assertThat(report.error()).isEmpty();
        PostgresDatabase.run(database.url(), "SELECT version FROM atlas_schema_revisions.atlas_schema_revisions");
    }

    @Test
    void tellsWhyAWholeDatabaseIsNotClean() {
        assertThatThrownBy(() -> engine().apply(MigrateApplyRequest.of(database.url(), directory("1_a.sql", A))))
                .hasMessageContaining("connected database is not clean: found schema \"app\".");
        PostgresDatabase.run(database.url(), "DROP SCHEMA app", "CREATE TABLE public.x (id int)");
        assertThatThrownBy(() -> engine().apply(MigrateApplyRequest.of(database.url(), directory("1_a.sql", A))))
                .hasMessageContaining("connected database is not clean: found 1 tables in schema \"public\".");
    }

    @Test
    void refusesToGuessWhichRevisionsAreMeant() throws SQLException {
        PostgresDatabase.run(
                database.url(),
                "CREATE SCHEMA atlas_schema_revisions",
                "CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (version text)");
        assertThatThrownBy(() -> apply(directory("1_a.sql", A)))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith(
                        "We couldn't find a revision table in the connected schema but found one in \nthe"
                                + " schema 'atlas_schema_revisions' and cannot determine the desired behavior.\n\n");
        MigrateApplyRequest request = request(directory("1_a.sql", A));
        engine().apply(new MigrateApplyRequest(
                request.target(),
                request.directory(),
                Optional.of("app"),
                request.txMode(),
                request.execOrder(),
                request.baseline(),
                request.allowDirty(),
                request.amount(),
                request.toVersion(),
                request.dryRun(),
                request.lockName(),
                request.lockTimeout()));
        assertThat(revisions()).hasSize(1);
    }

    @Test
    void runsStatementsThatNeedNoTransactionWithoutOne() throws SQLException {
        MigrationDirectory directory = directory(
                "1_a.sql",
                A + "CREATE INDEX CONCURRENTLY i ON a (id);\nVACUUM a;\nDO $$ BEGIN COMMIT; END $$;\nBEGIN;\n" + B
                        + "COMMIT;",
                "2_c.sql",
                "CREATE INDEX CONCURRENTLY j ON a (id);\nDO $$ BEGIN COMMIT; END $$;");
        MigrateApplyReport report = engine().apply(in(request(directory), TxMode.NONE));
        assertThat(report.error()).isEmpty();
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(2);
    }

    @Test
    void tellsThatAStatementNeedsToRunWithoutATransaction() {
        MigrateApplyReport report = apply(directory("1_a.sql", A + "CREATE INDEX CONCURRENTLY i ON a (id);"));
        assertThat(report.error().orElseThrow()).contains("cannot run inside a transaction block");
    }

    @Test
    void saysWhichStatementIsInDoubtAfterItsConnectionIsCut() throws SQLException {
        MigrationDirectory directory = directory(
                "1_a.sql",
                A,
                "2_b.sql",
                "INSERT INTO a VALUES (2);\nVACUUM a;\nCOMMIT;\nSELECT pg_terminate_backend(pg_backend_pid());\n");
        MigrateApplyReport report = engine().apply(in(request(directory), TxMode.NONE));
        assertThat(report.error().orElseThrow()).contains("pg_terminate_backend");
        Revision row = revisions().get(1);
        assertThat(row.inDoubt()).isTrue();
        assertThat(row.applied()).isEqualTo(3);
        assertThat(engine().apply(in(request(directory), TxMode.NONE)).error().orElseThrow())
                .startsWith("sql/migrate: statement 4 from file \"2_b.sql\" was running when");
    }

    @Test
    void startsAgainAtTheFilesOwnTransactionThatWasCutOff() throws SQLException {
        String block = "BEGIN;\nINSERT INTO a VALUES (2);\n";
        engine().apply(in(
                request(directory(
                        "1_a.sql", A, "2_b.sql", block + "SELECT pg_terminate_backend(pg_backend_pid());\nCOMMIT;\n")),
                TxMode.NONE));
        assertThat(revisions().get(1).applied()).isZero();
        assertThat(revisions().get(1).inDoubt()).isFalse();

        engine().apply(in(request(directory("1_a.sql", A, "2_b.sql", block + "COMMIT;\n")), TxMode.NONE));

        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2");
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(2);
    }

    @Test
    void tellsWhyACommitFailed() throws SQLException {
        String tables = "CREATE TABLE p (id int PRIMARY KEY);\n"
                + "CREATE TABLE c (p int CONSTRAINT c_p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);\n";
        MigrateApplyReport report = engine().apply(
                        in(request(directory("1_a.sql", tables, "2_b.sql", "INSERT INTO c VALUES (7);")), TxMode.NONE));
        assertThat(report.error().orElseThrow()).contains("c_p");
        assertThat(report.transientFailure()).isFalse();
        assertThat(report.applied().get(1).failure().orElseThrow().text()).contains("c_p");
        assertThat(revisions().get(1).applied()).isZero();
        assertThat(revisions().get(1).error()).contains("c_p");
        assertThat(revisions().get(1).errorStatement()).isEqualTo("INSERT INTO c VALUES (7);");

        MigrateApplyReport own = engine().apply(in(
                request(directory("1_a.sql", tables, "2_b.sql", "BEGIN;\nINSERT INTO c VALUES (7);\nCOMMIT;\n")),
                TxMode.NONE));
        assertThat(own.applied().getFirst().failure().orElseThrow().text()).contains("c_p");
        assertThat(revisions().get(1).applied()).isZero();
        assertThat(revisions().get(1).error()).contains("c_p");
        assertThat(revisions().get(1).errorStatement()).isEqualTo("COMMIT;");
    }
}
