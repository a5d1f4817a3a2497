package io.atlasoperator.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.ScannerOptions;
import io.atlasoperator.sql.StatementScanner;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tools' directories hold: which files run, in which order, and what of them. */
class DirectoryFormatTest {
    private static final StatementScanner SCANNER = new StatementScanner(ScannerOptions.GENERIC);
    private static final List<Statement> CHANGES = List.of(
            Statement.of("CREATE TABLE a (id int)", "create \"a\" table", "DROP TABLE a"),
            Statement.of("CREATE INDEX i ON a (id)", "", "DROP INDEX i"));

    private static MigrationDirectory directory(DirectoryFormat format, String... names) {
        return MigrationDirectory.of(
                "d",
                format,
                Arrays.stream(names).map(name -> new SourceFile(name, "")).toList());
    }

    private static List<String> run(DirectoryFormat format, String... names) {
        return directory(format, names).files().stream()
                .map(file -> file.version() + "|" + file.description())
                .toList();
    }

    private static MigrationFile file(DirectoryFormat format, String content) {
        String name = format == DirectoryFormat.FLYWAY ? "V1__a.sql" : "1_a.sql";
        return new MigrationFile(name, "1", "a", content, format);
    }

    private static List<String> statements(DirectoryFormat format, String content) {
        return file(format, content).statements(SCANNER).stream()
                .map(ScannedStatement::text)
                .toList();
    }

    @Test
    void numbersRunInTheirOrderAndAreHashedInThatOfTheirNames() {
        String[] names = {"10_b.up.sql", "2_a.up.sql", "2_a.down.sql", "readme.md", "old/1_x.up.sql"};

        assertThat(run(DirectoryFormat.GOLANG_MIGRATE, names)).containsExactly("2|a", "10|b");
        assertThat(directory(DirectoryFormat.GOLANG_MIGRATE, names).summed())
                .extracting(MigrationFile::name)
                .containsExactly("10_b.up.sql", "2_a.up.sql");
        assertThat(run(DirectoryFormat.GOOSE, "10_b.sql", "2_a.sql")).containsExactly("2|a", "10|b");
        assertThat(run(DirectoryFormat.ATLAS, "10_b.sql", "2_a.sql")).containsExactly("10|b", "2|a");
        assertThat(run(DirectoryFormat.DBMATE, "10_b.sql", "2_a.sql")).containsExactly("10|b", "2|a");
    }

    @Test
    void flywayRunsTheNewestBaselineThenVersionsThenWhatIsRepeated() {
        assertThat(run(
                        DirectoryFormat.FLYWAY,
                        "V1__a.sql",
                        "V2__b.sql",
                        "B1__base.sql",
                        "B2__base.sql",
                        "V2.10__d.sql",
                        "sub/V2_9__c.sql",
                        "R__views.sql",
                        "R__functions.sql",
                        "U2__undo.sql",
                        ".hidden/V9__x.sql",
                        "V1.sq",
                        "V300.sql",
                        "V3.sql"))
                .containsExactly("2|base", "2_9|c", "2.10|d", "300|", "|functions", "|views");
    }

    @Test
    void gooseRunsTheSectionsUp() {
        String content = """
                -- a file
                -- +goose NO TRANSACTION
                -- +goose Up
                CREATE TABLE a (id int); -- Down the road
                SELECT 1;
                -- +goose StatementBegin
                CREATE FUNCTION f() AS 'x; y';
                SELECT 2;
                -- +goose StatementEnd
                INSERT INTO a VALUES (1);
                -- +goose Down
                -- +goose StatementBegin
                DROP TABLE a;
                -- +goose StatementEnd
                """;

        assertThat(statements(DirectoryFormat.GOOSE, content))
                .containsExactly(
                        "CREATE TABLE a (id int);",
                        "SELECT 1;",
                        "CREATE FUNCTION f() AS 'x; y';\nSELECT 2;",
                        "INSERT INTO a VALUES (1);");
        assertThat(DirectoryFormat.GOOSE.layout().txMode(file(DirectoryFormat.GOOSE, content)))
                .contains(TxMode.NONE);
        assertThat(file(DirectoryFormat.GOOSE, content).statements(SCANNER))
                .extracting(ScannedStatement::line)
                .containsExactly(4, 5, 7, 10);
        assertThat(statements(DirectoryFormat.GOOSE, "-- +goose Up\r\nSELECT 1;\r\n-- +goose Down\r\nSELECT 2;\r\n"))
                .containsExactly("SELECT 1;");
    }

