package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.Revisions;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What applying migrations means, on any database. */
abstract class MigrationEngineContract extends OwnTransactionsContract {
    @Test
    void appliesWhatIsPendingAndRecordsIt() throws SQLException {
        MigrationDirectory directory = directory("1_a.sql", A, "2_b.sql", B);

        MigrateApplyReport report = apply(directory);

        assertThat(report.error()).isEmpty();
        assertThat(report.current()).isEmpty();
        assertThat(report.targetVersion()).isEqualTo("2");
        assertThat(report.pending()).extracting(MigrationFile::name).containsExactly("1_a.sql", "2_b.sql");
        assertThat(report.applied().getFirst().statements())
                .containsExactly("CREATE TABLE a (id int);", "INSERT INTO a VALUES (1);");
        assertThat(values("SELECT id FROM a")).containsExactly("1");
        Revision first = revisions().getFirst();
        assertThat(first)
                .isEqualTo(new Revision(
                        "1",
                        "a",
                        Revision.EXECUTED,
                        2,
                        2,
                        first.executedAt(),
                        first.executionTime(),
                        "",
                        "",
                        Checksum.of(directory.files()).hashOf("1_a.sql").orElseThrow(),
                        List.of(),
                        "Atlas CLI v1.2.3"));
        assertThat(values("SELECT partial_hashes FROM " + table() + " WHERE partial_hashes IS NOT NULL"))
                .containsExactly("null", "null");

        MigrateApplyReport again = apply(directory);
        assertThat(again.pending()).isEmpty();
        assertThat(again.applied()).isEmpty();
        assertThat(again.current()).isEqualTo("2");
    }

    @Test
    void keepsWhatRanWithoutATransactionAndGoesOnFromThere() throws SQLException {
        MigrationDirectory broken = directory("1_a.sql", A, "2_x.sql", BROKEN);
        engine().apply(in(request(broken), TxMode.NONE));

        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2");
        Revision row = revisions().get(1);
        assertThat(row.applied()).isEqualTo(1);
        assertThat(row.total()).isEqualTo(3);
        assertThat(row.errorStatement()).isEqualTo("THIS FAILS;");
        assertThat(row.error()).isNotEmpty();
        assertThat(row.partialHashes()).hasSize(1);
        MigrateStatusReport status = status(broken);
        assertThat(status.current()).isEqualTo("2");
        assertThat(status.next()).isEqualTo("2");
        assertThat(status.count()).isEqualTo(1);
        assertThat(status.total()).isEqualTo(3);
        assertThat(status.sql()).contains("THIS FAILS;");
        assertThat(status.error()).contains(row.error());

        MigrationDirectory repaired =
                directory("1_a.sql", A, "2_x.sql", "INSERT INTO a VALUES (2);\nINSERT INTO a VALUES (4);\n");
        MigrateApplyReport report = engine().apply(in(request(repaired), TxMode.NONE));

        assertThat(report.error()).isEmpty();
        assertThat(report.applied().getFirst().skipped()).isEqualTo(1);
        assertThat(report.applied().getFirst().statements()).containsExactly("INSERT INTO a VALUES (4);");
        assertThat(values("SELECT id FROM a ORDER BY id")).containsExactly("1", "2", "4");
        Revision finished = revisions().get(1);
        assertThat(finished.applied()).isEqualTo(2);
        assertThat(finished.total()).isEqualTo(2);
        assertThat(finished.error()).isEmpty();
        assertThat(finished.executedAt()).isEqualTo(row.executedAt());
        assertThat(status(repaired).status()).isEqualTo("OK");
    }

    @Test
    void refusesToGoOnWhenWhatRanHasChanged() {
        engine().apply(in(request(directory("1_a.sql", A, "2_x.sql", BROKEN)), TxMode.NONE));
        MigrateApplyReport report = apply(directory("1_a.sql", A, "2_x.sql", "INSERT INTO a VALUES (7);\n" + B));
        assertThat(report.error()).hasValue("sql/migrate: history changed: statement 1 from file \"2_x.sql\" changed");
        assertThat(report.applied()).isEmpty();
        assertThat(report.pending()).extracting(MigrationFile::version).containsExactly("2");
    }

