package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaEngineTest extends SchemaEngineContract {
    @TempDir
    Path folder;

    private int count;

    @Override
    protected DatabaseUrl freshTarget() {
        return DatabaseUrl.parse("sqlite://" + folder.resolve("target" + count++ + ".db"));
    }

    /** Both spellings are one name to SQLite: a drop and an addition would lose what the column holds. */
    @Test
    void keepsWhatIsSpeltInOtherLettersOnly() {
        DatabaseUrl target = freshTarget();
        apply(
                target,
                sql("CREATE TABLE Users (ID integer PRIMARY KEY, Email text); CREATE INDEX by_email ON Users (Email);"
                        + "CREATE TABLE pets (id integer PRIMARY KEY, owner integer REFERENCES Users (ID));"));
        run(target, "INSERT INTO Users VALUES (1, 'a@b.c')");
        StateSource otherLetters = sql("CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);"
                + "CREATE INDEX by_email ON users (email);"
                + "CREATE TABLE pets (id integer PRIMARY KEY, owner integer REFERENCES users (id));");

        SchemaApplyReport report = apply(target, otherLetters);

        assertThat(report.applied()).containsExactly("ALTER TABLE `Users` ADD COLUMN `age` integer NULL");
        assertThat(apply(target, otherLetters).plan().isEmpty()).isTrue();
    }

    @Test
    void carriesWhatIsExcludedThroughARebuild() throws SQLException {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (id integer PRIMARY KEY, legacy text, n integer)");
        run(target, "CREATE INDEX by_legacy ON t (legacy)");
        run(target, "INSERT INTO t VALUES (1, 'old', 2)");
        SchemaApplyRequest request = new SchemaApplyRequest(
                target,
                sql("CREATE TABLE t (id integer PRIMARY KEY, n integer, CONSTRAINT positive CHECK (n > 0));"),
                Optional.empty(),
                new Selection(List.of(), List.of(), List.of("t.legacy")),
                DiffPolicy.DEFAULT,
                TxMode.FILE,
                false,
                Duration.ofSeconds(10));

        assertThat(engine.apply(request, PlanGate.OPEN).applied()).anyMatch(text -> text.contains("new_t"));

        try (Session session = databases.open(target);
                java.sql.Statement jdbc = session.connection().createStatement();
                ResultSet row = jdbc.executeQuery("SELECT legacy, n FROM t")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("old");
        }
        assertThat(hcl(target)).contains("by_legacy", "positive");
        assertThat(engine.apply(request, PlanGate.OPEN).plan().isEmpty()).isTrue();
    }

    /** Between the drop of the old table and the rename of the new one, the rows are in a table that nobody wants. */
    @Test
    void rebuildsATableAtOnceAlsoWithoutTransactions() throws SQLException {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (id integer PRIMARY KEY, n integer)");
        run(target, "INSERT INTO t VALUES (1, 7), (2, -7)");
        SchemaApplyRequest request = new SchemaApplyRequest(
                target,
                sql("CREATE TABLE t (id integer PRIMARY KEY, n integer, CONSTRAINT positive CHECK (n > 0));"),
                Optional.empty(),
                Selection.ALL,
                DiffPolicy.DEFAULT,
                TxMode.NONE,
                false,
                Duration.ofSeconds(10));

        SchemaApplyReport report = engine.apply(request, PlanGate.OPEN);

        assertThat(report.failure()).isPresent();
        assertThat(report.kept()).allMatch(statement -> statement.startsWith("PRAGMA"));
        try (Session session = databases.open(target);
                java.sql.Statement jdbc = session.connection().createStatement();
                ResultSet row = jdbc.executeQuery(
                        "SELECT (SELECT count(*) FROM t), (SELECT count(*) FROM sqlite_master WHERE name LIKE 'new%')")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(2);
            assertThat(row.getInt(2)).isZero();
        }
    }

    @Test
    void aViewThatIsLeftAloneIsThereAfterARebuildThatFailedWithoutTransactions() throws SQLException {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (id integer PRIMARY KEY, n integer)");
        run(target, "INSERT INTO t VALUES (1, -7)");
        run(target, "CREATE VIEW reports AS SELECT n FROM t");

        SchemaApplyReport report = engine.apply(
                new SchemaApplyRequest(
                        target,
                        sql("CREATE TABLE t (id integer PRIMARY KEY, n integer CHECK (n > 0), gone integer);"),
                        Optional.empty(),
                        new Selection(List.of(), List.of(), List.of("reports")),
                        DiffPolicy.DEFAULT,
                        TxMode.NONE,
                        false,
                        Duration.ofSeconds(10)),
                PlanGate.OPEN);

        assertThat(report.failure()).isPresent();
        assertThat(values(target, "SELECT n FROM reports")).containsExactly("-7");
    }

    @Test
    void rowsThatASearchIndexFindsByTheirHiddenNumbersKeepThem() throws SQLException {
        DatabaseUrl target = freshTarget();
        String search = "CREATE VIRTUAL TABLE found USING fts5(body, content='notes');";
        run(target, "CREATE TABLE notes (body text, rank integer)");
        run(target, search);
        run(target, "INSERT INTO notes VALUES ('one', 1), ('two', 2), ('three', 3)");
        run(target, "DELETE FROM notes WHERE body = 'one'");
        run(target, "INSERT INTO found (found) VALUES ('rebuild')");

        apply(target, sql("CREATE TABLE notes (body text, rank integer CHECK (rank > 0));" + search));

        assertThat(values(target, "SELECT body FROM found WHERE found MATCH 'three'"))
                .containsExactly("three");
    }

    @Test
    void refusesMigrationFilesThatDoNotFitTheirChecksum() {
        DatabaseUrl target = freshTarget();
        SourceFile file = new SourceFile("1_t.sql", "CREATE TABLE t (id integer);");
        String sum = Checksum.of(
                        MigrationDirectory.atlas("agreed", List.of(file)).files())
                .text();
        SourceFile edited = new SourceFile("1_t.sql", "CREATE TABLE other (id integer);");

        assertThat(apply(target, migrations(file, new SourceFile("atlas.sum", sum)))
                        .failure())
                .isEmpty();
        assertThat(apply(freshTarget(), migrations(edited)).failure()).isEmpty();
        assertThatThrownBy(() -> apply(target, migrations(edited, new SourceFile("atlas.sum", sum))))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("checksum mismatch", "1_t.sql", "\"files\"");
    }

    private static StateSource migrations(SourceFile... files) {
        return new StateSource.Migrations(MigrationDirectory.atlas("files", List.of(files)), Optional.empty());
    }

    @Test
    void leavesAVirtualTableAloneWhereNothingMayBeDropped() {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE VIRTUAL TABLE words USING fts5(a)");
        SchemaApplyRequest sparing = new SchemaApplyRequest(
                target,
                sql(USERS),
                Optional.empty(),
                Selection.ALL,
                new DiffPolicy(Set.of(DiffPolicy.Skip.DROP_TABLE), false, false),
                TxMode.FILE,
                false,
                Duration.ofSeconds(10));

        engine.apply(sparing, PlanGate.OPEN);

        assertThat(hcl(target)).contains("virtual_table \"words\"", "table \"users\"");
    }

    @Test
    void carriesWhatThePolicySparesThroughARebuild() throws SQLException {
        DatabaseUrl target = freshTarget();
        run(target, "CREATE TABLE t (legacy text, id integer PRIMARY KEY, n integer)");
        run(target, "CREATE INDEX by_n ON t (n)");
        run(target, "CREATE TRIGGER noted AFTER INSERT ON t BEGIN DELETE FROM t WHERE n = 0; END");
        run(target, "CREATE VIEW v AS SELECT legacy FROM t");
        run(target, "INSERT INTO t VALUES ('old', 1, 2)");
        SchemaApplyRequest request = new SchemaApplyRequest(
                target,
                sql("CREATE TABLE t (id integer PRIMARY KEY, n integer, added text,"
                        + " CONSTRAINT positive CHECK (n > 0));"),
                Optional.empty(),
                Selection.ALL,
                new DiffPolicy(
                        Set.of(
                                DiffPolicy.Skip.DROP_COLUMN,
                                DiffPolicy.Skip.ADD_COLUMN,
                                DiffPolicy.Skip.DROP_INDEX,
                                DiffPolicy.Skip.DROP_TRIGGER,
                                DiffPolicy.Skip.DROP_VIEW),
                        false,
                        false),
                TxMode.FILE,
                false,
                Duration.ofSeconds(10));

        assertThat(engine.apply(request, PlanGate.OPEN).applied()).anyMatch(text -> text.contains("new_t"));

        assertThat(values(target, "SELECT legacy || n FROM t")).containsExactly("old2");
        assertThat(values(target, "SELECT group_concat(name) FROM pragma_table_info('t')"))
                .containsExactly("legacy,id,n");
        assertThat(hcl(target)).contains("\"by_n\"", "\"noted\"", "view \"v\"", "positive");
        assertThat(engine.apply(request, PlanGate.OPEN).plan().isEmpty()).isTrue();
    }

    @Test
    void keepsATriggerThroughARenameThatBuildsItsTableAnew() {
        DatabaseUrl target = freshTarget();
        String trigger = " CREATE TRIGGER noted AFTER INSERT ON t BEGIN DELETE FROM t WHERE n = 0; END;";
        apply(target, sql("CREATE TABLE t (id integer, n integer, CONSTRAINT old CHECK (n > -1));" + trigger));
        run(target, "INSERT INTO t VALUES (1, 2)");
        StateSource renamed =
                sql("CREATE TABLE t (id integer, n integer,\n-- atlas:renamed_from old\nCONSTRAINT positive"
                        + " CHECK (n > -1));" + trigger);

        assertThat(apply(target, renamed).failure()).isEmpty();
        assertThat(hcl(target)).contains("trigger \"noted\"", "check \"positive\"");
        assertThat(values(target, "SELECT id FROM t")).containsExactly("1");
        assertThat(apply(target, renamed).plan().isEmpty()).isTrue();
    }

    @Test
    void undoesARunThatLeavesAReferenceDangling() {
        DatabaseUrl unenforced = freshTarget();
        DatabaseUrl target = DatabaseUrl.parse(unenforced + "?_fk=1");
        StateSource loose = sql("CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (p integer, old integer"
                + " REFERENCES p (id));");
        StateSource tied =
                sql("CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (p integer REFERENCES p (id), old"
                        + " integer REFERENCES p (id));");
        apply(target, loose);
        run(unenforced, "INSERT INTO c VALUES (1, 2)");

        assertThat(apply(target, tied).failure())
                .isPresent()
                .get()
                .satisfies(failure -> assertThat(failure.message())
                        .contains("foreign key mismatch")
                        .contains("tbl:c ref:p"));
        run(unenforced, "INSERT INTO p VALUES (1)");
        assertThat(apply(target, tied).failure()).isEmpty();
        assertThat(apply(target, tied).plan().isEmpty()).isTrue();
    }
}