    @Test
    void gooseRefusesWhatItWouldPassOver() {
        assertThatThrownBy(() -> statements(DirectoryFormat.GOOSE, "-- x\nDROP TABLE a;\n-- +goose Up\nSELECT 1;"))
                .hasMessage("sql/migrate: goose: 1_a.sql:2 is before '-- +goose Up', so it would not run: put that line"
                        + " first");
        assertThatThrownBy(() -> statements(DirectoryFormat.GOOSE, "-- +goose Down\nSELECT 1;"))
                .hasMessage("sql/migrate: goose: 1_a.sql:1 unexpected goosePragma 'Down'");
        assertThatThrownBy(() -> statements(DirectoryFormat.GOOSE, "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;"))
                .hasMessageContaining("without a '-- +goose StatementEnd'");
        assertThatThrownBy(() -> statements(DirectoryFormat.GOOSE, "-- +goose Upp\nSELECT 1;"))
                .hasMessageContaining("1_a.sql:1 unknown annotation '-- +goose Upp'");
    }

    @Test
    void dbmateRunsWhatIsUpWordForWord() {
        String content =
                "-- migrate:up transaction:false\nCREATE TABLE downloads (id int);\n\n-- migrate:down\nDROP TABLE downloads;\n";

        assertThat(statements(DirectoryFormat.DBMATE, content)).containsExactly("CREATE TABLE downloads (id int);");
        assertThat(DirectoryFormat.DBMATE.layout().txMode(file(DirectoryFormat.DBMATE, content)))
                .contains(TxMode.NONE);
        assertThat(DirectoryFormat.DBMATE.layout().txMode(file(DirectoryFormat.DBMATE, "-- migrate:up\nSELECT 1;")))
                .isEmpty();
        assertThatThrownBy(() -> statements(DirectoryFormat.DBMATE, "CREATE TABLE a (id int);"))
                .hasMessageContaining("1_a.sql:1 is before '-- migrate:up'");
    }