    @Test
    void refusesOrRunsFilesOutOfOrder() throws SQLException {
        apply(directory("1_a.sql", A, "3_b.sql", B));
        MigrationDirectory late = directory(
                "1_a.sql",
                A,
                "2_c.sql",
                "CREATE TABLE c (id int);",
                "3_b.sql",
                B,
                "4_d.sql",
                "CREATE TABLE d (id int);");
        String message = "migration file 2_c.sql was added out of order. See:"
                + " https://atlasgo.io/versioned/apply#non-linear-error";
        assertThatThrownBy(() -> apply(late))
                .isInstanceOf(EngineException.class)
                .hasMessage(message);
        MigrateStatusReport status = status(late);
        assertThat(status.outOfOrder()).extracting(MigrationFile::version).containsExactly("2");
        assertThat(status.pending()).extracting(MigrationFile::version).containsExactly("4");
        assertThat(status.error()).contains(message);

        engine().apply(in(request(late), ExecOrder.LINEAR_SKIP));
        assertThat(revisions()).extracting(Revision::version).containsExactly("1", "3", "4");
        engine().apply(in(request(late), ExecOrder.NON_LINEAR));
        assertThat(revisions()).extracting(Revision::version).containsExactly("1", "2", "3", "4");
    }

    @Test
    void startsAfterABaseline() throws SQLException {
        execute("CREATE TABLE a (id int)");
        MigrationDirectory directory = directory("1_a.sql", A, "2_b.sql", B);
        assertThatThrownBy(() -> engine().apply(
                                with(directory, Optional.of("9"), false, Optional.empty(), Optional.empty(), false)))
                .hasMessage("baseline version \"9\" not found");
        assertThatThrownBy(() -> engine().apply(
                                with(directory, Optional.of("1"), true, Optional.empty(), Optional.empty(), false)))
                .hasMessage("sql/migrate: baseline and allow-dirty are mutually exclusive");

        MigrateApplyReport report =
                engine().apply(with(directory, Optional.of("1"), false, Optional.empty(), Optional.empty(), false));

        assertThat(report.current()).isEqualTo("1");
        assertThat(revisions()).extracting(Revision::type).containsExactly(Revision.BASELINE, Revision.EXECUTED);
        assertThat(revisions()).extracting(Revision::total).containsExactly(0, 1);
        assertThat(values("SELECT id FROM a")).isEmpty();
    }

    /** Why a database with the table {@code other} is not clean. */
    abstract String notClean();

    @Test
    void refusesADatabaseThatIsNotClean() throws SQLException {
        execute("CREATE TABLE other (id int)");
        MigrationDirectory directory = directory("1_a.sql", A);
        assertThatThrownBy(() -> apply(directory))
                .isInstanceOf(EngineException.class)
                .hasMessage("sql/migrate: connected database is not clean: " + notClean()
                        + ". baseline version or allow-dirty is required");
        assertThat(revisionsExist()).isFalse();

        engine().apply(with(directory, Optional.empty(), true, Optional.empty(), Optional.empty(), false));
        assertThat(revisions()).hasSize(1);
    }

    @Test
    void doesNotCountTheRevisionsTableAsDirt() throws SQLException {
        apply(directory());
        assertThat(revisionsExist()).isTrue();
        assertThat(apply(directory("1_a.sql", A)).error()).isEmpty();
    }

    @Test
    void writesByHandWhatIsDone() throws SQLException {
        MigrationDirectory directory = directory("1_a.sql", A, "2_b.sql", B, "3_c.sql", "CREATE TABLE c (id int);\n");
        apply(directory("1_a.sql", A));

        MigrateSetReport there = set(directory, "3");
        assertThat(there.set()).extracting(Revision::version).containsExactly("2", "3");
        assertThat(revisions())
                .extracting(Revision::type)
                .containsExactly(Revision.EXECUTED, Revision.RESOLVED, Revision.RESOLVED);
        assertThat(revisions().getLast().hash())
                .isEqualTo(Checksum.of(directory.summed()).hashOf("3_c.sql").orElseThrow());
        MigrateSetReport back = set(directory, "1");
        assertThat(back.removed()).extracting(Revision::version).containsExactly("2", "3");
        assertThat(revisions()).extracting(Revision::version).containsExactly("1");
        assertThat(apply(directory).error()).isEmpty();
    }

    private MigrateSetReport set(MigrationDirectory directory, String version) {
        return engine().set(new MigrateSetRequest(
                url(), directory, Optional.empty(), Optional.of(version), Duration.ofSeconds(5)));
    }

    @Test
    void waitsForNobodyLongerThanAsked() throws SQLException {
        MigrateApplyRequest request =
                with(directory("1_a.sql", A), Optional.empty(), false, Optional.empty(), Optional.empty(), false);
        try (Session other = databases().open(url());
                TargetLock.Held held = other.dialect()
                        .lock()
                        .acquire(other.connection(), url(), request.lockName(), Duration.ofSeconds(10))) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> engine().apply(request))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(e.isTransient()).isTrue())
                    .hasMessageStartingWith("acquiring database lock: ");
        }
        assertThat(engine().apply(request).error()).isEmpty();
    }

    @Test
    void changesNothingInADryRun() throws SQLException {
        MigrationDirectory directory = directory("1_a.sql", A, "2_b.sql", B);
        MigrateApplyReport report =
                engine().apply(with(directory, Optional.of("1"), false, Optional.empty(), Optional.empty(), true));
        assertThat(report.current()).isEqualTo("1");
        assertThat(report.applied().getFirst().statements()).containsExactly("CREATE TABLE b (id int);");
        assertThat(revisionsExist()).isFalse();
        assertThatThrownBy(() -> values("SELECT id FROM b")).isInstanceOf(SQLException.class);
    }

    @Test
    void createsNothingForAStatus() throws SQLException {
        MigrateStatusReport status = status(directory("1_a.sql", A));
        assertThat(status.status()).isEqualTo("PENDING");
        assertThat(status.current()).isEmpty();
        assertThat(status.next()).isEqualTo("1");
        assertThat(revisionsExist()).isFalse();
    }

    @Test
    void stopsAtAnAmountOrVersion() throws SQLException {
        MigrationDirectory directory = directory("1_a.sql", A, "2_b.sql", B, "3_c.sql", "CREATE TABLE c (id int);");
        assertThat(engine().apply(with(directory, Optional.empty(), false, Optional.of(1), Optional.empty(), false))
                        .targetVersion())
                .isEqualTo("1");
        assertThat(engine().apply(with(directory, Optional.empty(), false, Optional.empty(), Optional.of("2"), false))
                        .current())
                .isEqualTo("1");
        assertThat(revisions()).extracting(Revision::version).containsExactly("1", "2");
        assertThatThrownBy(() -> engine().apply(
                                with(directory, Optional.empty(), false, Optional.of(0), Optional.empty(), false)))
                .hasMessage("cannot apply '0' migration files");
        assertThatThrownBy(() -> engine().apply(
                                with(directory, Optional.empty(), false, Optional.empty(), Optional.of("7"), false)))
                .hasMessage("sql/migrate: migration with version \"7\" not found");
    }

    @Test
    void refusesADirectoryThatDoesNotFitItsSum() throws SQLException {
        MigrationDirectory signed = directory("1_a.sql", A);
        MigrationDirectory edited = MigrationDirectory.atlas(
                "file://migrations",
                List.of(
                        new SourceFile("1_a.sql", B),
                        new SourceFile("atlas.sum", signed.sumFile().orElseThrow())));
        assertThatThrownBy(() -> apply(edited))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "checksum mismatch (atlas.sum): L2: 1_a.sql was edited: put the files back as they were, or run"
                                + " \"atlas migrate hash\" if the files are as they should be");
        assertThatThrownBy(() -> status(edited))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "checksum mismatch (atlas.sum): L2: 1_a.sql was edited: put the files back as they were, or run"
                                + " \"atlas migrate hash\" if the files are as they should be");
        assertThat(revisionsExist()).isFalse();
    }

    @Test
    void runsNothingWhenALaterFileCanNotBeRead() throws SQLException {
        MigrateApplyReport report = apply(directory("1_a.sql", A, "2_b.sql", "SELECT 'x"));
        assertThat(report.error())
                .hasValue("sql/migrate: scanning statements from \"2_b.sql\": 1:8: unclosed quote '\\''");
        assertThat(report.transientFailure()).isFalse();
        assertThat(revisionsExist()).isFalse();
    }

    @Test
    void namesAStatementThatMayHaveRunAndRunsNothing() throws SQLException {
        apply(directory("1_a.sql", A));
        MigrationDirectory directory = directory("1_a.sql", A, "2_b.sql", "ANALYZE;\nINSERT INTO a VALUES (5);\n");
        execute("INSERT INTO " + table()
                + " (version, description, type, applied, total, executed_at, execution_time, error, error_stmt, hash,"
                + " partial_hashes, operator_version) SELECT '2', 'b', 2, 0, 2, executed_at, 0, '', 'ANALYZE;', hash,"
                + " 'null', '' FROM " + table() + " WHERE version = '1'");
        assertThat(status(directory).error().orElseThrow()).contains("cut off while this statement ran");
        assertThat(status(directory).sql()).contains("ANALYZE;");
        String message = apply(directory).error().orElseThrow();
        assertThat(message).startsWith("sql/migrate: statement 1 from file \"2_b.sql\" was running when");
        String ifItWas = message.replaceFirst("(?s).*; if it was, run: (UPDATE .*?); then apply again", "$1");
        execute(ifItWas.replace("atlas_schema_revisions", table()));
        assertThat(apply(directory).applied().getFirst().statements()).containsExactly("INSERT INTO a VALUES (5);");
        assertThat(revisions()).noneMatch(Revision::partial).hasSize(2);
    }

    @Test
    void givesWayToAnotherProcessThatRunsTheSameFile() throws SQLException {
        apply(directory("1_a.sql", A));
        Revision row = revisions().getFirst();
        try (Session session = databases().open(url())) {
            Revisions store = RevisionStore.of(session, Optional.empty()).revisions();
            assertThat(store.update(row, 1)).isFalse();
            assertThat(store.update(row, 2)).isTrue();
            assertThatThrownBy(() -> store.insert(row)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keepsUnknownColumnsAndAddsMissingOnes() throws SQLException {
        apply(directory("1_a.sql", A));
        execute(
                "ALTER TABLE " + table() + " ADD COLUMN note text",
                "UPDATE " + table() + " SET note = 'mine'",
                "ALTER TABLE " + table() + " DROP COLUMN partial_hashes",
                "ALTER TABLE " + table() + " DROP COLUMN operator_version");
        MigrationDirectory directory = directory("1_a.sql", A, "2_b.sql", B);
        assertThat(status(directory).current()).isEqualTo("1");
        assertThat(apply(directory).error()).isEmpty();
        assertThat(values("SELECT note FROM " + table() + " ORDER BY version")).containsExactly("mine", null);
        assertThat(revisions()).extracting(Revision::operatorVersion).containsExactly("", "Atlas CLI v1.2.3");
    }

    @Test
    void leavesTheRowOfTheCloudAlone() throws SQLException {
        apply(directory("1_a.sql", A));
        execute("UPDATE " + table() + " SET version = '.atlas_cloud_identifier'");
        assertThat(revisions()).isEmpty();
    }

    @Test
    void runsFilesThatAreLeftOutOfTheSum() throws SQLException {
        apply(directory("1_a.sql", A, "2_b.sql", "-- atlas:sum ignore\n" + B));
        assertThat(revisions().get(1).hash()).isEmpty();
    }
}