    @Test
    void liquibaseRunsAllButItsComments() {
        String content = """
                --liquibase formatted sql
                --changeset me:1 runInTransaction:false
                --comment: x
                CREATE INDEX CONCURRENTLY i ON a (id);
                --rollback DROP INDEX i;
                """;

        assertThat(statements(DirectoryFormat.LIQUIBASE, content))
                .containsExactly("CREATE INDEX CONCURRENTLY i ON a (id);");
        assertThat(DirectoryFormat.LIQUIBASE.layout().txMode(file(DirectoryFormat.LIQUIBASE, content)))
                .contains(TxMode.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(DirectoryFormat format) {
        MigrationDirectory directory =
                MigrationDirectory.of("d", format, format.layout().write("20260102030405", "add a", CHANGES));

        assertThat(directory.files()).hasSize(1);
        MigrationFile file = directory.files().getFirst();
        assertThat(file.version()).isEqualTo("20260102030405");
        assertThat(file.description()).isEqualTo("add a");
        assertThat(file.statements(SCANNER))
                .extracting(ScannedStatement::text)
                .containsExactly("CREATE TABLE a (id int);", "CREATE INDEX i ON a (id);");
        assertThat(format.layout().write("1", "", CHANGES)).isNotEmpty();
    }

    @Test
    void writesWhatItsToolReads() {
        assertThat(texts(DirectoryFormat.ATLAS, CHANGES))
                .containsExactly(
                        "1_n.sql:-- Create \"a\" table\nCREATE TABLE a (id int);\nCREATE INDEX i ON a (id);\n");
        assertThat(texts(DirectoryFormat.GOLANG_MIGRATE, CHANGES))
                .containsExactly(
                        "1_n.up.sql:-- create \"a\" table\nCREATE TABLE a (id int);\nCREATE INDEX i ON a (id);\n",
                        "1_n.down.sql:DROP INDEX i;\n-- reverse: create \"a\" table\nDROP TABLE a;\n");
        assertThat(texts(DirectoryFormat.FLYWAY, List.of())).containsExactly("V1__n.sql:", "U1__n.sql:");
        assertThat(texts(DirectoryFormat.GOOSE, List.of())).containsExactly("1_n.sql:-- +goose Up\n\n-- +goose Down\n");
        assertThat(texts(DirectoryFormat.DBMATE, List.of()))
                .containsExactly("1_n.sql:-- migrate:up\n\n-- migrate:down\n");
        assertThat(texts(DirectoryFormat.LIQUIBASE, List.of())).containsExactly("1_n.sql:--liquibase formatted sql");
        assertThat(texts(DirectoryFormat.LIQUIBASE, CHANGES)).containsExactly("""
                1_n.sql:--liquibase formatted sql
                --changeset atlas:1-1
                --comment: create "a" table
                CREATE TABLE a (id int);
                --rollback: DROP TABLE a;

                --changeset atlas:1-2
                CREATE INDEX i ON a (id);
                --rollback: DROP INDEX i;
                """);
    }

    /** As their tools would take it apart. */
    @Test
    void holdsTogetherWhatHoldsSemicolons() {
        String body = "CREATE FUNCTION f() RETURNS int AS $$ BEGIN\nRETURN 1;\nEND $$ LANGUAGE plpgsql";
        List<Statement> function = List.of(Statement.of(body, "create function", "DROP FUNCTION f()"));

        assertThat(texts(DirectoryFormat.GOOSE, function))
                .containsExactly(
                        "1_n.sql:-- +goose Up\n-- create function\n-- +goose StatementBegin\n" + body
                                + ";\n-- +goose StatementEnd\n\n-- +goose Down\n-- reverse: create function\nDROP FUNCTION f();\n");
        assertThat(texts(DirectoryFormat.LIQUIBASE, function).getFirst())
                .contains("--changeset atlas:1-1 splitStatements:false\n");
        for (DirectoryFormat format : DirectoryFormat.values()) {
            MigrationDirectory directory =
                    MigrationDirectory.of("d", format, format.layout().write("1", "n", function));
            assertThat(directory.files().getFirst().statements(SCANNER))
                    .as(format.text())
                    .singleElement()
                    .satisfies(found -> assertThat(found.text()).contains(body));
        }
    }

    private static List<String> texts(DirectoryFormat format, List<Statement> changes) {
        return format.layout().write("1", "n", changes).stream()
                .map(file -> file.name() + ":" + file.content())
                .toList();
    }

    @Test
    void repeatedFilesRunAgainWhenTheDirectoryChanges() {
        List<SourceFile> entries =
                List.of(new SourceFile("V1__a.sql", "SELECT 1;"), new SourceFile("R__v.sql", "SELECT 2;"));
        List<MigrationFile> files =
                MigrationDirectory.of("d", DirectoryFormat.FLYWAY, entries).files();
        String hash = Checksum.of(files).hashOf("R__v.sql").orElseThrow();
        List<Revision> revisions = List.of(revision("", hash), revision("1", "x"));

        assertThat(PendingPlan.of(files, revisions).pending()).isEmpty();
        assertThat(PendingPlan.of(files, List.of(revision("", "other"), revision("1", "x")))
                        .pending())
                .extracting(MigrationFile::name)
                .containsExactly("R__v.sql");
        assertThat(PendingPlan.of(files, List.of()).pending())
                .extracting(MigrationFile::name)
                .containsExactly("V1__a.sql", "R__v.sql");
        assertThat(PendingPlan.of(files, revisions).last().map(Revision::version))
                .isEqualTo(Optional.of("1"));
    }

    private static Revision revision(String version, String hash) {
        return new Revision(
                version,
                "",
                Revision.EXECUTED,
                1,
                1,
                java.time.Instant.EPOCH,
                java.time.Duration.ZERO,
                "",
                "",
                hash,
                List.of(),
                "Atlas CLI v0");
    }
}
